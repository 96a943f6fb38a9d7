import { type ConcreteNode, childAt } from '../concreteNode.ts';

/** What stands inside any number of parentheses. */
export function withoutParentheses(node: ConcreteNode): ConcreteNode {
  let bare = node;
  while (bare.type === 'parenthesized_expression') bare = childAt(bare, 0);
  return bare;
}
