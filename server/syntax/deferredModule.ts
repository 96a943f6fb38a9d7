/** Reads a file as far as its imports and plain statements go, and leaves its definitions until something looks into them. */
import type { Module, Stmt } from '../ir/nodes.ts';
import { deferredStatements, type ReadStatements } from './outline/deferred.ts';
import { outlineOf, stretchesBetween } from './outline/outline.ts';
import type { Outlined } from './outline/outlined.ts';
import { parseModule, parseText, withLineFeeds } from './parseModule.ts';
import type { Parsers } from './parsers.ts';
import type { Piece } from './pieces.ts';
import type { SourceFile } from './sourceFile.ts';

/**
 * The same module as `parseModule` gives to whoever reads it, at a fraction of the cost: nothing leads to most definitions of most files. Of the
 * comments in a definition only those that speak to the linter count. Keeps the text, and needs the parsers, for as long as the module is used.
 */
export function deferModule(source: SourceFile, parsers: Parsers): Module {
  const text = withLineFeeds(source.text);
  // Cells of a notebook may be broken by themselves.
  const outlined = source.cells ? [] : outlineOf(text, source.grammar);
  if (outlined.length === 0) return parseModule(source, parsers);
  const { module, pieces } = parseText(source, parsers, { only: stretchesBetween(outlined, text.length) });
  // Where the rest is broken, so may be the outline.
  if (module.syntaxErrors.length > 0) return parseModule(source, parsers);
  return { ...module, body: withDeferred(pieces, outlined, span => parseText(source, parsers, { only: [span] }).module.body) };
}

/** All statements in order. */
function withDeferred(pieces: readonly Piece[], outlined: readonly Outlined[], read: ReadStatements): Stmt[] {
  const body: Stmt[] = [];
  let next = 0;
  const deferUntil = (place: number) => {
    for (let one = outlined[next]; one && one.span.start < place; one = outlined[++next]) body.push(...deferredStatements(one, read));
  };
  for (const piece of pieces) {
    deferUntil(piece.start);
    body.push(...piece.body);
  }
  deferUntil(Number.POSITIVE_INFINITY);
  return body;
}
