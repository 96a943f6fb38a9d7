/** How many requests one run of a call makes. */
import type { CallSite } from '../calls/callSite.ts';
import type { Assumptions } from './assumptions.ts';
import type { TokenRange } from './estimate.ts';
import { exactly } from './ranges.ts';
import { count, spread } from './wording.ts';

export interface Turns {
  readonly range: TokenRange;
  readonly assumptions: readonly string[];
}

const ONE: Turns = { range: exactly(1), assumptions: [] };

/** More turns than any conversation has; a bound above it is no bound. */
const MOST_TURNS = 1000;

export function turnsOf(call: CallSite, assumptions: Assumptions): Turns {
  const { loop } = call;
  switch (loop.state) {
    case 'none':
      return ONE;
    case 'bounded': {
      const bound = loop.bound;
      if (bound === undefined) return open(assumptions, 'the bound of the loop is not known');
      if (bound <= 1) return ONE;
      if (loop.weak || bound > MOST_TURNS) return open(assumptions, `a bound of ${count(bound)} turns bounds nothing`);
      const range = { low: 1, expected: Math.min(assumptions.turns.expected, bound), high: bound };
      return { range, assumptions: [`${spread(range, 'turns')}: ${boundName(call)} ${count(bound)}`] };
    }
    case 'unbounded':
      return open(assumptions, 'nothing bounds the tool loop');
    default:
      return call.operation === 'agent' || (call.tools.state === 'present' && call.tools.value > 0 && call.kind === 'framework')
        ? open(assumptions, loop.reason ?? 'the bound of the loop is not known')
        : ONE;
  }
}

function open(assumptions: Assumptions, why: string): Turns {
  return { range: assumptions.turns, assumptions: [`${spread(assumptions.turns, 'turns')}: ${why}`] };
}

function boundName(call: CallSite): string {
  if (call.loop.by === 'default') return 'by default at most';
  return call.loop.by === 'code' ? 'the loop runs at most' : 'at most';
}
