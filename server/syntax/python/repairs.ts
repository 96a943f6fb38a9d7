/** Where the grammar reads a piece otherwise than Python does, put right. */

import { ConcreteNode, childAt } from '../concreteNode.ts';

const SPLATS = new Set(['list_splat', 'list_splat_pattern']);
const STAR = 42;

/**
 * What a star spreads: `*a`, and `*a(b)`, `*a or b` behind a comma, where the grammar binds the star to the leftmost name.
 * Undefined where there is no star.
 */
export function spreadOperand(node: ConcreteNode, text: string): ConcreteNode | undefined {
  if (text.charCodeAt(node.start) !== STAR) return undefined;
  return withLeftmost(
    node,
    inner => SPLATS.has(inner.type),
    splat => childAt(splat, 0),
  );
}

/** `type(a).b = v`, which the grammar takes for a type alias of the name `(a).b`: its target. Undefined for a true alias. */
export function typeCallTarget(alias: ConcreteNode, text: string): ConcreteNode | undefined {
  const left = childAt(alias, 0);
  if (text.charAt(left.start) !== '(') return undefined;
  return withLeftmost(
    childAt(left, 0),
    inner => inner.type === 'parenthesized_expression',
    parentheses => {
      const name = ConcreteNode.of('identifier', alias.start, alias.start + 'type'.length, []);
      const list = ConcreteNode.of('argument_list', parentheses.start, parentheses.end, parentheses.children);
      return ConcreteNode.of('call', alias.start, parentheses.end, [name, list]);
    },
  );
}

/** The node with the piece at its left edge replaced, every node above it starting where the new piece does. */
function withLeftmost(
  node: ConcreteNode,
  wanted: (inner: ConcreteNode) => boolean,
  replace: (inner: ConcreteNode) => ConcreteNode,
): ConcreteNode | undefined {
  const above: ConcreteNode[] = [];
  let inner = node;
  while (!wanted(inner)) {
    const [first] = inner.children;
    if (first === undefined || first.start !== node.start) return undefined;
    above.push(inner);
    inner = first;
  }
  return above.reduceRight(
    (child, parent) => ConcreteNode.of(parent.type, child.start, parent.end, [child, ...parent.children.slice(1)]),
    replace(inner),
  );
}
