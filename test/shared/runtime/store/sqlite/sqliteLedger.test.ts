import assert from 'node:assert/strict';
import fc from 'fast-check';
import { usageOf } from '../../../../../shared/money/usage.ts';
import {
  addFigures,
  type Figures,
  type Ledger,
  NO_FIGURES,
  REPORT_KEYS,
  type ReportRow,
} from '../../../../../shared/runtime/ledger/report.ts';
import { openSqliteLedger } from '../../../../../shared/runtime/store/sqlite/sqliteLedger.ts';
import { call, closeStore, dollars, end, holdOf, newLedger, openStore } from './calls.ts';

const at = (iso: string) => Date.parse(iso);
const MORNING = at('2026-11-24T08:00:00Z');
const NIGHT = at('2026-11-24T23:30:00Z');

const ledgers = new Set<Ledger>();
afterEach(() => {
  for (const ledger of ledgers) ledger.close();
  ledgers.clear();
});

function read(file: string, timeZone?: string): Ledger {
  const ledger = openSqliteLedger({ file, ...(timeZone === undefined ? {} : { timeZone }) });
  ledgers.add(ledger);
  return ledger;
}

/** Ann asks gpt-5 twice, once answered from the cache; Bob's call is aborted at unknown cost, another fails, one is lost, one is under way. */
async function someDays(): Promise<string> {
  const file = newLedger();
  const store = openStore({ file });
  const ann = { user: 'ann', tags: { feature: 'search', env: 'dev' } };
  const bob = { user: 'bob', team: undefined, tags: { env: 'dev' } };

  const first = call({ id: 'first', startedAt: MORNING, identity: ann });
  await store.admit({ start: first, hold: holdOf(2_000_000, 2_000) });
  await store.settle('first', end({ cost: dollars(0.001), usage: usageOf({ input: 1_000, cacheRead: 400, output: 50, reasoning: 20 }) }));
  await store.record(
    call({ id: 'again', startedAt: MORNING + 1, identity: ann }),
    end({ cache: 'hit', cost: dollars(0), saved: dollars(0.001), usage: usageOf({ input: 1_000, output: 50 }) }),
  );

  await store.admit({ start: call({ id: 'aborted', startedAt: NIGHT, model: 'opus', identity: bob }), hold: holdOf(3_000_000, 100) });
  await store.settle('aborted', end({ state: 'aborted', cost: undefined, usage: undefined, confidence: 'unknown' }));
  await store.admit({ start: call({ id: 'failed', startedAt: NIGHT + 1, model: 'opus', identity: bob }), hold: holdOf(3_000_000, 100) });
  await store.settle(
    'failed',
    end({ state: 'failed', cost: undefined, usage: undefined, status: 500, confidence: 'unknown', cache: 'bypass' }),
  );
  await store.admit({ start: call({ id: 'lost', startedAt: NIGHT + 2, model: 'opus', identity: bob }), hold: holdOf(3_000_000, 100) });
  await closeStore(store);
  const later = openStore({ file });
  await later.admit({ start: call({ id: 'held', startedAt: NIGHT + 3, model: undefined, identity: bob }), hold: holdOf(500, 1) });
  return file;
}

function rowOf(rows: readonly ReportRow[], key: string, name: string | null): Figures {
  const row = rows.find(each => (each as unknown as Record<string, unknown>)[key] === name);
  assert.ok(row, `no row for ${name}`);
  return row;
}

