import assert from 'node:assert/strict';
import { bodyOf, CHAT, COMPLETION, chatRequest, completes, startRig } from './rig.ts';

describe('A request through the gateway', () => {
  it('reaches the upstream and its reply comes back, and both are in the ledger', async () => {
    const rig = await startRig({ answer: completes });
    try {
      const reply = await fetch(`${rig.base}/v1/chat/completions`, chatRequest());
      assert.equal(reply.status, 200);
      assert.deepEqual(await reply.json(), COMPLETION);
      assert.equal(reply.headers.get('x-farthing-cache'), 'bypass');
      assert.equal(reply.headers.get('x-farthing-cost-usd'), '0.000011');
      const attempt = await rig.store.attempt(reply.headers.get('x-farthing-request-id') as string);
      assert.equal(attempt?.state, 'settled');
      assert.equal(attempt?.end?.cost, 11_000);
      assert.equal(attempt?.identity.user, 'ada');
    } finally {
      await rig.close();
    }
  });

  it('goes upstream with its body untouched', async () => {
    let received: Buffer | undefined;
    const rig = await startRig({
      answer: async (request, response) => {
        received = await bodyOf(request);
        completes(request, response);
      },
    });
    try {
      const written = `{ "model":"gpt-4o-mini",\n "messages": [ {"role":"user","content":"gr\\u00fc\u00df"} ],"max_tokens":20 }`;
      await fetch(`${rig.base}/v1/chat/completions`, { ...chatRequest(CHAT), body: written });
      assert.equal(received?.toString(), written);
    } finally {
      await rig.close();
    }
  });
});
