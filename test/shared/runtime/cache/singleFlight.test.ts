import assert from 'node:assert/strict';
import type { Outcome, Turn } from '../../../../shared/runtime/cache/exactCache.ts';
import { singleFlight } from '../../../../shared/runtime/cache/singleFlight.ts';

const leader = (turn: Turn | Promise<Turn>): ((how: Outcome) => void) => {
  assert.ok('lead' in turn && turn.lead, 'goes first');
  return turn.done;
};

/** What has come of a promise by now: promises of a line are settled within the call that causes it. */
async function settledOf<T>(promises: readonly Promise<T>[]): Promise<readonly (T | undefined)[]> {
  const none = Symbol();
  const seen = await Promise.all(promises.map(promise => Promise.race([promise, Promise.resolve(none)])));
  return seen.map(value => (value === none ? undefined : (value as T)));
}

describe('identical requests in flight', () => {
  it('wait for the first, and all look again when it is stored', async () => {
    const enter = singleFlight();
    const done = leader(enter('a'));
    const others = [enter('a'), enter('a')] as Promise<Turn>[];
    assert.deepEqual(await settledOf(others), [undefined, undefined]);
    done('stored');
    assert.deepEqual(await Promise.all(others), [{ lead: false }, { lead: false }]);
    leader(enter('a'))('stored');
  });

  it('do not wait for others', () => {
    const enter = singleFlight();
    leader(enter('a'));
    leader(enter('b'));
  });

  it('let one go on when the first gets no answer, and the rest wait for that one', async () => {
    const enter = singleFlight();
    const done = leader(enter('a'));
    const [second, third, fourth] = [enter('a'), enter('a'), enter('a')] as [Promise<Turn>, Promise<Turn>, Promise<Turn>];
    done('failed');
    const next = leader(await second);
    assert.deepEqual(await settledOf([third, fourth]), [undefined, undefined]);
    const late = enter('a') as Promise<Turn>;
    next('stored');
    assert.deepEqual(await Promise.all([third, fourth, late]), [{ lead: false }, { lead: false }, { lead: false }]);
  });

  it('no longer wait for each other after two failures, nor after an answer that is not stored', async () => {
    const enter = singleFlight();
    const first = leader(enter('a'));
    const [second, third, fourth] = [enter('a'), enter('a'), enter('a')] as [Promise<Turn>, Promise<Turn>, Promise<Turn>];
    first('failed');
    leader(await second)('failed');
    assert.deepEqual(await Promise.all([third, fourth]), [{ lead: false }, { lead: false }]);

    const again = leader(enter('a'));
    const other = enter('a');
    again('unfit');
    assert.deepEqual(await other, { lead: false });
  });

  it('may leave the line, and the turn never goes to one that left', async () => {
    const enter = singleFlight();
    const done = leader(enter('a'));
    const leaving = new AbortController();
    const left = enter('a', leaving.signal) as Promise<Turn>;
    const stays = enter('a') as Promise<Turn>;
    leaving.abort(new Error('the client went away'));
    await assert.rejects(left, /went away/);
    await assert.rejects(enter('a', leaving.signal) as Promise<Turn>, /went away/);
    done('failed');
    leader(await stays);
  });

  it('count a second word of the first for nothing', async () => {
    const enter = singleFlight();
    const done = leader(enter('a'));
    const second = enter('a') as Promise<Turn>;
    done('failed');
    const next = leader(await second);
    const third = enter('a') as Promise<Turn>;
    done('stored');
    assert.deepEqual(await settledOf([third]), [undefined]);
    next('stored');
    assert.deepEqual(await third, { lead: false });
  });
});
