/** Source text in, tree out, for the tests of Python lowering. */

import type { Module } from '../../../../server/ir/nodes.ts';
import { loadParsers, type Parsers } from '../../../../server/syntax/parsers.ts';
import { lowerPython } from '../../../../server/syntax/python.ts';

let parsers: Parsers | undefined;

/** To be awaited in `before`. */
export async function readyParsers(): Promise<void> {
  parsers ??= await loadParsers();
}

export function lowered(code: string): Module {
  if (parsers === undefined) throw new Error('readyParsers() was not awaited');
  const tree = parsers.parse(code, 'python');
  try {
    return lowerPython(tree, code, '/project/code.py');
  } finally {
    tree.delete();
  }
}
