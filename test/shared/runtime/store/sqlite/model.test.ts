/** The store against a naive one: a list of attempts, added up anew for every question. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asNanos } from '../../../../../shared/money/nanoDollars.ts';
import { usageOf } from '../../../../../shared/money/usage.ts';
import type { Budget, ScopeKind, WindowKind } from '../../../../../shared/runtime/budget/budget.ts';
import { windowAt } from '../../../../../shared/runtime/budget/window.ts';
import type { AttemptStart, Hold } from '../../../../../shared/runtime/ledger/attempt.ts';
import type { SqliteStore } from '../../../../../shared/runtime/store/sqlite/sqliteStore.ts';
import { call, closeStore, end, NOON, newLedger, openStore } from './calls.ts';

const HOUR = 3_600_000;

interface Known {
  readonly start: AttemptStart;
  readonly hold: Hold;
  /** Which of the stores has to end it. */
  readonly by: number;
  /** What it came to, when it has ended. */
  spent?: { readonly money: number; readonly tokens: number };
}

type Step =
  | {
      readonly do: 'admit';
      readonly by: number;
      readonly user: string;
      readonly model: string;
      readonly hours: number;
      readonly hold: Hold;
    }
  | {
      readonly do: 'settle';
      readonly which: number;
      readonly cost: number | undefined;
      readonly tokens: number | undefined;
      readonly failed: boolean;
    }
  | { readonly do: 'limit'; readonly by: number; readonly budget: Budget }
  | { readonly do: 'unlimit'; readonly by: number; readonly budget: Budget }
  | { readonly do: 'restart'; readonly which: number }
  | { readonly do: 'ask'; readonly by: number; readonly hours: number };

const users = fc.constantFrom('ann', 'bob', 'eve');
const models = fc.constantFrom('gpt-5', 'opus');
const hours = fc.integer({ min: -60, max: 60 });
const amounts = fc.integer({ min: 0, max: 40 });
const stores = fc.nat(1);
const holds = fc.record({ money: amounts.map(asNanos), tokens: amounts }, { requiredKeys: [] });

const budgets: fc.Arbitrary<Budget> = fc
  .tuple(
    fc.constantFrom<[ScopeKind, string | undefined]>(
      ['user', undefined],
      ['user', 'ann'],
      ['model', undefined],
      ['model', 'opus'],
      ['all', undefined],
    ),
    fc.constantFrom<WindowKind>('day', 'week', 'total'),
    fc.integer({ min: 1, max: 150 }),
    fc.constantFrom('money', 'tokens', 'both'),
  )
  .map(([[scope, owner], window, limit, unit]) => ({
    scope,
    ...(owner === undefined ? {} : { owner }),
    window,
    ...(unit === 'tokens' ? {} : { money: asNanos(limit) }),
    ...(unit === 'money' ? {} : { tokens: limit }),
  }));

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('admit'), by: stores, user: users, model: models, hours, hold: holds }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('settle'),
      which: fc.nat(50),
      cost: fc.option(amounts, { nil: undefined }),
      tokens: fc.option(amounts, { nil: undefined }),
      failed: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('limit'), by: stores, budget: budgets }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unlimit'), by: stores, budget: budgets }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart'), which: stores }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('ask'), by: stores, hours }) },
) as fc.Arbitrary<Step>;

/** The naive store. */
class Model {
  readonly attempts: Known[] = [];
  budgets: Budget[] = [];

  set(budget: Budget): void {
    this.remove(budget);
    this.budgets.push(budget);
  }

  remove({ scope, owner, window }: Budget): void {
    this.budgets = this.budgets.filter(each => !(each.scope === scope && each.owner === owner && each.window === window));
  }

  /** What is spent and held by that owner in the window of that instant. */
  sums(budget: Budget, owner: string, at: number): { money: [number, number]; tokens: [number, number] } {
    const { from, until = Number.POSITIVE_INFINITY } = windowAt(budget.window, at, 'UTC');
    const mine = this.attempts.filter(
      ({ start }) => start.startedAt >= from && start.startedAt < until && ownerOf(budget.scope, start) === owner,
    );
    const add = (unit: 'money' | 'tokens'): [number, number] => [
      mine.reduce((sum, { spent }) => sum + (spent?.[unit] ?? 0), 0),
      mine.reduce((sum, { spent, hold }) => sum + (spent ? 0 : (hold[unit] ?? 0)), 0),
    ];
    return { money: add('money'), tokens: add('tokens') };
  }

