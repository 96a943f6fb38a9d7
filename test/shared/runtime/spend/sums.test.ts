import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asNanos } from '../../../../shared/money/nanoDollars.ts';
import { usageOf } from '../../../../shared/money/usage.ts';
import type { SpendFigures, SpendMessage } from '../../../../shared/protocol/spend.ts';
import { type PeriodSums, SpendBook } from '../../../../shared/protocol/spendBook.ts';
import type { AttemptEnd, AttemptStart } from '../../../../shared/runtime/ledger/attempt.ts';
import type { Figures, Ledger, ReportRow } from '../../../../shared/runtime/ledger/report.ts';
import { SpendReader } from '../../../../shared/runtime/store/sqlite/spendReader.ts';
import { openSqliteLedger } from '../../../../shared/runtime/store/sqlite/sqliteLedger.ts';
import type { SqliteStore } from '../../../../shared/runtime/store/sqlite/sqliteStore.ts';
import { call, closeStore, holdOf, NOON, newLedger, openStore } from '../store/sqlite/calls.ts';

const HOUR = 3_600_000;
/** A zone whose days are not those of UTC, and whose summer time ends in the month of the test. */
const ZONE = 'America/New_York';

const money = fc.option(fc.integer({ min: 0, max: 5_000_000_000 }).map(asNanos), { nil: undefined });
const verdictsOfStart = fc.option(
  fc.record({ mode: fc.constantFrom('shadow', 'on'), difference: money }).map(({ mode, difference }) => ({
    route: {
      mode: mode as 'shadow' | 'on',
      asked: 'a',
      chosen: 'b',
      complexity: 0.5,
      reasons: [],
      ...(difference !== undefined && { difference }),
    },
  })),
  { nil: undefined },
);

/** What may happen to a ledger between two looks at it. */
const happening = fc.oneof(
  fc.record({
    what: fc.constant('begin' as const),
    store: fc.nat(1),
    model: fc.constantFrom(undefined, 'gpt-5', 'opus'),
    site: fc.constantFrom(undefined, 'one', 'two'),
    hold: money,
    verdicts: verdictsOfStart,
  }),
  fc.record({
    what: fc.constantFrom('end' as const, 'record' as const),
    which: fc.nat(9),
    state: fc.constantFrom('settled' as const, 'settled' as const, 'aborted' as const, 'failed' as const),
    cost: money,
    cache: fc.constantFrom('miss' as const, 'hit' as const, 'semantic' as const, 'bypass' as const),
    saved: money,
    wouldSave: money,
    tokens: fc.option(fc.tuple(fc.nat(5_000), fc.nat(5_000), fc.nat(900)), { nil: undefined }),
  }),
  fc.record({ what: fc.constant('die' as const), store: fc.nat(1) }),
  fc.record({ what: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 40 }) }),
  // What was told is lost on its way: nothing, the next message, or the connection.
  fc.record({ what: fc.constant('look' as const), lost: fc.constantFrom('no', 'no', 'message', 'connection') }),
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

describe('what the panel shows', () => {
  it('adds up to the ledger to the nano-dollar at every moment, whatever ends late, dies, or is lost on the way', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 40 }), async happenings => {
        const scene = await Scene.open();
        try {
          for (const one of happenings) await scene.play(one);
          scene.look('no');
          scene.look('no');
        } finally {
          await scene.close();
        }
      }),
      { numRuns: 60 },
    );
  });
});

class Scene {
  readonly #file: string;
  readonly #stores: SqliteStore[];
  readonly #ledger: Ledger;
  readonly #reader: SpendReader;
  readonly #book = new SpendBook();
  /** As the runtime that tells has it. */
  #told: { readonly cursor: NonNullable<SpendBook['cursor']>; readonly until: number } | undefined;
  readonly #open: { readonly id: string; readonly store: number }[] = [];
  #now = NOON;

  private constructor(file: string) {
    this.#file = file;
    this.#stores = [this.#openStore(), this.#openStore()];
    this.#ledger = openSqliteLedger({ file });
    this.#reader = new SpendReader(file);
  }

  static async open(): Promise<Scene> {
    return new Scene(newLedger());
  }

