import assert from 'node:assert/strict';
import { CALLS, type ClientCall, CREDENTIALS, withEnvironment } from './clients.ts';
import { type Follower, follow } from './events.ts';
import { ledgerRows, type RuntimeProcess, removeHomes, startRuntime } from './runtimeProcess.ts';
import { type StandIn, startStandIn } from './standIn/standIn.ts';

/** What each SDK throws when a budget is spent. The AI SDK sends every 429 again (`maxRetries`), whatever the reply says of it, so its requests are not counted. */
const RAISED: Readonly<Record<ClientCall['provider'], RegExp>> = {
  openai: /RateLimitError|APICallError|RetryError|NoOutputGenerated/,
  anthropic: /RateLimitError|PaymentRequiredError|APIError|APICallError|RetryError|NoOutputGenerated/,
  bedrock: /ServiceQuotaExceededException/,
  gemini: /ApiError/,
};

describe('a spent budget', () => {
  let standIn: StandIn;
  let runtime: RuntimeProcess;
  let follower: Follower;

  before(async () => {
    standIn = await startStandIn();
    runtime = await startRuntime({ standIn, settings: { user: 'ann', budgets: [{ scope: 'user', window: 'day', usd: 0 }] } });
    follower = await follow(runtime);
  });
  after(async () => {
    follower?.stop();
    await runtime?.stop();
    await standIn?.close();
    removeHomes();
  });

  for (const call of CALLS.filter(one => !one.free && !one.name.startsWith('ai '))) {
    it(`is raised by ${call.name} after one request, in a sentence that says whose it is`, async () => {
      const raised = await withEnvironment({ ...CREDENTIALS, ...runtime.environment }, () => thrown(call));
      assert.match(`${raised.constructor.name} ${raised.name}`, RAISED[call.provider]);
      assert.match(raised.message, /\$0\.00 left of \$0\.00 \(user ann, a day\)/);
      const { message } = await follower.next('refused');
      assert.ok(raised.message.includes(message), raised.message);
      assert.deepEqual(follower.take(), []);
    });
  }

  for (const call of CALLS.filter(one => one.name.startsWith('ai '))) {
    it(`is raised by ${call.name}`, async () => {
      const raised = await withEnvironment({ ...CREDENTIALS, ...runtime.environment }, () => thrown(call));
      assert.match(`${raised.constructor.name} ${raised.name}`, RAISED[call.provider]);
      const { message } = await follower.next('refused');
      assert.match(message, /\(user ann, a day\)/);
      follower.take();
    });
  }

  it('lets what spends nothing pass, and none of the others has reached an upstream or the ledger', async () => {
    assert.equal(standIn.accepted.length, 0);
    const free = CALLS.filter(one => one.free);
    await withEnvironment({ ...CREDENTIALS, ...runtime.environment }, () => Promise.all(free.map(call => call.run('free'))));
    assert.equal(standIn.accepted.length, free.length);
    assert.equal(ledgerRows(runtime.home).length, free.length);
  });
});

async function thrown(call: ClientCall): Promise<Error> {
  try {
    await call.run(call.name);
  } catch (error) {
    return error as Error;
  }
  return assert.fail('it was not refused');
}
