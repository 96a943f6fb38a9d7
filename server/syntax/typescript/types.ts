/** Type annotations, as far as names go. */

import type { TypeRef } from '../../ir/nodes.ts';
import { FIELD } from './fields.ts';
import { type Lowerer, MAX_DEPTH } from './lowerer.ts';

/** Of an annotated node (a parameter, declarator, field or function): the type it is given in `field`. */
export function annotationOf(lower: Lowerer, node: number, field: typeof FIELD.type | typeof FIELD.return_type): TypeRef | undefined {
  const annotation = lower.tree.child(node, field);
  if (annotation === 0) return undefined;
  if (lower.tree.type(annotation) !== 'type_annotation') return unnamed(lower, annotation);
  const type = lower.tree.first(annotation);
  return type === 0 ? undefined : lowerType(lower, type);
}

function lowerType(lower: Lowerer, node: number): TypeRef {
  const { tree } = lower;
  if (lower.depth >= MAX_DEPTH) return unnamed(lower, node);
  lower.depth++;
  const result = typeOf(lower, node, tree.type(node));
  lower.depth--;
  return result;
}

function typeOf(lower: Lowerer, node: number, type: string): TypeRef {
  const { tree } = lower;
  const span = tree.span(node);
  switch (type) {
    case 'type_identifier':
    case 'identifier':
    case 'predefined_type':
    case 'this_type':
    case 'nested_type_identifier':
    case 'nested_identifier':
      return { span, path: names(tree.source(node)), args: [] };
    case 'generic_type': {
      const name = tree.child(node, FIELD.name);
      const list = tree.child(node, FIELD.type_arguments);
      const args: TypeRef[] = [];
      for (let child = list && tree.first(list); child !== 0; child = tree.next(child)) {
        if (tree.type(child) !== '<' && tree.type(child) !== '>') args.push(lowerType(lower, child));
      }
      return { span, path: names(tree.source(name)), args };
    }
    case 'union_type':
      return { span, path: ['|'], args: members(lower, node, type) };
    case 'intersection_type':
      return { span, path: ['&'], args: members(lower, node, type) };
    case 'array_type':
      return { span, path: ['Array'], args: [lowerInner(lower, node, tree.first(node))] };
    case 'readonly_type':
    case 'parenthesized_type':
      return lowerInner(lower, node, tree.last(node));
    case 'literal_type': {
      const literal = tree.type(tree.first(node));
      return { span, path: [literal === 'null' || literal === 'undefined' ? literal : '?'], args: [] };
    }
    case 'type_query': {
      const of = tree.last(node);
      const ref: TypeRef =
        tree.type(of) === 'identifier' || isDotted(lower, of)
          ? { span: tree.span(of), path: names(tree.source(of)), args: [] }
          : unnamed(lower, of);
      return { span, path: ['typeof'], args: [ref] };
    }
    default:
      return unnamed(lower, node);
  }
}

function lowerInner(lower: Lowerer, node: number, inner: number): TypeRef {
  return inner === 0 ? unnamed(lower, node) : lowerType(lower, inner);
}

function unnamed(lower: Lowerer, node: number): TypeRef {
  return { span: lower.tree.span(node), path: ['?'], args: [] };
}

function isDotted(lower: Lowerer, node: number): boolean {
  return lower.tree.type(node) === 'member_expression' && /^[\w$\s.]+$/.test(lower.tree.source(node));
}

function names(source: string): string[] {
  return source.includes('.') ? source.split('.').map(name => name.trim()) : [source];
}

/** `A | B | C` is nested to the left in the tree and flat here. */
function members(lower: Lowerer, node: number, type: string): TypeRef[] {
  const { tree } = lower;
  const found: TypeRef[] = [];
  let left = node;
  while (left !== 0 && tree.type(left) === type) {
    const first = tree.first(left);
    const siblings: TypeRef[] = [];
    const nested = first !== 0 && tree.type(first) === type;
    for (let child = nested ? tree.next(first) : first; child !== 0; child = tree.next(child)) {
      if (tree.type(child) !== '|' && tree.type(child) !== '&') siblings.push(lowerType(lower, child));
    }
    found.unshift(...siblings);
    left = nested ? first : 0;
  }
  return found;
}
