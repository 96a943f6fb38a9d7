/** What must hold of any lowered tree. */

import assert from 'node:assert/strict';
import type { Tree } from 'web-tree-sitter';
import type { Module, Span } from '../../../../server/ir/nodes.ts';

interface Visit {
  readonly value: object;
  readonly parent: Span;
}

function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && 'start' in value && 'end' in value;
}

/** Every span lies inside the text and inside the span of the node it belongs to. */
export function assertSpansNest(module: Module): void {
  const whole = { start: 0, end: module.text.length };
  const pending: Visit[] = [module.body, module.comments, module.syntaxErrors].map(value => ({ value, parent: whole }));
  for (let visit = pending.pop(); visit; visit = pending.pop()) {
    const { value, parent } = visit;
    const own = 'span' in value && isSpan(value.span) ? value.span : parent;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner !== 'object' || inner === null) continue;
      if (!isSpan(inner)) pending.push({ value: inner, parent: own });
      else {
        const outer = key === 'span' ? parent : own;
        const inside = outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end;
        assert.ok(
          inside,
          `${key} ${inner.start}-${inner.end} of ${JSON.stringify(value).slice(0, 300)} outside ${outer.start}-${outer.end}`,
        );
      }
    }
  }
}

/** Where only types stand. */
const TYPES = new Set(['type_annotation', 'type_arguments', 'type_alias_declaration', 'interface_declaration', 'ambient_declaration']);

/** Where each call in the parser's tree ends, apart from those of the type checker. */
export function writtenCallEnds(tree: Tree): number[] {
  const found: number[] = [];
  const pending = [tree.rootNode];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (TYPES.has(node.type)) continue;
    if (node.type === 'call_expression' || (node.type === 'new_expression' && node.isNamed)) found.push(node.endIndex);
    pending.push(...node.namedChildren);
  }
  return found.sort((a, b) => a - b);
}

/** The spans of the calls in the lowered tree. */
export function callSpans(module: Module): Span[] {
  const found: Span[] = [];
  const pending: object[] = [module.body];
  for (let value = pending.pop(); value; value = pending.pop()) {
    if ('kind' in value && value.kind === 'call' && 'span' in value && isSpan(value.span)) found.push(value.span);
    for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) pending.push(inner);
  }
  return found;
}

/** Where each call in the lowered tree ends. */
export function callEnds(module: Module): number[] {
  return callSpans(module)
    .map(span => span.end)
    .sort((a, b) => a - b);
}
