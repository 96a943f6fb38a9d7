/** Rows of a ledger to be replayed, at the prices of the day. */
import { loadPrices, type PriceSource } from '../../../../shared/models/priceSource.ts';
import { totalOfUsage } from '../../../../shared/money/cost.ts';
import { asNanos, type NanoDollars } from '../../../../shared/money/nanoDollars.ts';
import { type Usage, usageOf } from '../../../../shared/money/usage.ts';
import type { Attempt, AttemptEnd, Identity } from '../../../../shared/runtime/ledger/attempt.ts';
import type { EndVerdicts, StartVerdicts } from '../../../../shared/runtime/ledger/verdicts.ts';
import { type Past, pastOf } from '../../../../shared/runtime/simulation/pastCall.ts';

/** Noon of a Tuesday, UTC. */
export const NOON = Date.UTC(2026, 10, 24, 12);
export const MINUTE = 60_000;

export interface Row {
  /** Milliseconds after noon; the next minute if absent. */
  readonly after?: number;
  readonly model?: string;
  readonly site?: string;
  readonly user?: string;
  readonly usage?: Partial<Usage>;
  /** Nano-dollars; what the usage costs if absent; null: not known. */
  readonly cost?: number | null;
  readonly stream?: boolean;
  readonly verdicts?: StartVerdicts;
  readonly end?: Partial<AttemptEnd> & { readonly verdicts?: EndVerdicts };
  readonly hold?: number;
}

export const prices: PriceSource = await loadPrices();

export function attempts(rows: readonly Row[]): Attempt[] {
  return rows.map((row, index) => {
    const { after = index * MINUTE, model = 'claude-sonnet-5', site, user, stream = false, verdicts, end = {}, hold = 1_000_000_000 } = row;
    const startedAt = NOON + after;
    const usage = usageOf({ input: 10_000, output: 100, ...row.usage });
    const claude = model.startsWith('claude');
    const cost = row.cost === undefined ? costOf(model, usage) : row.cost;
    const identity: Identity = { key: 'k', tags: {}, ...(site === undefined ? {} : { site }), ...(user === undefined ? {} : { user }) };
    return {
      id: `call-${index}`,
      operation: `operation-${index}`,
      attempt: 1,
      startedAt,
      dialect: claude ? 'anthropic' : 'openai',
      upstream: claude ? 'anthropic' : 'openai',
      kind: 'chat',
      endpoint: claude ? '/v1/messages' : '/v1/chat/completions',
      model,
      stream,
      identity,
      ...(verdicts ? { verdicts } : {}),
      hold: { money: asNanos(hold), tokens: 20_000 },
      state: end.state ?? 'settled',
      end: {
        endedAt: startedAt + 1000,
        state: 'settled',
        status: 200,
        usage,
        ...(cost === null ? {} : { cost: cost as NanoDollars }),
        confidence: cost === null ? 'unknown' : 'exact',
        cache: 'miss',
        notes: [],
        ...end,
      },
    };
  });
}

export function past(rows: readonly Row[]): Past {
  return pastOf(attempts(rows), { prices, providers: new Map() });
}

/** What it costs by the price list. */
export function costOf(model: string, usage: Partial<Usage>): number {
  const provider = model.startsWith('claude') ? 'anthropic' : 'openai';
  const facts = prices.lookup({ provider, model, at: new Date(NOON) });
  if ('unknown' in facts || !facts.price) throw new Error(`no price of ${model}`);
  return totalOfUsage(facts.price, usageOf(usage)).total;
}
