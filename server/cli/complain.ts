/** Sentences on standard error. */
import type { Analysis } from '../project/analyse.ts';
import type { ConfigError } from '../project/config/candidates.ts';
import { shownPath } from './located.ts';

export function complain(sentence: string): void {
  process.stderr.write(`farthing: ${sentence}\n`);
}

/** Says what kept the run from being done at all; true when something did. */
export function complainOfFailure({ configErrors, missing }: Analysis, cwd: string): boolean {
  for (const error of configErrors) complain(configSentence(error, cwd));
  for (const path of missing) complain(path);
  return configErrors.length + missing.length > 0;
}

/** Says what could not be linted, and where we failed ourselves. */
export function complainOfProblems({ problems, bugs }: Pick<Analysis, 'problems' | 'bugs'>, cwd: string): void {
  for (const { path, message } of problems) complain(`${shownPath(path, cwd)}: ${message}`);
  for (const { path, message } of bugs) complain(`${shownPath(path, cwd)}: internal error, please report it: ${message}`);
}

export function configSentence({ path, line, column, message }: ConfigError, cwd: string): string {
  const place = line === undefined ? '' : `:${line}:${column ?? 1}`;
  return `${shownPath(path, cwd)}${place}: ${message}`;
}
