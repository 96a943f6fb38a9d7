import type { FailOn } from '../../shared/config/defaults.ts';
import type { CheckSummary } from './checkReport.ts';

/** 1 means that the code has findings or is over budget, 2 that the command could not do its work: a script can tell them apart. */
export const CLEAN = 0;
export const FINDINGS = 1;
export const FAILED = 2;

const FAILING = {
  error: ['error'],
  warn: ['error', 'warn'],
  info: ['error', 'warn', 'info'],
  never: [],
} as const satisfies Record<FailOn, readonly (keyof CheckSummary['counts'])[]>;

export function exitCodeOf({ counts, brokenBudgets }: CheckSummary, failOn: FailOn, maxWarnings: number | undefined): number {
  const found = FAILING[failOn].some(severity => counts[severity] > 0);
  const tooMany = maxWarnings !== undefined && counts.warn > maxWarnings;
  const overBudget = brokenBudgets.length > 0 && failOn !== 'never';
  return found || tooMany || overBudget ? FINDINGS : CLEAN;
}