describe('a report of the ledger', () => {
  it('adds up what was bought, what it cost, what is not known and what the cache saved', async () => {
    const { totals } = read(await someDays()).report({ by: 'model' });
    assert.deepEqual(totals, {
      attempts: 6,
      states: { held: 1, settled: 2, aborted: 1, failed: 1, lost: 1 },
      inputTokens: 1_000,
      cachedTokens: 400,
      outputTokens: 50,
      reasoningTokens: 20,
      costNanos: 1_000_000 + 3_000_000,
      costUsd: 0.004,
      unknownCost: 1,
      spentNanos: 1_000_000 + 3_000_000 + 3_000_000,
      heldNanos: 500,
      savedNanos: 1_000_000,
      savedUsd: 0.001,
      cache: { hits: 1, misses: 2, bypassed: 1, hitRate: 1 / 3 },
    });
  });

  it('names its rows, the dearest first, and what has no name null', async () => {
    const ledger = read(await someDays());
    const named = (by: 'model' | 'user' | 'team' | 'project') =>
      ledger.report({ by }).rows.map(row => [(row as unknown as Record<string, unknown>)[by], row.attempts, row.costNanos]);
    assert.deepEqual(named('model'), [
      ['opus', 3, 3_000_000],
      ['gpt-5', 2, 1_000_000],
      [null, 1, 0],
    ]);
    assert.deepEqual(named('user'), [
      ['bob', 4, 3_000_000],
      ['ann', 2, 1_000_000],
    ]);
    assert.deepEqual(named('team'), [
      [null, 4, 3_000_000],
      ['search', 2, 1_000_000],
    ]);
    assert.deepEqual(named('project'), [['farthing', 6, 4_000_000]]);
  });

  it('by day, days are those of the zone, the first first', async () => {
    const file = await someDays();
    const days = (zone?: string) =>
      read(file, zone)
        .report({ by: 'day' })
        .rows.map(row => [(row as { day?: string }).day, row.attempts]);
    assert.deepEqual(days(), [['2026-11-24', 6]]);
    assert.deepEqual(days('Europe/Berlin'), [
      ['2026-11-24', 2],
      ['2026-11-25', 4],
    ]);
  });

  it('by tag, each set of tags is a row, and of one tag each value', async () => {
    const ledger = read(await someDays());
    const all = ledger.report({ by: 'tag' }).rows;
    assert.equal(rowOf(all, 'tag', 'env=dev, feature=search').attempts, 2);
    assert.equal(rowOf(all, 'tag', 'env=dev').attempts, 4);
    const features = ledger.report({ by: 'tag', tag: 'feature' }).rows;
    assert.equal(rowOf(features, 'tag', 'search').attempts, 2);
    assert.equal(rowOf(features, 'tag', null).attempts, 4);
  });

  it('by request, there is a row for each attempt in the order they began, with its state', async () => {
    const { rows } = read(await someDays()).report({ by: 'request' });
    assert.deepEqual(
      rows.map(row => 'request' in row && [row.request, row.state, row.attempts, row.costNanos]),
      [
        ['first', 'settled', 1, 1_000_000],
        ['again', 'settled', 1, 0],
        ['aborted', 'aborted', 1, 0],
        ['failed', 'failed', 1, 0],
        ['lost', 'lost', 1, 3_000_000],
        ['held', 'held', 1, 0],
      ],
    );
    assert.ok(rows[0] && 'request' in rows[0]);
    assert.equal(rows[0].attempt.identity.user, 'ann');
  });

  it('is of what was asked for alone', async () => {
    const ledger = read(await someDays());
    const attempts = (filter: object) => ledger.report({ by: 'request', ...filter }).rows.map(row => 'request' in row && row.request);
    assert.deepEqual(attempts({ user: 'ann' }), ['first', 'again']);
    assert.deepEqual(attempts({ model: 'opus', since: NIGHT + 1, until: NIGHT + 2 }), ['failed']);
    assert.deepEqual(attempts({ team: 'search', project: 'farthing', upstream: 'openai' }), ['first', 'again']);
    assert.deepEqual(attempts({ tags: { env: 'dev', feature: 'search' } }), ['first', 'again']);
    assert.deepEqual(attempts({ tags: { 'fea"ture$.x': 'search' } }), []);
    assert.deepEqual(attempts({ site: `'; DROP TABLE attempts; --` }), []);
  });

  it('what top leaves out is one row more: the cheapest groups, the oldest requests', async () => {
    const ledger = read(await someDays());
    const users = ledger.report({ by: 'user', top: 1 });
    assert.deepEqual(
      users.rows.map(row => ('others' in row ? `${row.others} more` : (row as { user?: string }).user)),
      ['bob', '1 more'],
    );
    assert.deepEqual(users.totals, ledger.report({ by: 'user' }).totals);
    const requests = ledger
      .report({ by: 'request', top: 2 })
      .rows.map(row => ('request' in row ? row.request : 'others' in row && row.others));
    assert.deepEqual(requests, ['lost', 'held', 4]);
  });

  it('of an empty ledger is empty', () => {
    const file = newLedger();
    openStore({ file });
    assert.deepEqual(read(file).report({ by: 'day' }), { by: 'day', rows: [], totals: NO_FIGURES });
  });

  it('has the same totals whatever its rows are, and they are the sum of the rows', async () => {
    const file = newLedger();
    const store = openStore({ file });
    const names = fc.constantFrom('a', 'b', 'c', undefined);
    const attempts = fc.record({
      user: names,
      site: names,
      tags: fc.dictionary(fc.constantFrom('x', 'y'), fc.constantFrom('1', '2')),
      startedAt: fc.integer({ min: at('2026-10-20T00:00:00Z'), max: at('2026-11-24T00:00:00Z') }),
      cost: fc.option(fc.nat(10 ** 9), { nil: undefined }),
      cache: fc.constantFrom('hit', 'miss', 'bypass'),
    });
    for (const { user, site, tags, startedAt, cost, cache } of fc.sample(attempts, { numRuns: 150, seed: 4 })) {
      await store.record(
        call({ startedAt, identity: { user, site, tags } }),
        end({ cost: cost as never, cache, usage: usageOf({ input: 3, output: 1 }) }),
      );
    }
    const ledger = read(file, 'Europe/Berlin');
    const { totals } = ledger.report({ by: 'request' });
    for (const by of REPORT_KEYS) {
      for (const top of [undefined, 2]) {
        const report = ledger.report({ by, top });
        assert.deepEqual(report.totals, totals);
        assert.deepEqual(report.rows.map(({ ...row }): Figures => row).reduce(addFigures, NO_FIGURES), totals);
      }
    }
  });
});