  async play(one: Happening): Promise<void> {
    switch (one.what) {
      case 'begin': {
        const start = this.#start(one.model, one.site, one.verdicts);
        const hold = one.hold === undefined ? undefined : holdOf(one.hold, 10);
        await (this.#stores[one.store] as SqliteStore).admit({ start, hold, unknownPrice: 'allow' });
        this.#open.push({ id: start.id, store: one.store });
        return;
      }
      case 'end': {
        const [ended] = this.#open.splice(one.which % Math.max(1, this.#open.length), 1);
        if (ended) await this.#stores[ended.store]?.settle(ended.id, this.#end(one));
        return;
      }
      case 'record':
        await this.#stores[0]?.record(this.#start('gpt-5', 'one', undefined), this.#end(one));
        return;
      case 'die': {
        // What it had not ended is charged by whoever opens the ledger next.
        await closeStore(this.#stores[one.store] as SqliteStore);
        this.#stores[one.store] = this.#openStore();
        for (const held of this.#open.filter(({ store }) => store === one.store)) this.#open.splice(this.#open.indexOf(held), 1);
        return;
      }
      case 'wait':
        this.#now += one.hours * HOUR;
        return;
      case 'look':
        return this.look(one.lost);
    }
  }

  /** The runtime tells what is new; the panel takes it, and shows what the ledger has. */
  look(lost: string): void {
    const message = this.#reader.atOnce((): SpendMessage | undefined => {
      const changes = this.#told && this.#now < this.#told.until ? this.#reader.changesSince(this.#told.cursor) : 'many';
      return changes === 'many' ? this.#reader.snapshot(this.#now) : changes;
    });
    if (message?.type === 'snapshot') this.#told = { cursor: message.cursor, until: message.today.until };
    if (message?.type === 'changes') this.#told = { cursor: message.to, until: this.#told?.until ?? 0 };
    if (lost === 'connection') this.#told = undefined;
    if (lost !== 'no' || !message) return;
    if (!this.#book.take(asSent(message))) {
      const again = this.#reader.atOnce(() => this.#reader.snapshot(this.#now));
      this.#told = { cursor: again.cursor, until: again.today.until };
      assert(this.#book.take(asSent(again)));
    }
    this.#compare(this.#book);
    const copy = new SpendBook();
    for (const each of this.#book.messages()) copy.take(asSent(each));
    this.#compare(copy);
  }

  async close(): Promise<void> {
    this.#reader.close();
    this.#ledger.close();
    for (const store of this.#stores) await closeStore(store);
  }

  #compare(book: SpendBook): void {
    for (const period of [book.today, book.month]) this.#comparePeriod(period);
    // What the report has no column for: savings of routing, and of shadow mode.
    const afresh = new SpendBook();
    afresh.take(this.#reader.atOnce(() => this.#reader.snapshot(this.#now)));
    assert.deepEqual(book.month.total, afresh.month.total);
    const days = this.#ledger.report({ by: 'day', since: book.month.from - 31 * 24 * HOUR });
    for (const row of days.rows) compare(book.days.get((row as { day: string }).day), row);
  }

  #comparePeriod({ from, until, total, models, sites }: PeriodSums): void {
    const filter = { since: from, until };
    compare(total, this.#ledger.report({ by: 'model', ...filter }).totals);
    const bySite = this.#ledger.report({ by: 'site', ...filter });
    const byModel = this.#ledger.report({ by: 'model', ...filter });
    for (const row of byModel.rows) compare(models.get(nameOf(row, 'model')), row);
    for (const row of bySite.rows) compare(sites.get(nameOf(row, 'site')), row);
    assert.equal(models.size, byModel.rows.length);
    assert.equal(sites.size, bySite.rows.length);
  }

  #openStore(): SqliteStore {
    return openStore({ file: this.#file, timeZone: ZONE, clock: () => this.#now });
  }

  #start(model: string | undefined, site: string | undefined, verdicts: AttemptStart['verdicts']): AttemptStart {
    return call({ startedAt: this.#now, model, identity: { ...(site !== undefined && { site }) }, ...(verdicts && { verdicts }) });
  }

  #end({ state, cost, cache, saved, tokens, wouldSave }: Happening & { readonly what: 'end' | 'record' }): AttemptEnd {
    return {
      endedAt: this.#now,
      state,
      ...(cost !== undefined && { cost }),
      ...(tokens && { usage: usageOf({ input: tokens[0] + tokens[2], cacheRead: tokens[2], output: tokens[1] }) }),
      confidence: cost === undefined ? 'unknown' : 'exact',
      cache,
      ...(saved !== undefined && { saved }),
      notes: [],
      ...(wouldSave !== undefined && { verdicts: { semantic: { mode: 'shadow', outcome: 'would', wouldSave } } }),
    };
  }
}

const asSent = <T>(message: T): T => JSON.parse(JSON.stringify(message)) as T;

function nameOf(row: ReportRow, key: 'model' | 'site'): string | null {
  return (row as { readonly [Key in typeof key]?: string | null })[key] ?? null;
}

function compare(shown: SpendFigures | undefined, ledger: Figures): void {
  assert(shown);
  const { routed: _routed, wouldRoute: _wouldRoute, wouldSave: _wouldSave, ...sums } = shown;
  assert.deepEqual(sums, {
    calls: ledger.attempts,
    held: ledger.states.held,
    failed: ledger.states.failed,
    aborted: ledger.states.aborted,
    lost: ledger.states.lost,
    input: ledger.inputTokens,
    cached: ledger.cachedTokens,
    output: ledger.outputTokens,
    cost: ledger.costNanos,
    unknown: ledger.unknownCost,
    spent: ledger.spentNanos,
    heldMoney: ledger.heldNanos,
    saved: ledger.savedNanos,
    hits: ledger.cache.hits,
    misses: ledger.cache.misses,
  });
}
