import assert from 'node:assert/strict';
import { pricerDouble } from './pricerDouble.ts';
import { CHAT, chatRequest, startRig } from './rig.ts';

describe('A mistake of ours while a call is answered', () => {
  it('ends its row as not known, so that no hold stands as long as the process lives, and is told', async () => {
    const mistake = new Error('a mistake');
    const pricer = {
      ...pricerDouble,
      costOf: () => {
        throw mistake;
      },
    };
    const rig = await startRig({ pricer });
    await assert.rejects(fetch(`${rig.base}/v1/chat/completions`, chatRequest(CHAT)).then(reply => reply.text()));
    const { start, end } = await rig.ended();
    assert.equal(end.state, 'aborted');
    assert.equal(end.cost, undefined);
    assert.equal((await rig.store.attempt(start.id))?.state, 'aborted');
    assert.deepEqual(rig.bugs, [mistake]);
    await assert.rejects(rig.close(), AggregateError);
  });
});
