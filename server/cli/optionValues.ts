/** Values of options, as commander hands them over. */
import { InvalidArgumentError } from 'commander';

export function wholeNumber(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isSafeInteger(number) || number < 0) throw new InvalidArgumentError('It must be a whole number.');
  return number;
}

/** Nine million dollars are the most that is counted. */
const MOST_DOLLARS = 9_000_000;

export function dollars(value: string): number {
  const number = Number(value.replace(/^\$/, ''));
  if (value.trim() === '' || !Number.isFinite(number) || number < 0 || number > MOST_DOLLARS) {
    throw new InvalidArgumentError('It must be an amount of dollars.');
  }
  return number;
}

export function port(value: string): number {
  const number = wholeNumber(value);
  if (number > 65_535) throw new InvalidArgumentError('The largest port is 65535.');
  return number;
}

/** Of an option that may be repeated. */
export const collected = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
