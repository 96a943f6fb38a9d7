/** Names, and how the source spells an expression. */
import type { Expr, Span } from '../ir/nodes.ts';
import { constant } from './construct.ts';
import type { Frame } from './run.ts';
import type { Location, Value } from './values.ts';

const MAX_LABEL = 60;

export function labelOf(frame: Frame, span: Span): string {
  const text = frame.state.module.text.slice(span.start, span.end).replace(/\s+/g, ' ');
  return text.length > MAX_LABEL ? `${text.slice(0, MAX_LABEL - 1)}…` : text;
}

/** Labels are cut from the source only where they are shown. */
export function spanLabel(frame: Frame, span: Span): () => string {
  return () => labelOf(frame, span);
}

export function nameValue(id: string, frame: Frame, at: Location): Value {
  if (id === 'this' && frame.self) return frame.self;
  const value = frame.scope.get(id) ?? later(frame, id);
  if (value) return value;
  return { kind: 'external', path: id, at };
}

/** A notebook's cells may have run in another order: a name that only a later cell gives a literal. */
function later(frame: Frame, id: string): Value | undefined {
  const { module } = frame.state;
  if (module.language !== 'python') return undefined;
  for (const statement of module.body) {
    if (statement.kind !== 'assign' || statement.target.kind !== 'name' || statement.target.name !== id || statement.op) continue;
    const { value } = statement;
    if (value?.kind === 'string' || value?.kind === 'number') return constant(value.value, { path: module.path, span: value.span });
  }
  return undefined;
}

/** `self.x` as this function has set it, before what the class says of it. */
export function ownAttribute(object: Expr, property: string, frame: Frame): Value | undefined {
  if (object.kind !== 'name' || (object.name !== 'self' && object.name !== 'this' && object.name !== 'cls')) return undefined;
  return frame.scope.get(`\0self.${property}`);
}
