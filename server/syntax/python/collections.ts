/** Lists, tuples, sets, dicts and comprehensions. */

import type { ComprehensionClause, ComprehensionExpr, DictEntry, Expr, ListExpr, ListItem } from '../../ir/nodes.ts';
import { BROKEN, type ConcreteNode, childAt, spanOf } from '../concreteNode.ts';
import type { Lowering } from './lowering.ts';
import { withoutParentheses } from './parentheses.ts';
import { spreadOperand } from './repairs.ts';

export function lowerList(node: ConcreteNode, to: Lowering, variant: ListExpr['variant']): ListExpr {
  return { kind: 'list', span: spanOf(node), variant, items: node.children.map(child => lowerItem(child, to)) };
}

function lowerItem(node: ConcreteNode, to: Lowering): ListItem {
  const bare = withoutParentheses(node);
  // A broken piece may have been any number of items.
  if (bare.type === BROKEN) return { value: to.expression(bare), spread: true };
  const spread = spreadOperand(bare, to.text);
  return spread === undefined ? { value: to.expression(bare) } : { value: to.expression(spread), spread: true };
}

export function lowerDictionary(node: ConcreteNode, to: Lowering): Expr {
  const entries = node.children.map((child): DictEntry => {
    const span = spanOf(child);
    if (child.type === 'pair') {
      return { kind: 'entry', span, key: to.expression(childAt(child, 0)), value: to.expression(childAt(child, 1)) };
    }
    return { kind: 'spread', span, value: to.expression(child.type === 'dictionary_splat' ? childAt(child, 0) : child) };
  });
  return { kind: 'dict', span: spanOf(node), entries };
}

export function lowerComprehension(node: ConcreteNode, to: Lowering, variant: ComprehensionExpr['variant']): Expr {
  const [body, ...rest] = node.children;
  const element = body ?? childAt(node, 0);
  const clauses = lowerClauses(rest, to);
  if (element.type === 'pair') {
    const [key, value] = [to.expression(childAt(element, 0)), to.expression(childAt(element, 1))];
    return { kind: 'comprehension', span: spanOf(node), variant, key, element: value, clauses };
  }
  return { kind: 'comprehension', span: spanOf(node), variant, element: to.expression(element), clauses };
}

function lowerClauses(nodes: readonly ConcreteNode[], to: Lowering): ComprehensionClause[] {
  const clauses: { target: ComprehensionClause['target']; iterable: Expr; conditions: Expr[] }[] = [];
  for (const node of nodes) {
    if (node.type === 'for_in_clause') {
      clauses.push({ target: to.pattern(childAt(node, 0)), iterable: lowerIterable(node, to), conditions: [] });
    } else {
      const condition = to.expression(node.type === 'if_clause' ? childAt(node, 0) : node);
      clauses[clauses.length - 1]?.conditions.push(condition);
    }
  }
  return clauses;
}

/** `for x in a, b` runs over the tuple. */
function lowerIterable(node: ConcreteNode, to: Lowering): Expr {
  const first = childAt(node, 1);
  const sources = node.children.slice(1);
  if (sources.length <= 1) return to.expression(first);
  const span = { start: first.start, end: (sources[sources.length - 1] ?? first).end };
  return { kind: 'list', span, variant: 'tuple', items: sources.map(source => ({ value: to.expression(source) })) };
}