  /** The limits that a call is under. */
  limitsOf(start: AttemptStart): { budget: Budget; owner: string }[] {
    return this.budgets.flatMap(budget => {
      const owner = ownerOf(budget.scope, start);
      const own = this.budgets.some(each => each.scope === budget.scope && each.window === budget.window && each.owner === owner);
      return budget.owner === owner || (budget.owner === undefined && !own) ? [{ budget, owner }] : [];
    });
  }

  verdict(start: AttemptStart, hold: Hold): 'admitted' | 'refused' | 'unpriceable' {
    let verdict: 'admitted' | 'refused' | 'unpriceable' = 'admitted';
    for (const { budget, owner } of this.limitsOf(start)) {
      const sums = this.sums(budget, owner, start.startedAt);
      for (const unit of ['money', 'tokens'] as const) {
        const limit = budget[unit];
        const asked = hold[unit];
        if (limit === undefined) continue;
        if (asked === undefined) return 'unpriceable';
        if (asked > 0 && sums[unit][0] + sums[unit][1] + asked > limit) verdict = 'refused';
      }
    }
    return verdict;
  }
}

function ownerOf(scope: ScopeKind, { identity, model }: AttemptStart): string {
  return (scope === 'user' ? identity.user : scope === 'model' ? model : '') ?? '';
}

async function check(store: SqliteStore, model: Model, at: number): Promise<void> {
  const states = await store.states(at);
  for (const { budget, owner, spent, held } of states) {
    const sums = model.sums(budget, owner, at);
    assert.deepEqual(
      [spent.money, held.money, spent.tokens, held.tokens],
      [...sums.money, ...sums.tokens],
      `${budget.scope}/${budget.window} ${owner}`,
    );
  }
  // Whoever has spent or holds something is among them.
  for (const { start } of model.attempts) {
    for (const { budget, owner } of model.limitsOf(start)) {
      const sums = model.sums(budget, owner, at);
      if ([...sums.money, ...sums.tokens].every(sum => sum === 0)) continue;
      assert.ok(
        states.some(state => state.owner === owner && state.budget.scope === budget.scope && state.budget.window === budget.window),
      );
    }
  }
}

async function run(script: readonly Step[]): Promise<void> {
  const file = newLedger();
  const open = () => openStore({ file });
  const processes: [SqliteStore, SqliteStore] = [open(), open()];
  const model = new Model();
  for (const step of script) {
    switch (step.do) {
      case 'admit': {
        const start = call({ startedAt: NOON + step.hours * HOUR, model: step.model, identity: { user: step.user } });
        const expected = model.verdict(start, step.hold);
        const answer = await (processes[step.by] as SqliteStore).admit({ start, hold: step.hold });
        assert.equal(answer.admitted ? 'admitted' : 'because' in answer ? 'refused' : 'unpriceable', expected);
        if (answer.admitted) model.attempts.push({ start, hold: step.hold, by: step.by });
        break;
      }
      case 'settle': {
        const open = model.attempts.filter(({ spent }) => !spent);
        const attempt = open[step.which % Math.max(open.length, 1)];
        if (!attempt) break;
        const { cost, tokens, failed } = step;
        await (processes[attempt.by] as SqliteStore).settle(
          attempt.start.id,
          end({
            state: failed ? 'failed' : 'settled',
            cost: cost === undefined ? undefined : asNanos(cost),
            usage: tokens === undefined ? undefined : usageOf({ input: tokens }),
          }),
        );
        attempt.spent = {
          money: cost ?? (failed ? 0 : (attempt.hold.money ?? 0)),
          tokens: tokens ?? (failed ? 0 : (attempt.hold.tokens ?? 0)),
        };
        break;
      }
      case 'limit':
        await (processes[step.by] as SqliteStore).setBudget(step.budget);
        model.set(step.budget);
        break;
      case 'unlimit':
        await (processes[step.by] as SqliteStore).removeBudget(step.budget);
        model.remove(step.budget);
        break;
      case 'restart':
        await closeStore(processes[step.which] as SqliteStore);
        processes[step.which] = open();
        for (const attempt of model.attempts) {
          if (attempt.by === step.which) attempt.spent ??= { money: attempt.hold.money ?? 0, tokens: attempt.hold.tokens ?? 0 };
        }
        break;
      case 'ask':
        await check(processes[step.by] as SqliteStore, model, NOON + step.hours * HOUR);
    }
  }
  for (const store of processes) {
    await check(store, model, NOON);
    assert.deepEqual(await store.verifyCounters(), []);
  }
  await Promise.all(processes.map(closeStore));
}

describe('the SQLite store and a naive one', () => {
  it('agree on what is admitted, spent and held, whatever two processes do in turn', async () => {
    await fc.assert(fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 60 }), run), {
      numRuns: Number(process.env.FARTHING_RUNS ?? 60),
    });
  }).timeout(300_000);
});
