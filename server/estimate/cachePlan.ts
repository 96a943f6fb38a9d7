/** What of a request the provider caches, and how. */
import type { ModelFacts, Rates } from '../../shared/models/model.ts';
import type { CallSite, Marker } from '../calls/callSite.ts';
import type { PromptSize } from './promptSize.ts';
import { count } from './wording.ts';

export type CachePlan = NoCache | ExplicitCache | AutomaticCache;

export interface NoCache {
  readonly kind: 'none';
}

/** Up to the last marker everything is written; of that, what is the same from call to call is read. */
export interface ExplicitCache {
  readonly kind: 'explicit';
  readonly written: number;
  readonly read: number;
  readonly life: '5m' | '1h';
  readonly minimum: number;
}

/** The provider recognises what it has seen before. */
export interface AutomaticCache {
  readonly kind: 'automatic';
  /** Read from call to call. */
  readonly read: number;
  readonly minimum: number;
  /** Writes are billed (OpenAI from gpt-5.6 on). */
  readonly billedWrites: boolean;
}

export interface PlannedCache {
  readonly plan: CachePlan;
  readonly assumptions: readonly string[];
}

const NONE: PlannedCache = { plan: { kind: 'none' }, assumptions: [] };

/** Where nothing else is known. */
const USUAL_MINIMUM = 1024;

/** `errorPercent`: how far off the sizes may be; near the minimum that is said. */
export function planCache(call: CallSite, facts: ModelFacts, rates: Rates, size: PromptSize, errorPercent: number): PlannedCache {
  const caching = facts.caching ?? (call.automaticCache && rates.cacheRead !== undefined ? 'automatic' : 'none');
  const minimum = facts.cacheMinimumTokens ?? USUAL_MINIMUM;
  if (caching === 'none') return NONE;
  const marked = markedPrefix(call, size);
  if (caching === 'explicit') {
    if (call.cacheMarker.state === 'unknown' && !marked) {
      return { ...NONE, assumptions: [`cache marker not known (${call.cacheMarker.reason}): none counted`] };
    }
    if (!marked) return NONE;
    if (marked.written < minimum) {
      return {
        ...NONE,
        assumptions: [`the marked prefix of ${count(marked.written)} tokens is below the ${count(minimum)} from which the model caches`],
      };
    }
    return {
      plan: { kind: 'explicit', ...marked, read: marked.read >= minimum ? marked.read : 0, minimum },
      assumptions: near(marked.written, minimum, errorPercent),
    };
  }
  const billedWrites = rates.cacheWrite5m !== undefined && rates.cacheWrite5m > rates.input;
  // From gpt-5.6 on a prefix is kept where a breakpoint stands, and by itself only at the latest message: a text that changes at the end
  // keeps nothing for the next call (developers.openai.com/api/docs/guides/prompt-caching).
  const stable = billedWrites ? (marked?.read ?? (size.stable >= size.tokens.expected ? size.stable : 0)) : size.stable;
  return {
    plan: { kind: 'automatic', read: stable >= minimum ? stable : 0, minimum, billedWrites },
    assumptions: near(stable, minimum, errorPercent),
  };
}

/** Whether a size is so close to the minimum that its error decides. */
export function isNearMinimum(tokens: number, minimum: number, errorPercent: number): boolean {
  return tokens > 0 && Math.abs(tokens - minimum) * 100 <= minimum * errorPercent;
}

function near(tokens: number, minimum: number, errorPercent: number): readonly string[] {
  if (!isNearMinimum(tokens, minimum, errorPercent)) return [];
  return [`a prefix of some ${count(tokens)} tokens is close to the ${count(minimum)} from which the model caches`];
}

function markedPrefix(call: CallSite, size: PromptSize): { written: number; read: number; life: '5m' | '1h' } | undefined {
  // Bedrock refuses or ignores a marker inside the text block.
  const markers = size.markers.filter(({ marker }) => marker.placement !== 'insideText');
  const last = markers.at(-1);
  if (last) {
    const read = markers.findLast(({ stable }) => stable)?.at ?? 0;
    return { written: last.at, read, life: lifeOf(last.marker) };
  }
  if (call.cacheMarker.state !== 'present' || size.markers.length > 0) return undefined;
  // One marker for the whole request stands at its end: what changes before it keeps nothing for the next call.
  const whole = size.tokens.expected;
  return { written: whole, read: size.stable >= whole ? whole : 0, life: '5m' };
}

function lifeOf(marker: Marker): '5m' | '1h' {
  return marker.ttl.state === 'present' ? marker.ttl.value : '5m';
}
