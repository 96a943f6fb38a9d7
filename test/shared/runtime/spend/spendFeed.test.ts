import assert from 'node:assert/strict';
import type { SpendMessage } from '../../../../shared/protocol/spend.ts';
import { SpendBook } from '../../../../shared/protocol/spendBook.ts';
import { type EventBus, eventBus } from '../../../../shared/runtime/gateway/events.ts';
import { spendBudget } from '../../../../shared/runtime/spend/spendBudget.ts';
import { type SpendFeed, spendFeed } from '../../../../shared/runtime/spend/spendFeed.ts';
import type { SqliteStore } from '../../../../shared/runtime/store/sqlite/sqliteStore.ts';
import { call, dollars, end, holdOf, NOON, newLedger, openStore } from '../store/sqlite/calls.ts';

const PLACE = { id: 'site-1', workspace: '/project', path: 'agent.ts', line: 3, endLine: 3 };

/** Someone who follows, and what has been told. */
class Listener {
  readonly book = new SpendBook();
  readonly messages: SpendMessage[] = [];
  ended = false;
  #waiting: { readonly until: () => boolean; readonly resolve: () => void }[] = [];

  readonly tell = (line: string): void => {
    const message = JSON.parse(line) as SpendMessage;
    this.messages.push(message);
    assert.ok(this.book.take(message), `nothing is missing before ${line}`);
    for (const waiting of this.#waiting) if (waiting.until()) waiting.resolve();
  };

  readonly onEnd = (): void => {
    this.ended = true;
  };

  /** Resolves when it holds: at once, or after a message. */
  when(until: () => boolean): Promise<void> {
    return until() ? Promise.resolve() : new Promise(resolve => this.#waiting.push({ until, resolve }));
  }
}

describe('what is spent, told live', function () {
  this.timeout(30_000);
  let file: string;
  let store: SqliteStore;
  let events: EventBus;
  let feed: SpendFeed;
  let now: number;
  const troubles: string[] = [];

  beforeEach(() => {
    now = NOON;
    file = newLedger();
    store = openStore({ file, clock: () => now });
    events = eventBus();
    feed = spendFeed({
      file,
      timeZone: 'UTC',
      events,
      clock: () => now,
      budgets: async () => (await store.states(now)).map(spendBudget),
      placeOf: site => (site === PLACE.id ? PLACE : undefined),
      onTrouble: sentence => troubles.push(sentence),
    });
  });

  afterEach(async () => {
    await feed.close();
    assert.deepEqual(troubles, []);
  });

  function follow(): Listener & { leave(): void } {
    const listener = new Listener();
    return Object.assign(listener, { leave: feed.follow(listener.tell, listener.onEnd) });
  }

  async function make(): Promise<void> {
    const start = call({ startedAt: now, identity: { site: PLACE.id } });
    await store.admit({ start, hold: holdOf(5_000_000, 100) });
    events.emit({ type: 'started', start, hold: holdOf(5_000_000, 100) });
    const ended = end({ cost: dollars(0.001), endedAt: now });
    await store.settle(start.id, ended);
    events.emit({ type: 'ended', start, end: ended });
  }

  it('is what the ledger has, for who comes first and who comes later', async () => {
    await make();
    const first = follow();
    await first.when(() => first.book.today.total.cost === dollars(0.001));
    await make();
    const second = follow();
    await first.when(() => first.book.today.total.cost === dollars(0.002));
    await second.when(() => second.book.today.total.cost === dollars(0.002));
    assert.equal(second.messages.filter(({ type }) => type === 'snapshot').length, 1);
    assert.equal(first.messages.filter(({ type }) => type === 'snapshot').length, 1);
    await make();
    await second.when(() => second.book.today.total.cost === dollars(0.003));
    assert.deepEqual(second.book.places.get(PLACE.id), PLACE);
  });

  it('has what other processes wrote, though they say nothing', async () => {
    const listener = follow();
    await listener.when(() => listener.book.cursor !== undefined);
    const other = openStore({ file });
    await other.record(call({ startedAt: now }), end({ cost: dollars(0.5) }));
    await listener.when(() => listener.book.today.total.cost === dollars(0.5));
  });

  it('tells budgets as they stand, alerts and what was refused', async () => {
    await store.setBudget({ scope: 'user', window: 'day', money: dollars(0.01) });
    const listener = follow();
    await listener.when(() => listener.book.cursor !== undefined);
    await make();
    await listener.when(() => listener.book.budgets[0]?.money?.spent === dollars(0.001));
    const [state] = await store.states(now);
    assert.ok(state);
    events.emit({ type: 'alert', alert: { percent: 70, unit: 'money', state } });
    events.emit({ type: 'refused', start: call({ startedAt: now }), message: 'nothing is left' });
    await listener.when(() => [...listener.book.lines.values()].some(({ state }) => state === 'refused'));
    assert.equal(listener.book.alerts[0]?.percent, 70);
    // What was refused is no call.
    await listener.when(() => listener.book.today.total.calls === 1);
    const late = follow();
    await late.when(() => late.book.alerts.length === 1);
  });

  it('begins a new day with new sums, whoever does not call', async () => {
    await make();
    const listener = follow();
    await listener.when(() => listener.book.today.total.calls === 1);
    now += 24 * 3_600_000;
    await listener.when(() => listener.book.today.from > NOON);
    assert.equal(listener.book.today.total.calls, 0);
    assert.equal(listener.book.month.total.calls, 1);
  });

  it('ends for all when it is closed, and for one who leaves', async () => {
    const [one, other] = [follow(), follow()];
    await one.when(() => one.book.cursor !== undefined);
    await other.when(() => other.book.cursor !== undefined);
    one.leave();
    await make();
    await other.when(() => other.book.today.total.calls === 1);
    assert.equal(one.book.today.total.calls, 0);
    await feed.close();
    assert.deepEqual([one.ended, other.ended], [false, true]);
  });
});