describe('who follows the ledger', () => {
  it('sees each attempt once, in the order in which they ended, while others write', async () => {
    const file = newLedger();
    const store = openStore({ file });
    const ledger = read(file);
    const [slow, quick] = [call({ id: 'slow' }), call({ id: 'quick' })];
    for (const start of [slow, quick]) await store.admit({ start, hold: holdOf(9, 9) });
    assert.equal(ledger.last(), 0);
    await store.settle('quick', end());
    const [first, ...none] = ledger.tail(0);
    assert.ok(first && none.length === 0);
    assert.deepEqual([first.attempt.id, first.attempt.end?.cost, first.spent], ['quick', dollars(0.001), { money: 1_000_000, tokens: 15 }]);
    await store.settle('slow', end());
    await store.record(call({ id: 'cached' }), end({ cache: 'hit', cost: dollars(0) }));
    assert.deepEqual(
      ledger.tail(first.seq).map(event => event.attempt.id),
      ['slow', 'cached'],
    );
    assert.deepEqual(
      ledger.tail(first.seq, 1).map(event => event.attempt.id),
      ['slow'],
    );
    assert.deepEqual(ledger.tail(ledger.last()), []);
  });

  it('sees what was lost', async () => {
    const file = newLedger();
    const store = openStore({ file });
    await store.admit({ start: call({ id: 'lost' }), hold: holdOf(9, 9) });
    await closeStore(store);
    assert.deepEqual(
      read(file)
        .tail(0)
        .map(({ attempt, spent }) => [attempt.id, attempt.state, spent.money]),
      [['lost', 'lost', 9]],
    );
  });
});
