/** Source text in, tree out, for the tests of TypeScript lowering. */

import type { Tree } from 'web-tree-sitter';
import type { Module } from '../../../../server/ir/nodes.ts';
import { type Grammar, loadParsers, type Parsers } from '../../../../server/syntax/parsers.ts';
import { lowerTypeScript } from '../../../../server/syntax/typescript.ts';

let parsers: Parsers | undefined;

/** To be awaited in `before`. */
export async function readyParsers(): Promise<void> {
  parsers ??= await loadParsers();
}

/** What `use` makes of the parser's tree. */
export function parsed<T>(code: string, grammar: Grammar, use: (tree: Tree) => T): T {
  if (!parsers) throw new Error('readyParsers() was not awaited');
  const tree = parsers.parse(code, grammar);
  try {
    return use(tree);
  } finally {
    tree.delete();
  }
}

export function lowered(code: string, grammar: Grammar = 'typescript'): Module {
  return parsed(code, grammar, tree => lowerTypeScript(tree, code, '/project/code.ts'));
}
