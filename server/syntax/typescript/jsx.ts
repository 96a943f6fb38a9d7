/** JSX has no word in the tree: an element is opaque around the expressions in its attributes and children. */

import type { Expr } from '../../ir/nodes.ts';
import type { ExprRule, Lowerer } from './lowerer.ts';

export const jsxRules: Readonly<Record<string, ExprRule>> = {
  jsx_element: lowerElement,
  jsx_self_closing_element: lowerElement,
  jsx_expression: lowerHole,
};

function lowerElement(lower: Lowerer, node: number): Expr {
  const found: Expr[] = [];
  collect(lower, node, found);
  return lower.opaque('jsx', node, found);
}

function collect(lower: Lowerer, node: number, found: Expr[]): void {
  const { tree } = lower;
  for (let child = tree.first(node); child !== 0; child = tree.next(child)) {
    switch (tree.type(child)) {
      case 'jsx_opening_element':
      case 'jsx_attribute':
        collect(lower, child, found);
        break;
      case 'jsx_expression':
        if (tree.first(child) !== 0) found.push(lower.firstExpr(child));
        break;
      case 'jsx_element':
      case 'jsx_self_closing_element':
        found.push(lower.expr(child));
        break;
    }
  }
}

function lowerHole(lower: Lowerer, node: number): Expr {
  const inner = lower.tree.first(node);
  return inner === 0 ? lower.opaque('jsx', node) : lower.expr(inner);
}
