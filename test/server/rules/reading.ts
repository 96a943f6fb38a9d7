/** Text to module and back, for tests of edits. */
import assert from 'node:assert/strict';
import type { Language, Module } from '../../../server/ir/nodes.ts';
import type { Edit } from '../../../server/rules/rule.ts';
import { parseModule } from '../../../server/syntax/parseModule.ts';
import { loadParsers, type Parsers } from '../../../server/syntax/parsers.ts';
import { openSource } from '../../../server/syntax/source.ts';

let parsers: Parsers | undefined;

export async function readyToRead(): Promise<void> {
  parsers ??= await loadParsers();
}

export function fileName(language: Language): string {
  return language === 'python' ? '/project/code.py' : '/project/code.ts';
}

export function read(text: string, path: string): Module {
  assert.ok(parsers, 'call readyToRead first');
  const source = openSource(path, text);
  assert.ok('text' in source, `cannot open ${path}`);
  return parseModule(source, parsers);
}

/** The text after the edits, which must apply and, if the text parsed before, leave it so. */
export function edited(text: string, language: Language, edits: readonly Edit[] | undefined): string {
  assert.ok(edits, 'there are no edits');
  const source = openSource(fileName(language), text);
  assert.ok('text' in source);
  const result = source.applyEdits(edits);
  assert.ok('text' in result, 'refused' in result ? result.refused : '');
  if (read(text, fileName(language)).syntaxErrors.length === 0) {
    assert.deepEqual(read(result.text, fileName(language)).syntaxErrors, [], `does not parse after the edit:\n${result.text}`);
  }
  return result.text;
}
