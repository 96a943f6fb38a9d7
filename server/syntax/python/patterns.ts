/** Targets of assignments, loops, `with` and `except`, which the parser gives as patterns or as plain expressions. */

import type { ListPattern, Pattern } from '../../ir/nodes.ts';
import { type ConcreteNode, childAt, spanOf } from '../concreteNode.ts';
import { type Lowering, opaque } from './lowering.ts';
import { withoutParentheses } from './parentheses.ts';

const SEQUENCES = new Set(['pattern_list', 'tuple_pattern', 'list_pattern', 'tuple', 'list', 'expression_list']);
const STARRED = new Set(['list_splat_pattern', 'list_splat', 'dictionary_splat_pattern']);

export function lowerPattern(node: ConcreteNode, to: Lowering): Pattern {
  const bare = withoutParentheses(node.type === 'as_pattern_target' ? childAt(node, 0) : node);
  if (SEQUENCES.has(bare.type)) return lowerSequence(bare, to);
  if (STARRED.has(bare.type)) return to.pattern(childAt(bare, 0));
  const expr = to.expression(bare);
  return expr.kind === 'name' || expr.kind === 'member' || expr.kind === 'index' ? expr : opaque(bare, 'target', [expr]);
}

function lowerSequence(node: ConcreteNode, to: Lowering): ListPattern {
  const items = node.children.map(child =>
    STARRED.has(child.type) ? { target: to.pattern(child), rest: true } : { target: to.pattern(child) },
  );
  return { kind: 'listPattern', span: spanOf(node), items };
}
