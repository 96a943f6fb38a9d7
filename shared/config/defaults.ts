/** What holds when nothing is configured. Apart from the schema, so that a run without a configuration file loads no validator. */

/** Limits that rules go by. */
export interface RuleOptions {
  readonly maxRetrievalK: number;
  readonly weakLoopBound: number;
  readonly callsPerMonth: number;
  readonly outputLimit: number;
}

export const DEFAULT_OPTIONS: RuleOptions = {
  maxRetrievalK: 10,
  weakLoopBound: 50,
  callsPerMonth: 10_000,
  outputLimit: 1024,
};

export const FAIL_ON = ['error', 'warn', 'info', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];
export const DEFAULT_FAIL_ON: FailOn = 'warn';

export const RULE_LEVELS = ['off', 'info', 'warn', 'error'] as const;
export type RuleLevel = (typeof RULE_LEVELS)[number];
