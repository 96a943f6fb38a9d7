/** Python in the language-neutral tree. Every kind of node has a place; nothing throws on broken or absurd text. */

import type { Tree } from 'web-tree-sitter';
import type { Module, Stmt } from '../ir/nodes.ts';
import { type ConcreteNode, type ReadTree, readTree } from './concreteNode.ts';
import { EXPRESSIONS } from './python/expressions.ts';
import { DEEPEST_NESTING, type Lowering, opaque } from './python/lowering.ts';
import { lowerPattern } from './python/patterns.ts';
import { lowerAssignment, STATEMENTS } from './python/statements.ts';

const READ_OPTIONS = {
  containers: new Set(['module', 'block']),
  comments: new Set(['comment']),
  ignored: new Set(['line_continuation']),
};

/** Lowers a Python 3 module (Python 2 `print` and `exec` are tolerated). `tree` must be alive and stays the caller's. */
export function lowerPython(tree: Tree, text: string, path: string): Module {
  const read = readTree(tree, text, READ_OPTIONS);
  const body = createLowering(read, text).statements(read.root);
  return { language: 'python', path, text, body, comments: read.comments(), syntaxErrors: read.syntaxErrors() };
}

function createLowering(read: ReadTree, text: string): Lowering {
  let depth = 0;
  let strays: Stmt[] = [];

  const lowering: Lowering = {
    text,
    yields: false,

    expression(node) {
      if (depth >= DEEPEST_NESTING) return opaque(node, 'nested too deeply');
      depth++;
      const lower = EXPRESSIONS[node.type];
      const expr = lower === undefined ? opaqueParts(node) : lower(node, lowering);
      depth--;
      return expr;
    },

    pattern(node) {
      if (depth >= DEEPEST_NESTING) return opaque(node, 'nested too deeply');
      depth++;
      const pattern = lowerPattern(node, lowering);
      depth--;
      return pattern;
    },

    statements(container) {
      if (depth >= DEEPEST_NESTING) return [];
      depth++;
      const outerStrays = strays;
      strays = [];
      const out: Stmt[] = [];
      for (const child of container.children) {
        lowerInto(out, child);
        for (const broken of read.takeBroken()) lowerInto(out, broken);
        if (strays.length > 0) {
          out.push(...strays);
          strays = [];
        }
      }
      strays = outerStrays;
      depth--;
      return out;
    },

    stray(statement) {
      strays.push(statement);
    },
  };

  function lowerInto(out: Stmt[], node: ConcreteNode): void {
    const lower = STATEMENTS[node.type];
    if (lower !== undefined) {
      const lowered = lower(node, lowering);
      if (Array.isArray(lowered)) out.push(...lowered);
      else out.push(lowered as Stmt);
    } else if (node.type === 'assignment' || node.type === 'augmented_assignment') {
      out.push(...lowerAssignment(node, lowering));
    } else {
      const expr = lowering.expression(node);
      out.push({ kind: 'expr', span: expr.span, expr });
    }
  }

  /** Statements inside an expression (in broken text) follow the enclosing statement. */
  function opaqueParts(node: ConcreteNode) {
    const children = [];
    for (const child of node.children) {
      if (STATEMENTS[child.type] === undefined) children.push(lowering.expression(child));
      else lowerInto(strays, child);
    }
    return opaque(node, node.type, children);
  }

  return lowering;
}
