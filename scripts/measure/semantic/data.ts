/** The sets that the semantic cache is measured on. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rowsOf } from '../jsonLines.ts';

/** Questions of a service, each with its intent: the same intent stands for the same answer. */
export interface IntentSet {
  readonly name: string;
  /** In the cache. */
  readonly cached: readonly Labelled[];
  /** Asked of it. */
  readonly asked: readonly Labelled[];
}

export interface Labelled {
  readonly text: string;
  /** Absent: none that the cache has; whatever answers it is wrong. */
  readonly intent?: string;
}

export interface Pair {
  readonly a: string;
  readonly b: string;
  /** Whether an answer to one is an answer to the other. */
  readonly same: boolean;
  readonly why?: string;
}

export interface PairSet {
  readonly name: string;
  readonly pairs: readonly Pair[];
}

export interface Data {
  readonly intents: readonly IntentSet[];
  /** Questions as people ask them. */
  readonly questions: readonly PairSet[];
  /** Written to differ in little. */
  readonly minimal: readonly PairSet[];
}

/** Files `intents-*`, `question-pairs-*` and `adversarial-pairs-*` of JSON lines, compressed or not. */
export function readData(folder: string): Data {
  const files = existsSync(folder) ? readdirSync(folder).filter(name => /\.jsonl(\.gz)?$/.test(name)) : [];
  const pairsIn = (prefix: string): PairSet[] =>
    files
      .filter(name => name.startsWith(prefix))
      .map(name => ({
        name: name.replace(/\.jsonl(\.gz)?$/, ''),
        pairs: rowsOf<{ a: string; b: string; same: number | boolean; why?: string }>(join(folder, name)).map(row => ({
          ...row,
          same: Boolean(row.same),
        })),
      }));
  return {
    intents: files.filter(name => name.startsWith('intents-')).flatMap(name => intentSets(rowsOf<IntentRow>(join(folder, name)))),
    questions: pairsIn('question-pairs-'),
    minimal: pairsIn('adversarial-pairs-'),
  };
}

interface IntentRow {
  readonly set: string;
  readonly split: string;
  readonly text: string;
  readonly intent: string;
}

function intentSets(rows: readonly IntentRow[]): IntentSet[] {
  return [...new Set(rows.map(({ set }) => set))].map(name => {
    const of = (split: string) => rows.filter(row => row.set === name && row.split === split);
    const cached = of('train');
    const known = new Set(cached.map(({ intent }) => intent));
    const inScope = of('test').map(({ text, intent }) => ({ text, ...(known.has(intent) && { intent }) }));
    return { name, cached, asked: [...inScope, ...of('oos_test').map(({ text }) => ({ text }))] };
  });
}
