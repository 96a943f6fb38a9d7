/** Sentences on standard error. */
import { closest } from '../../shared/config/closest.ts';
import type { StoreUnavailable } from '../../shared/runtime/store/store.ts';
import type { Analysis } from '../project/analyse.ts';
import type { ConfigError } from '../project/config/candidates.ts';
import { FAILED } from './exitCodes.ts';
import { shownPath } from './located.ts';

const COMMANDS = [
  'check',
  'estimate',
  'explain',
  'init',
  'proxy',
  'sites',
  'status',
  'stop',
  'budget',
  'report',
  'simulate',
  'tail',
  'help',
];

export function complain(sentence: string): void {
  process.stderr.write(`farthing: ${sentence}\n`);
}

/** Says why a file that is kept for the user cannot be used; returns the exit code. */
export function complainOfStore(error: StoreUnavailable, file: string): number {
  complain(error.message.includes(file) || error.message.startsWith("the team's") ? error.message : `${file}: ${error.message}`);
  return FAILED;
}

/** Says what kept the run from being done at all; true when something did. */
export function complainOfFailure({ configErrors, missing }: Analysis, cwd: string): boolean {
  for (const error of configErrors) complain(configSentence(error, cwd));
  for (const path of missing) complain(`${path}${commandMeant(path)}`);
  return configErrors.length + missing.length > 0;
}

/** A misspelt command is taken for a path. */
function commandMeant(missing: string): string {
  const [word = ''] = missing.split(':');
  const command = closest(word, COMMANDS);
  return command === undefined ? '' : `; did you mean the command "${command}"?`;
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
