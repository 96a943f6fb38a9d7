import { formatDollars } from '../shared/money/formatDollars.ts';
import type { Status } from '../shared/protocol/status.ts';

export interface StatusText {
  readonly text: string;
  readonly detail: string;
  readonly severity: 'information' | 'warning' | 'error';
  readonly busy: boolean;
}

/** The status item's words. `timeBudget` is in milliseconds; `nameOf` shows a document's uri as people know it. */
export function statusText(status: Status, timeBudget: number, nameOf: (uri: string) => string): StatusText {
  const { state, slowest, problems } = status;
  if (state === 'starting') return { text: 'Starting', detail: 'Farthing', severity: 'information', busy: true };
  if (state === 'failed') {
    return { text: 'Farthing stopped', detail: problems[0] ?? 'its output says why', severity: 'error', busy: false };
  }
  const slow = slowest !== undefined && slowest.milliseconds > timeBudget ? slowest : undefined;
  const details = [
    ...(slow ? [`${nameOf(slow.uri)} took ${Math.round(slow.milliseconds)} ms`] : []),
    ...(status.calls > status.unpriced ? [`at ${status.callsPerMonth.toLocaleString('en-US')} runs`] : []),
    counted(status.findings, 'finding'),
    ...problems.slice(0, 1),
    ...(problems.length > 1 ? [`and ${counted(problems.length - 1, 'more problem')}`] : []),
  ];
  return {
    text: `${counted(status.calls, 'LLM call')}${costs(status)}`,
    detail: details.join(' · '),
    severity: slow || problems.length > 0 ? 'warning' : 'information',
    busy: state === 'analysing',
  };
}

/** What is not known is said, and never counted as nothing. */
function costs({ calls, unpriced, perMonth }: Status): string {
  if (calls === 0) return '';
  if (unpriced === calls) return ', cost unknown';
  return `, ${formatDollars(perMonth)} a month${unpriced === 0 ? '' : ` and ${unpriced} of unknown cost`}`;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
