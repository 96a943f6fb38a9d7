import assert from 'node:assert/strict';
import { Turns } from '../../../../server/lsp/workspace/turns.ts';

describe('turns', () => {
  /** Runs that end when the test says so. */
  function controlled() {
    const ends: (() => void)[] = [];
    const begun: (() => void)[] = [];
    let running = 0;
    let most = 0;
    const turns = new Turns(async () => {
      most = Math.max(most, ++running);
      begun.shift()?.();
      await new Promise<void>(resolve => ends.push(resolve));
      running--;
    });
    return { turns, ends, nextBegins: () => new Promise<void>(resolve => begun.push(resolve)), most: () => most };
  }

  it('run once for twenty keystrokes', async () => {
    const { turns, ends, nextBegins } = controlled();
    const first = nextBegins();
    for (let key = 0; key < 20; key++) turns.soon('editor');
    await first;
    assert.equal(ends.length, 1);
    assert.equal(turns.isWanted, false);
    turns.stop();
    ends[0]?.();
  });

  it('never run twice at a time: twenty more keystrokes meanwhile are seen to by one run after it', async () => {
    const { turns, ends, nextBegins, most } = controlled();
    const first = nextBegins();
    turns.soon('editor');
    await first;
    const second = nextBegins();
    for (let key = 0; key < 20; key++) turns.soon('editor');
    turns.hurry();
    assert.deepEqual([ends.length, turns.isWanted], [1, true]);
    ends[0]?.();
    await second;
    assert.deepEqual([ends.length, most()], [2, 1]);
    turns.stop();
    ends[1]?.();
  });

  it('run at once where somebody waits, and not at all after they were stopped', async () => {
    const { turns, ends } = controlled();
    turns.soon('disk');
    turns.hurry();
    assert.equal(ends.length, 1);
    turns.soon('disk');
    turns.stop();
    assert.equal(turns.isWanted, false);
    ends[0]?.();
  });
});
