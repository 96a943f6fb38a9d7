/** The requests of one run, turn by turn: each sends what was said before. */
import { type Usage, usageOf } from '../../shared/money/usage.ts';
import type { CachePlan } from './cachePlan.ts';

export interface Run {
  /** Input of the first request. */
  readonly input: number;
  /** Output of each turn, all completions together. */
  readonly output: number;
  /** What a turn adds to the next request: its answer and the tool's. */
  readonly growth: number;
  readonly turns: number;
  /** The model's window; a request does not grow past it. */
  readonly window: number | undefined;
  readonly modifiers: Pick<Usage, 'batch' | 'tier'>;
}

/** `warm`: the prefix was cached by an earlier run. */
export function usageOfTurns(run: Run, cache: CachePlan, warm: boolean): readonly Usage[] {
  const usages: Usage[] = [];
  let before = 0;
  for (let turn = 0; turn < run.turns; turn++) {
    const input = run.input + turn * run.growth;
    if (turn > 0 && run.window !== undefined && input > run.window) break;
    usages.push(usageOf({ input, output: run.output, ...cached(cache, input, turn === 0 ? undefined : before, warm), ...run.modifiers }));
    before = input;
  }
  return usages;
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
