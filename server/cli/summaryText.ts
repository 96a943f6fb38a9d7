import { formatDollars, formatRange } from '../../shared/money/formatDollars.ts';
import type { Totals } from '../estimate/totals.ts';
import type { CheckSummary } from './checkReport.ts';
import { type Terminal, wrap } from './terminal.ts';

/** The last lines of `check`: what was found, what it all costs, what can be repaired. */
export function summaryText(summary: CheckSummary, { colours, width }: Terminal): string {
  const { counts, fixable, costs, callsPerMonth, brokenBudgets, suppressed, files } = summary;
  if (files === 0) return 'No Python, TypeScript, JavaScript or notebook file to lint.';
  const total = counts.error + counts.warn + counts.info;
  const kinds = [
    counted(counts.error, 'error'),
    counted(counts.warn, 'warning'),
    counted(counts.info, 'for information', 'for information'),
  ];
  const found = total === 0 ? colours.green('Nothing found') : colours.bold(counted(total, 'finding') ?? '');
  const details = kinds.filter(text => text !== undefined).join(', ');
  const lines = [
    `${found}${total > 0 ? ` (${details})` : ''} in ${counted(files, 'file')}${suppressed > 0 ? `, ${suppressed} silenced` : ''}.`,
    ...wrap(costSentence(costs, callsPerMonth), width),
    ...brokenBudgets.flatMap(broken => wrap(`Over budget: ${broken}.`, width).map(line => colours.red(line))),
  ];
  const fixes = [
    ...(fixable.safe > 0 ? [`${fixable.safe} with --fix`] : []),
    ...(fixable.suggestion > 0 ? [`${fixable.suggestion} with --fix-suggestions (they change what the code does)`] : []),
  ];
  if (fixes.length > 0) lines.push(...wrap(`Can be repaired: ${fixes.join(', ')}.`, width));
  return lines.join('\n');
}

/** `12 calls, each run once: $0.14 ($0.02 to $0.90); $1,400 a month at 10,000 runs each. 3 more have no known price.` */
export function costSentence({ calls, priced, unknown, perCall, perMonth }: Totals, callsPerMonth: number): string {
  if (calls === 0) return 'No call of a model.';
  if (priced === 0) return `${counted(calls, 'call')} of a model, none with a known price.`;
  const once = `${formatDollars(perCall.expected)} (${formatRange(perCall.low, perCall.high)})`;
  const runs = callsPerMonth.toLocaleString('en-US');
  const rest = unknown > 0 ? ` ${unknown} more ${unknown === 1 ? 'has' : 'have'} no known price.` : '';
  return `${counted(priced, 'call')}, each run once: ${once}; ${formatDollars(perMonth.expected)} a month at ${runs} runs each.${rest}`;
}

/** `1 file`, `2 files`; undefined for none. */
export function counted(count: number, noun: string, plural = `${noun}s`): string | undefined {
  return count === 0 ? undefined : `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
}
