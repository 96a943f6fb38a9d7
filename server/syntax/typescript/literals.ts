/** Literals and names. */

import type { Expr, NameExpr, Span, StringExpr, TemplateExpr, TemplatePart } from '../../ir/nodes.ts';
import { cookString, cookTemplate, numberValue } from './escapes.ts';
import type { ExprRule, Lowerer } from './lowerer.ts';

export const literalRules: Readonly<Record<string, ExprRule>> = {
  string: lowerString,
  template_string: (lower, node) => lowerTemplate(lower, node, false),
  number: (lower, node) => ({ kind: 'number', span: lower.tree.span(node), value: numberValue(lower.tree.source(node)) }),
  true: (lower, node) => ({ kind: 'boolean', span: lower.tree.span(node), value: true }),
  false: (lower, node) => ({ kind: 'boolean', span: lower.tree.span(node), value: false }),
  null: (lower, node) => ({ kind: 'null', span: lower.tree.span(node) }),
  undefined: (lower, node) => ({ kind: 'null', span: lower.tree.span(node) }),
  regex: (lower, node) => lower.opaque('regex', node),
  identifier: lowerName,
  this: lowerName,
  super: lowerName,
  import: lowerName,
  property_identifier: lowerName,
  private_property_identifier: lowerName,
  shorthand_property_identifier: lowerName,
  type_identifier: lowerName,
  meta_property: lowerMetaProperty,
};

export function lowerName(lower: Lowerer, node: number): NameExpr {
  return { kind: 'name', span: lower.tree.span(node), name: lower.tree.source(node) };
}

/** `import.meta` is a member of the name `import`; `new.target` has no word in the tree. */
function lowerMetaProperty(lower: Lowerer, node: number): Expr {
  const { tree } = lower;
  const span = tree.span(node);
  if (!tree.source(node).startsWith('import')) return lower.opaque('new.target', node);
  const object: NameExpr = { kind: 'name', span: { start: span.start, end: span.start + 6 }, name: 'import' };
  return { kind: 'member', span, object, property: 'meta', propertySpan: { start: span.end - 4, end: span.end } };
}

export function lowerString(lower: Lowerer, node: number): StringExpr {
  const span = lower.tree.span(node);
  const content = betweenQuotes(lower.tree.text, span);
  return { kind: 'string', span, value: cookString(lower.tree.text.slice(content.start, content.end)), content };
}

/** A template without holes is a string, unless it is a tag's argument. */
export function lowerTemplate(lower: Lowerer, node: number, tagged: boolean): StringExpr | TemplateExpr {
  const { tree } = lower;
  const span = tree.span(node);
  const content = betweenQuotes(tree.text, span);
  const parts: TemplatePart[] = [];
  let from = content.start;
  const addText = (end: number) => {
    if (end > from) parts.push({ kind: 'text', span: { start: from, end }, value: cookTemplate(tree.text.slice(from, end)) });
  };
  for (let child = tree.first(node); child !== 0; child = tree.next(child)) {
    if (tree.type(child) !== 'template_substitution') continue;
    addText(tree.start(child));
    parts.push({ kind: 'hole', span: tree.span(child), expr: lower.firstExpr(child) });
    from = tree.end(child);
  }
  if (parts.length > 0 || tagged) {
    addText(content.end);
    return { kind: 'template', span, parts, content };
  }
  return { kind: 'string', span, value: cookTemplate(tree.text.slice(content.start, content.end)), content };
}

/** A broken literal may lack its closing quote. */
function betweenQuotes(text: string, span: Span): Span {
  const start = Math.min(span.start + 1, span.end);
  const closed = span.end > start && text[span.end - 1] === text[span.start];
  return { start, end: closed ? span.end - 1 : span.end };
}
