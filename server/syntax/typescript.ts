/** TypeScript, JavaScript, TSX and JSX into the language-neutral tree. */

import type { Language, Tree } from 'web-tree-sitter';
import type { Module, Stmt } from '../ir/nodes.ts';
import { assemble, type FreshPiece, type KnownPiece, type Lowered, type Piece } from './pieces.ts';
import { chainRules } from './typescript/chains.ts';
import { classRules, classStatements } from './typescript/classes.ts';
import { collectionRules } from './typescript/collections.ts';
import { declarationRules } from './typescript/declarations.ts';
import { exportRules } from './typescript/exports.ts';
import { FlatTree } from './typescript/flatTree.ts';
import { functionNode, functionRules, functionStatements } from './typescript/functions.ts';
import { importRules } from './typescript/imports.ts';
import { jsxRules } from './typescript/jsx.ts';
import { literalRules } from './typescript/literals.ts';
import { Lowerer, type Rules, type RulesByType, rulesFor } from './typescript/lowerer.ts';
import { operatorRules } from './typescript/operators.ts';
import { patternRules } from './typescript/patterns.ts';
import { statementRules } from './typescript/statements.ts';

const RULES: RulesByType = {
  expressions: { ...literalRules, ...chainRules, ...operatorRules, ...collectionRules, ...functionRules, ...classRules, ...jsxRules },
  statements: {
    ...statementRules,
    ...declarationRules,
    ...functionStatements,
    ...classStatements,
    ...importRules,
    ...exportRules,
  },
  patterns: patternRules,
  functionNode,
};

/** The rules arranged for a grammar, once per grammar. */
const arranged = new WeakMap<Language, Rules>();

/**
 * Lowers a tree of the `typescript` or `tsx` grammar. Never throws: a piece that makes no sense becomes opaque and its span
 * is listed in `syntaxErrors`; nesting deeper than `MAX_DEPTH` is cut off as opaque.
 */
export function lowerTypeScript(tree: Tree, text: string, path: string): Module {
  return lowerTypeScriptPieces(tree, text, path).module;
}

/** Lowers only the pieces that are not known. */
export function lowerTypeScriptPieces(tree: Tree, text: string, path: string, known?: KnownPiece): Lowered {
  let rules = arranged.get(tree.language);
  if (!rules) {
    rules = rulesFor(tree.language, RULES);
    arranged.set(tree.language, rules);
  }
  const flat = new FlatTree(tree, text, known);
  const lowerer = new Lowerer(flat, rules);
  const pieces: (Piece | FreshPiece)[] = [...flat.known];
  for (let child = flat.first(0); child !== 0; child = flat.next(child)) {
    const body: Stmt[] = [];
    lowerer.statement(child, body);
    pieces.push({ type: flat.type(child), ...flat.span(child), body });
  }
  if (flat.known.length > 0) pieces.sort((a, b) => a.start - b.start);
  return assemble('typescript', path, text, { pieces, comments: flat.comments, syntaxErrors: flat.errors });
}
