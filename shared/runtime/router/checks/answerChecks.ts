/** Whether an answer is good enough, by the caller's own checks: what each says when it is not. */

import { reckoningIn } from '../answerFeatures.ts';
import type { CheckSettings } from '../routerSettings.ts';
import { fitsSchema } from './jsonSchema.ts';
import { passesCommand } from './testCommand.ts';

export interface Answer {
  readonly text: string;
  /** It ended where the model ended it. */
  readonly complete: boolean;
  readonly toolCalls: number;
}

/** Why it is not good enough, without a word of it; undefined: it is. The cheap checks first. `wanted`: the schema that the request asks for. */
export async function objectionTo(
  { text, complete, toolCalls }: Answer,
  check: CheckSettings,
  wanted: unknown,
): Promise<string | undefined> {
  if (!complete) return 'it was cut off';
  // What it says then is what its tools find.
  if (toolCalls > 0) return undefined;
  if (text.trim() === '') return 'it is empty';
  if (check.pattern !== undefined && !new RegExp(check.pattern, 's').test(text)) return 'it does not match the pattern';
  if (check.reckoning) {
    const { wrong, result } = reckoningIn(text);
    if (wrong > 0) return 'a calculation in it is wrong';
    if (result === undefined) return 'it ends in no result';
  }
  if (check.schema !== undefined) {
    const schema = check.schema === true ? wanted : check.schema;
    if (schema !== undefined && !(await fitsSchema(text, schema))) return 'it does not fit the JSON schema';
  }
  if (check.command) return passesCommand(check.command, text, check.timeoutSeconds);
  return undefined;
}

/** Two answers say the same: as JSON, or word for word. */
export function agree(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(text: string): string {
  try {
    return JSON.stringify(sorted(JSON.parse(text)));
  } catch {
    const { result } = reckoningIn(text);
    return result === undefined
      ? text
          .toLowerCase()
          .replaceAll(/[\s.]+/g, ' ')
          .trim()
      : String(result);
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}
