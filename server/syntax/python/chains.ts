/** Calls, attributes and subscripts: `a.b(c)[d].e()`, read along the chain in a loop. */

import type { Argument, Expr } from '../../ir/nodes.ts';
import { BROKEN, type ConcreteNode, childAt, spanOf } from '../concreteNode.ts';
import { LONGEST_CHAIN, type Lowering, opaque } from './lowering.ts';
import { withoutParentheses } from './parentheses.ts';
import { spreadOperand } from './repairs.ts';

const LINKS = new Set(['call', 'attribute', 'subscript']);

export function lowerChain(node: ConcreteNode, to: Lowering): Expr {
  const links: ConcreteNode[] = [];
  let base = node;
  while (LINKS.has(base.type)) {
    links.push(base);
    base = childAt(base, 0);
  }
  const kept = links.slice(0, LONGEST_CHAIN);
  let expr = to.expression(base);
  if (kept.length < links.length) expr = lowerHiddenLinks(links.slice(LONGEST_CHAIN), expr, to);
  for (const link of kept.reverse()) expr = lowerLink(link, expr, to);
  return expr;
}

/** The inner links of a chain too long to keep: what they are applied to and called with, side by side. */
function lowerHiddenLinks(links: readonly ConcreteNode[], base: Expr, to: Lowering): Expr {
  const applied = [...links].reverse().flatMap(link => {
    if (link.type === 'attribute') return [];
    if (link.type === 'subscript') return [lowerSubscripts(link, to)];
    return lowerArguments(childAt(link, 1), to).map(argument => argument.value);
  });
  return opaque(links[0] ?? base.span, 'long chain', [base, ...applied]);
}

function lowerLink(node: ConcreteNode, object: Expr, to: Lowering): Expr {
  const span = spanOf(node);
  if (node.type === 'attribute') {
    const property = childAt(node, 1);
    return { kind: 'member', span, object, property: to.text.slice(property.start, property.end), propertySpan: spanOf(property) };
  }
  if (node.type === 'subscript') return { kind: 'index', span, object, index: lowerSubscripts(node, to) };
  const list = childAt(node, 1);
  return { kind: 'call', span, callee: object, args: lowerArguments(list, to), argsSpan: spanOf(list) };
}

/** `a[i]`, `a[i, j]`, `a[1:2]`. */
function lowerSubscripts(node: ConcreteNode, to: Lowering): Expr {
  const first = childAt(node, 1);
  const last = node.children[node.children.length - 1] ?? first;
  if (node.children.length <= 2) return to.expression(first);
  const items = node.children.slice(1).map(child => ({ value: to.expression(child) }));
  return { kind: 'list', span: { start: first.start, end: last.end }, variant: 'tuple', items };
}

/** The arguments of a call or the bases of a class; a bare generator is one argument. */
export function lowerArguments(list: ConcreteNode, to: Lowering): Argument[] {
  if (list.type === 'generator_expression') {
    return [{ kind: 'positional', span: spanOf(list), value: to.expression(list) }];
  }
  return list.children.map(child => lowerArgument(child, to));
}

function lowerArgument(node: ConcreteNode, to: Lowering): Argument {
  const span = spanOf(node);
  const bare = withoutParentheses(node);
  const spread = spreadOperand(bare, to.text);
  if (spread !== undefined) return { kind: 'spread', span, value: to.expression(spread) };
  switch (bare.type) {
    case 'keyword_argument': {
      const name = childAt(bare, 0);
      return { kind: 'keyword', span, name: to.text.slice(name.start, name.end), value: to.expression(childAt(bare, 1)) };
    }
    case 'dictionary_splat':
      return { kind: 'kwspread', span, value: to.expression(childAt(bare, 0)) };
    case BROKEN:
      // It may have been any argument, so none is certainly absent.
      return { kind: 'kwspread', span, value: to.expression(bare) };
    default:
      return { kind: 'positional', span, value: to.expression(bare) };
  }
}
