/** Strings, f-strings, numbers. */

import type { Expr, NumberExpr, StringExpr, TemplateExpr, TemplateHole, TemplatePart } from '../../ir/nodes.ts';
import { type ConcreteNode, childAt, spanOf } from '../concreteNode.ts';
import { cook, cookTemplateText, type LiteralShape, literalShape } from './escapes.ts';
import type { Lowering } from './lowering.ts';

export function lowerString(node: ConcreteNode, to: Lowering): StringExpr | TemplateExpr {
  const shape = literalShape(to.text, node);
  if (shape.template) {
    return { kind: 'template', span: spanOf(node), parts: templateParts(node, shape, to), content: shape.content };
  }
  const value = cook(to.text.slice(shape.content.start, shape.content.end), shape);
  return shape.bytes
    ? { kind: 'string', span: spanOf(node), value, content: shape.content, bytes: true }
    : { kind: 'string', span: spanOf(node), value, content: shape.content };
}

/** Adjacent literals are one. */
export function lowerConcatenatedString(node: ConcreteNode, to: Lowering): Expr {
  const pieces = node.children.map(child => lowerString(child, to));
  if (pieces.every(piece => piece.kind === 'string')) {
    const value = pieces.map(piece => piece.value).join('');
    return pieces.every(piece => piece.bytes)
      ? { kind: 'string', span: spanOf(node), value, bytes: true }
      : { kind: 'string', span: spanOf(node), value };
  }
  return { kind: 'template', span: spanOf(node), parts: pieces.flatMap(partsOf) };
}

function partsOf(piece: StringExpr | TemplateExpr): readonly TemplatePart[] {
  if (piece.kind === 'template') return piece.parts;
  return piece.value === '' ? [] : [{ kind: 'text', span: piece.content ?? piece.span, value: piece.value }];
}

function templateParts(node: ConcreteNode, shape: LiteralShape, to: Lowering): TemplatePart[] {
  const parts: TemplatePart[] = [];
  const addText = (start: number, end: number) => {
    if (end <= start) return;
    parts.push({ kind: 'text', span: { start, end }, value: cookTemplateText(to.text.slice(start, end), shape) });
  };
  let from = shape.content.start;
  for (const hole of node.children) {
    if (hole.type !== 'interpolation') continue;
    addText(from, hole.start);
    addSelfDocumentation(hole, to, parts);
    parts.push(lowerHole(hole, to));
    from = hole.end;
  }
  addText(from, shape.content.end);
  return parts;
}

/** `f"{x = }"` prints the expression's own text first. */
function addSelfDocumentation(hole: ConcreteNode, to: Lowering, parts: TemplatePart[]): void {
  const expression = childAt(hole, 0);
  const equals = /^\s*=\s*/.exec(to.text.slice(expression.end, hole.children[1]?.start ?? hole.end));
  if (equals === null) return;
  const span = { start: hole.start + 1, end: expression.end + equals[0].length };
  parts.push({ kind: 'text', span, value: to.text.slice(span.start, span.end) });
}

function lowerHole(hole: ConcreteNode, to: Lowering): TemplateHole {
  const expr = to.expression(childAt(hole, 0));
  const specifier = hole.children.find(child => child.type === 'format_specifier');
  if (specifier === undefined) return { kind: 'hole', span: spanOf(hole), expr };
  for (const nested of specifier.children) {
    const width = to.expression(childAt(nested, 0));
    if (width.kind !== 'name' && width.kind !== 'number') to.stray({ kind: 'expr', span: width.span, expr: width });
  }
  return { kind: 'hole', span: spanOf(hole), expr, format: to.text.slice(specifier.start + 1, specifier.end) };
}

export function lowerNumber(node: ConcreteNode, to: Lowering): NumberExpr {
  const written = to.text.slice(node.start, node.end).replaceAll('_', '');
  return { kind: 'number', span: spanOf(node), value: numberValue(written) };
}

function numberValue(written: string): number {
  if (/^0[0-7]+$/.test(written)) return Number.parseInt(written, 8);
  // Python 2 long integers end in `l`; complex numbers in `j` are not JavaScript numbers.
  return Number(/^0[xX]/.test(written) ? written.replace(/[lL]$/, '') : written.replace(/[lL]$/, '').toLowerCase());
}
