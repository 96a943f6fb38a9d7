import type { Module } from '../ir/nodes.ts';
import type { ParseOptions, Parsers } from './parsers.ts';
import type { Lowered } from './pieces.ts';
import { lowerPythonPieces } from './python.ts';
import type { SourceFile } from './sourceFile.ts';
import { lowerTypeScriptPieces } from './typescript.ts';

/** A source file as a module of the language-neutral tree. Broken text is read as far as it goes. */
export function parseModule(source: SourceFile, parsers: Parsers): Module {
  const whole = parseText(source, parsers).module;
  if (source.cells === undefined || whole.syntaxErrors.length === 0) return whole;
  // A broken cell of a notebook must not spoil the others: each by itself.
  const cells = source.cells
    .filter(({ span }) => span.end > span.start)
    .map(({ span }) => parseText(source, parsers, { only: [span] }).module);
  return {
    ...whole,
    body: cells.flatMap(cell => cell.body),
    comments: cells.flatMap(cell => cell.comments),
    syntaxErrors: cells.flatMap(cell => cell.syntaxErrors),
  };
}

/** The text of a source file, or a part of it, as one piece of code. */
export function parseText({ path, text, grammar }: SourceFile, parsers: Parsers, options?: ParseOptions): Lowered {
  const tree = parsers.parse(withLineFeeds(text), grammar, options);
  try {
    return (grammar === 'python' ? lowerPythonPieces : lowerTypeScriptPieces)(tree, text, path);
  } finally {
    tree.delete();
  }
}

/** The grammars know no lone carriage return as a line end. Offsets stay. */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
}
