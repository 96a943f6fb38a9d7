/** Estimates in the shape of `farthing estimate --format json`. Money becomes dollars here and nowhere earlier. */
import type { Volatility } from '../../shared/catalogue/schema.ts';
import { toDollars } from '../../shared/money/nanoDollars.ts';
import type { CallSite, Field, HolePart, Prompt, PromptPart } from '../calls/callSite.ts';
import type { CostRange, Estimate } from './estimate.ts';
import { type Priced, spends, totalsOf } from './totals.ts';

export const CONTRACT_VERSION = 1;

export interface EstimateJson {
  readonly version: typeof CONTRACT_VERSION;
  readonly calls: readonly CallJson[];
  readonly totals: TotalsJson;
  readonly prices: { readonly asOf: string };
}

export interface CallJson {
  readonly id: string;
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  readonly column: number;
  readonly cell?: number;
  readonly symbol?: string;
  readonly sdk: string;
  readonly api: string;
  readonly kind: CallSite['kind'];
  readonly model: FieldJson<string>;
  readonly maxOutputTokens: FieldJson<number>;
  readonly systemPrompt: SystemPromptJson;
  readonly tools: FieldJson<number>;
  readonly loop: { readonly state: CallSite['loop']['state']; readonly bound?: number };
  readonly retrievalK: FieldJson<number>;
  readonly cacheMarker: FieldJson<string>;
  readonly cost: DollarsJson | null;
  /** Why there is no cost. */
  readonly reason?: string;
  readonly assumptions: readonly string[];
}

export type FieldJson<T> =
  | { readonly state: 'present'; readonly value: T; readonly from?: string }
  | { readonly state: 'absent'; readonly default?: T }
  | { readonly state: 'unknown'; readonly reason: string };

export interface SystemPromptJson {
  readonly state: Prompt['state'];
  readonly volatility?: Volatility;
  /** Of the text that is known. */
  readonly tokens?: number;
  /** What in it changes, the source first. */
  readonly sources?: readonly string[];
  readonly reason?: string;
}

export interface DollarsJson {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

export interface TotalsJson {
  readonly calls: number;
  readonly priced: number;
  readonly unknown: number;
  readonly perCall: DollarsJson;
  readonly perMonth: DollarsJson;
  readonly callsPerMonth: number;
}

/** Where a call stands, as people count: paths relative to the working directory, lines and columns from 1, cells from 0. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  readonly column: number;
  readonly cell?: number;
}

export interface ContractOptions {
  place(call: CallSite): Place;
  /** Tokens of a text for the call's model. */
  tokens(text: string, call: CallSite): number;
  readonly callsPerMonth: number;
  readonly pricesAsOf: string;
}

export function toContract(all: readonly Priced[], options: ContractOptions): EstimateJson {
  const { calls, priced, unknown, perCall, perMonth } = totalsOf(all);
  return {
    version: CONTRACT_VERSION,
    calls: all.map(({ call, estimate }) => callJson(call, estimate, options)),
    totals: {
      calls,
      priced,
      unknown,
      perCall: dollars(perCall),
      perMonth: dollars(perMonth),
      callsPerMonth: options.callsPerMonth,
    },
    prices: { asOf: options.pricesAsOf },
  };
}

export function callJson(call: CallSite, estimate: Estimate, options: ContractOptions): CallJson {
  const { path, line, endLine, column, cell } = options.place(call);
  return {
    id: call.id,
    path,
    line,
    endLine,
    column,
    ...(cell === undefined ? {} : { cell }),
    ...(call.symbol === undefined ? {} : { symbol: call.symbol }),
    sdk: call.sdk,
    api: call.api,
    kind: call.kind,
    model: fieldJson(call.model),
    maxOutputTokens: fieldJson(call.maxOutputTokens),
    systemPrompt: systemPromptJson(call, options),
    tools: fieldJson(call.tools),
    loop: { state: call.loop.state, ...(call.loop.bound === undefined ? {} : { bound: call.loop.bound }) },
    retrievalK: fieldJson(call.retrievalK),
    cacheMarker: fieldJson(call.cacheMarker),
    ...costJson(call, estimate),
  };
}

function costJson(call: CallSite, estimate: Estimate): Pick<CallJson, 'cost' | 'reason' | 'assumptions'> {
  if (!spends(call)) return { cost: null, reason: 'paid for where it is used, not here', assumptions: [] };
  if (!estimate.known) return { cost: null, reason: estimate.reason, assumptions: estimate.assumptions };
  return { cost: dollars(estimate.perCall), assumptions: estimate.assumptions };
}

function dollars(range: CostRange): DollarsJson {
  return { low: toDollars(range.low), expected: toDollars(range.expected), high: toDollars(range.high) };
}

function fieldJson<T>(field: Field<T>): FieldJson<T> {
  switch (field.state) {
    case 'present':
      return { state: 'present', value: field.value, ...(field.from === undefined ? {} : { from: field.from }) };
    case 'absent':
      return { state: 'absent', ...(field.default === undefined ? {} : { default: field.default }) };
    default:
      return { state: 'unknown', reason: field.reason };
  }
}

function systemPromptJson(call: CallSite, options: ContractOptions): SystemPromptJson {
  const { state, reason, parts } = call.systemPrompt;
  const sources = [...new Set(parts.filter(isChanging).map(hole => hole.path[0]?.label ?? hole.label))];
  const tokens = parts.reduce((sum, part) => sum + (part.kind === 'static' ? options.tokens(part.text, call) : 0), 0);
  return {
    state,
    ...(parts.length === 0 ? {} : { volatility: volatilityOf(parts), tokens }),
    ...(sources.length === 0 ? {} : { sources }),
    ...(state === 'unknown' && reason !== undefined ? { reason } : {}),
  };
}

const ORDER: readonly Volatility[] = ['constant', 'per-process', 'per-day', 'per-user', 'per-request'];

/** The most changing part decides; one that is not known decides only over what does not change at all. */
function volatilityOf(parts: readonly PromptPart[]): Volatility {
  const holes = parts.filter(part => part.kind === 'hole');
  const most = ORDER.findLast(volatility => holes.some(hole => hole.volatility === volatility)) ?? 'constant';
  const changing = ORDER.indexOf(most) >= ORDER.indexOf('per-day');
  return !changing && holes.some(hole => hole.volatility === 'unknown') ? 'unknown' : most;
}

function isChanging(part: PromptPart): part is HolePart {
  return part.kind === 'hole' && part.volatility !== 'constant' && part.volatility !== 'per-process';
}
