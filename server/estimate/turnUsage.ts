/** The requests of one run, turn by turn: each sends what was said before. */
import type { Usage } from '../../shared/money/usage.ts';
import type { CachePlan } from './cachePlan.ts';

export interface Run {
  /** Input of the first request. */
  readonly input: number;
  /** Output of each turn, all completions together. */
  readonly output: number;
  /** What a turn adds to the next request: its answer and the tool's. */
  readonly growth: number;
  readonly turns: number;
  /** The model's window; a conversation does not grow past it. */
  readonly window: number | undefined;
  readonly modifiers: Pick<Usage, 'batch' | 'tier'>;
}

const NOTHING: Usage = { input: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 0, reasoning: 0 };

/**
 * `warm`: the prefix was cached by an earlier run. A conversation that has filled the window is cut at its beginning from then on: it costs
 * as much as the window holds, and nothing of it but the fixed prefix is found in a cache.
 */
export function usageOfTurns(run: Run, cache: CachePlan, warm: boolean): readonly Usage[] {
  const usages: Usage[] = [];
  let before: number | undefined;
  for (let turn = 0; turn < run.turns; turn++) {
    const whole = inputOfTurn(run, turn);
    const input = turn > 0 ? Math.min(whole, run.window ?? whole) : whole;
    const kept = cached(cache, input, before, input < whole || warm);
    usages.push({ ...NOTHING, input, output: run.output, ...kept, ...run.modifiers });
    before = input < whole && cache.kind === 'automatic' ? undefined : input;
  }
  return usages;
}

/** What a turn would send, counted from 0, if the window were endless. */
export function inputOfTurn(run: Run, turn: number): number {
  return run.input + turn * run.growth;
}

type Cached = Partial<Pick<Usage, 'cacheRead' | 'cacheWrite5m' | 'cacheWrite1h'>>;

/** `before`: input of the request before, in the same run; it has just been seen. */
function cached(cache: CachePlan, input: number, before: number | undefined, warm: boolean): Cached {
  switch (cache.kind) {
    case 'none':
      return {};
    case 'explicit': {
      const marked = Math.min(cache.written, input);
      // Within a run the marked part does not change any more.
      const read = before !== undefined ? marked : warm ? Math.min(cache.read, marked) : 0;
      const written = marked - read;
      return cache.life === '1h' ? { cacheRead: read, cacheWrite1h: written } : { cacheRead: read, cacheWrite5m: written };
    }
    case 'automatic': {
      const known = Math.min(before ?? (warm ? cache.read : 0), input);
      const read = known >= cache.minimum ? known : 0;
      return cache.billedWrites && input >= cache.minimum ? { cacheRead: read, cacheWrite5m: input - read } : { cacheRead: read };
    }
  }
}
