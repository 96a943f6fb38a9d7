/** How a call hangs together with others, in words: where in its conversation it stands, and which model was chosen for it. */
import { formatDollars } from '../../../shared/money/formatDollars.ts';
import { toDollars } from '../../../shared/money/nanoDollars.ts';
import type { RouteVerdict, StartVerdicts, Turn } from '../../../shared/runtime/ledger/verdicts.ts';

/** Digits of a conversation's id that tell it from others; ids begin with the time. */
const SHORT = 6;

/** Nothing for a call that stands alone. */
export function chainOf({ turn, route }: StartVerdicts = {}): readonly string[] {
  return [...(turn && turn.requests > 1 ? [turnInWords(turn)] : []), ...(route ? [routeInWords(route)] : [])];
}

/** `conversation 3f9a1c, turn 2, 7 tool calls, 12,040 tokens, $0.031 so far; search 4 times alike`. */
function turnInWords({ conversation, turn, toolCalls, tokens, cost, repeats, tool }: Turn): string {
  const parts = [
    `conversation ${conversation.slice(-SHORT)}`,
    `turn ${turn}`,
    ...(toolCalls > 0 ? [`${toolCalls} tool ${toolCalls === 1 ? 'call' : 'calls'}`] : []),
    `${tokens.toLocaleString('en')} tokens`,
    `${formatDollars(cost)} so far`,
  ];
  const again = repeats === undefined ? '' : `; ${tool ?? 'this request'} ${repeats} times alike`;
  return `${parts.join(', ')}${again}`;
}

/** `for gpt-4o: 41 words, no code`; in shadow what would have been. */
function routeInWords({ mode, asked, chosen, reasons, escalated }: RouteVerdict): string {
  if (escalated !== undefined) return `asked again, as the answer of ${chosen} was not good enough: ${escalated}`;
  const why = reasons.slice(0, 2).join(', ');
  if (asked === chosen) return `stays at ${asked}: ${why}`;
  return mode === 'on' ? `in place of ${asked}: ${why}` : `would go to ${chosen}: ${why}`;
}

export function turnJson({ cost, ...turn }: Turn): object {
  return { ...turn, costUsd: toDollars(cost), costNanos: cost };
}

export function routeJson({ difference, ...route }: RouteVerdict): object {
  return { ...route, ...(difference !== undefined && { differenceUsd: toDollars(difference), differenceNanos: difference }) };
}
