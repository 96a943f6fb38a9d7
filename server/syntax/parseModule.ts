import type { Module } from '../ir/nodes.ts';
import type { ParseOptions, Parsers } from './parsers.ts';
import { lowerPython } from './python.ts';
import type { SourceFile } from './sourceFile.ts';
import { lowerTypeScript } from './typescript.ts';

/** A source file as a module of the language-neutral tree. Broken text is read as far as it goes. */
export function parseModule(source: SourceFile, parsers: Parsers): Module {
  const whole = parseText(source, parsers);
  if (source.cells === undefined || whole.syntaxErrors.length === 0) return whole;
  // A broken cell of a notebook must not spoil the others: each by itself.
  const cells = source.cells.filter(({ span }) => span.end > span.start).map(({ span }) => parseText(source, parsers, { only: [span] }));
  return {
    ...whole,
    body: cells.flatMap(cell => cell.body),
    comments: cells.flatMap(cell => cell.comments),
    syntaxErrors: cells.flatMap(cell => cell.syntaxErrors),
  };
}

function parseText({ path, text, grammar }: SourceFile, parsers: Parsers, options?: ParseOptions): Module {
  const tree = parsers.parse(withLineFeeds(text), grammar, options);
  try {
    return grammar === 'python' ? lowerPython(tree, text, path) : lowerTypeScript(tree, text, path);
  } finally {
    tree.delete();
  }
}

/** The grammars know no lone carriage return as a line end. Offsets stay. */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
}
