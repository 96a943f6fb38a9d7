import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPrices } from '../../../../shared/models/priceSource.ts';
import { conversationBook } from '../../../../shared/runtime/conversations/conversationBook.ts';
import { openRouter, type Router } from '../../../../shared/runtime/router/router.ts';
import type { Route } from '../../../../shared/runtime/router/routerSettings.ts';
import { bodyOf, CHAT, COMPLETION, chatRequest, type Rig, startRig } from './rig.ts';

const CHEAP = 'gpt-4.1-mini';
const STRONG = 'gpt-4.1';
const ROUTE: Route = { mode: 'on', models: [CHEAP, STRONG], thresholds: [0.5], capabilities: {} };
const SHORT = { ...CHAT, model: STRONG };
const LONG = { ...SHORT, messages: [{ role: 'user', content: 'word '.repeat(200) }] };

describe('the router in the gateway', function () {
  // The first loads prices.
  this.timeout(20_000);
  let rig: Rig;
  let router: Router;
  let folder: string;
  let bodies: Buffer[];
  /** What each model says. */
  let says: (model: string) => string;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    bodies.push(body);
    const { model, stream } = JSON.parse(String(body));
    const choice = { ...COMPLETION.choices[0], message: { role: 'assistant', content: says(model) } };
    if (stream) {
      const chunk = {
        ...COMPLETION,
        model,
        object: 'chat.completion.chunk',
        usage: undefined,
        choices: [{ index: 0, delta: { content: says(model) }, finish_reason: 'stop' }],
      };
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`data: ${JSON.stringify(chunk)}\n\n`);
      response.write(`data: ${JSON.stringify({ ...chunk, choices: [], usage: COMPLETION.usage })}\n\n`);
      response.end('data: [DONE]\n\n');
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ...COMPLETION, model, choices: [choice] }));
  };

  const start = async (route: Partial<Route> = {}, cached = false): Promise<void> => {
    folder = mkdtempSync(join(tmpdir(), 'farthing-routing-'));
    bodies = [];
    says = model => `said by ${model}`;
    const settings = { routes: [{ ...ROUTE, ...route }] };
    router = openRouter({ settings, file: join(folder, 'router.bin'), prices: openPrices(), onTrouble: assert.fail });
    const conversations = { book: conversationBook(), limits: { turn: {}, conversation: {} } };
    rig = await startRig({ answer: (request, response) => void answer(request, response), cached, gateway: { router, conversations } });
  };
  afterEach(async () => {
    await rig.close();
    rmSync(folder, { recursive: true });
  });

  const ask = async (body: object = SHORT, headers: Record<string, string> = {}) => {
    const reply = await fetch(`${rig.base}/v1/chat/completions`, chatRequest(body, headers));
    return { status: reply.status, text: await reply.text(), cache: reply.headers.get('x-farthing-cache') };
  };
  const models = () => bodies.map(body => (JSON.parse(String(body)) as { model: string }).model);

  it('sends what is simple to the cheap model, and what is not to the one that was asked for', async () => {
    await start();
    await ask();
    await ask(LONG);
    assert.deepEqual(models(), [CHEAP, STRONG]);
    const [{ start: first }, { start: second }] = [await rig.ended(), await rig.ended()];
    assert.equal(first.model, CHEAP);
    const route = first.verdicts?.route;
    assert.deepEqual([route?.mode, route?.asked, route?.chosen], ['on', STRONG, CHEAP]);
    assert.ok(route && route.complexity < 0.5 && route.reasons.length > 0);
    assert.equal(second.verdicts?.route?.chosen, STRONG);
  });

  it('changes nothing of the request but the name of its model', async () => {
    await start();
    const written = `{ "messages":[{"role":"user","content":"hi \\u00e9"}],\n  "model" : "${STRONG}", "max_tokens":7,"unknown":[1.0] }`;
    await fetch(`${rig.base}/v1/chat/completions`, { ...chatRequest(), body: written });
    assert.equal(String(bodies[0]), written.replace(`"${STRONG}"`, `"${CHEAP}"`));
  });

  it('only says in shadow what it would have done', async () => {
    await start({ mode: 'shadow' });
    await ask();
    assert.deepEqual(models(), [STRONG]);
    const { verdicts } = (await rig.ended()).start;
    assert.deepEqual([verdicts?.route?.mode, verdicts?.route?.chosen], ['shadow', CHEAP]);
  });

  it('does as the header says, in shadow too', async () => {
    await start({ mode: 'shadow' });
    await ask(SHORT, { 'x-farthing-route': 'cheap' });
    await ask(SHORT, { 'x-farthing-route': 'off' });
    assert.deepEqual(models(), [CHEAP, STRONG]);
    assert.equal(rig.seen[0]?.headers['x-farthing-route'], undefined);
  });

  it('stays with the model of a turn until its tool loop is over', async () => {
    await start();
    const tools = [{ type: 'function', function: { name: 'search', parameters: {} } }];
    const call = {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'c', type: 'function', function: { name: 'search', arguments: '{}' } }],
    };
    const result = { role: 'tool', tool_call_id: 'c', content: 'word '.repeat(300) };
    await ask({ ...SHORT, tools });
    await ask({ ...SHORT, tools, messages: [...SHORT.messages, call, result] });
    await ask({ ...LONG, tools, messages: [...LONG.messages, call, result] });
    assert.deepEqual(models(), [CHEAP, CHEAP, STRONG]);
  });

  it('keeps answers of another model apart from those of the one that was asked for', async () => {
    await start({}, true);
    const cold = { ...SHORT, temperature: 0 };
    await ask(cold);
    assert.equal((await ask(cold)).cache, 'hit');
    assert.equal((await ask(cold, { 'x-farthing-route': 'off' })).cache, 'miss');
    assert.deepEqual(models(), [CHEAP, STRONG]);
  });

  describe('with a check', () => {
    const check = { pattern: 'good', timeoutSeconds: 5 };

    it('passes on the cheap answer that is good enough, and learns from it', async () => {
      await start({ check });
      says = () => 'good';
      assert.match((await ask()).text, /"content":"good"/);
      assert.deepEqual(models(), [CHEAP]);
      assert.equal((await rig.ended()).start.verdicts?.route?.checked, true);
    });

    it('asks the model that was asked for where it is not; its client sees that answer alone, and both calls are rows of one operation', async () => {
      await start({ check });
      says = model => (model === STRONG ? 'good' : 'bad');
      const { text } = await ask();
      assert.match(text, /"content":"good"/);
      assert.doesNotMatch(text, /bad/);
      const [first, second] = [await rig.ended(), await rig.ended()];
      assert.deepEqual([first.start.model, second.start.model], [CHEAP, STRONG]);
      assert.equal(first.start.operation, second.start.operation);
      assert.deepEqual([first.start.attempt, second.start.attempt], [1, 2]);
      assert.equal(first.end.state, 'settled');
      assert.ok((first.end.cost ?? 0) > 0);
      assert.match(second.start.verdicts?.route?.escalated ?? '', /pattern/);
    });

    it('holds a stream back until it has passed', async () => {
      await start({ check });
      says = model => (model === STRONG ? 'good' : 'bad');
      const { text } = await ask({ ...SHORT, stream: true });
      assert.match(text, /good/);
      assert.doesNotMatch(text, /bad/);
      assert.match(text, /\[DONE\]/);
    });

    it('asks the model that was asked for where the cheap one breaks off', async () => {
      await start({ check });
      says = model => {
        if (model === STRONG) return 'good';
        rig.seen.at(-1)?.socket.destroy();
        return 'good';
      };
      assert.match((await ask({ ...SHORT, stream: true })).text, /good/);
      assert.deepEqual(models(), [CHEAP, STRONG]);
    });

    it('asks twice where answers must agree, and counts both', async () => {
      await start({ check: { agreement: true, timeoutSeconds: 5 } });
      let times = 0;
      says = model => (model === STRONG ? 'strong' : `answer ${times++}`);
      assert.match((await ask()).text, /strong/);
      assert.deepEqual(models(), [CHEAP, CHEAP, STRONG]);
      const ends = [await rig.ended(), await rig.ended(), await rig.ended()];
      assert.deepEqual(
        ends.map(({ start: { attempt } }) => attempt),
        [1, 2, 3],
      );
    });

    it('refuses the whole where a budget does not hold the cheap call', async () => {
      await start({ check });
      await rig.store.setBudget({ scope: 'all', window: 'total', tokens: 1 });
      assert.equal((await ask()).status, 429);
      assert.deepEqual(models(), []);
    });

    it('refuses to escalate where the budget does not hold that', async () => {
      await start({ check });
      says = () => 'bad';
      await rig.store.setBudget({ scope: 'model', owner: STRONG, window: 'total', tokens: 1 });
      assert.equal((await ask()).status, 429);
      assert.deepEqual(models(), [CHEAP]);
    });
  });
});
