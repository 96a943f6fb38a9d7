/** Templates, lists, dicts and comprehensions. */
import type { ComprehensionExpr, DictExpr, ListExpr, Pattern, TemplateExpr } from '../ir/nodes.ts';
import { concat, dict, list, mergeDicts, unknown } from './construct.ts';
import { labelOf } from './names.ts';
import type { Frame, Run } from './run.ts';
import { Scope } from './scope.ts';
import type { DictSlot, Location, TextPart, Value } from './values.ts';

export function template(run: Run, expr: TemplateExpr, frame: Frame, at: Location): Value {
  const parts: TextPart[] = [];
  for (const part of expr.parts) {
    const partAt = { path: at.path, span: part.span };
    if (part.kind === 'text') parts.push({ kind: 'static', text: part.value, at: partAt });
    else {
      const value = run.evaluate(part.expr, frame);
      const label = labelOf(frame, part.expr.span);
      if (part.format) parts.push({ kind: 'hole', value, label, at: partAt, format: part.format });
      else if (value.kind === 'text') parts.push(...value.parts);
      else parts.push({ kind: 'hole', value, label, at: partAt });
    }
  }
  return concat(parts, at);
}

export function listLiteral(run: Run, expr: ListExpr, frame: Frame, at: Location): Value {
  const items: Value[] = [];
  let open: string | undefined;
  let grows = false;
  for (const item of expr.items) {
    const value = run.evaluate(item.value, frame);
    if (!item.spread) items.push(value);
    else {
      const spread = spreadItems(value);
      items.push(...spread.items);
      grows ||= spread.grows;
      open ??= spread.open && `${labelOf(frame, item.value.span)}: ${spread.open}`;
    }
  }
  return list(items, { at, variant: expr.variant, ...(open ? { open } : {}), ...(grows ? { grows } : {}) });
}

export function spreadItems(value: Value): { items: readonly Value[]; open?: string; grows: boolean } {
  if (value.kind === 'list') return { items: value.items, grows: value.grows ?? false, ...(value.open ? { open: value.open } : {}) };
  if (value.kind === 'constant') return { items: [], grows: false };
  if (value.kind === 'union') {
    // `...(extra ? [extra] : [])`: what may be there is kept as there, and the list is open.
    const lists = value.options.map(spreadItems);
    const longest = lists.reduce((a, b) => (b.items.length > a.items.length ? b : a));
    return { ...longest, open: longest.open ?? 'items added on some paths' };
  }
  return { items: [], open: 'spread of a value not known', grows: false };
}

export function dictLiteral(run: Run, expr: DictExpr, frame: Frame, at: Location): Value {
  let result = dict(new Map<string, DictSlot>(), { at });
  // Entries since the last spread: generated tables have thousands, so they are gathered before they are merged.
  let entries = new Map<string, DictSlot>();
  const flush = () => {
    if (entries.size > 0) result = result.entries.size > 0 || result.spreads ? mergeDicts(result, dict(entries)) : { ...result, entries };
    entries = new Map();
  };
  for (const entry of expr.entries) {
    const value = run.evaluate(entry.value, frame);
    if (entry.kind === 'spread') {
      flush();
      result = mergeDicts(result, value, `${labelOf(frame, entry.value.span)} is spread in`);
      continue;
    }
    const key = entry.key ? run.evaluate(entry.key, frame) : undefined;
    if (key?.kind === 'constant' && key.value !== null) {
      entries.set(String(key.value), {
        value,
        at: { path: at.path, span: entry.span },
        ...(entry.key ? { keyAt: { path: at.path, span: entry.key.span } } : {}),
      });
    } else {
      flush();
      result = {
        ...result,
        open: result.open ?? 'a computed key',
        spreads: [...(result.spreads ?? []), unknown('value under a computed key', [value])],
      };
    }
  }
  flush();
  return { ...result, at };
}

export function comprehension(run: Run, expr: ComprehensionExpr, frame: Frame, at: Location): Value {
  const outerScope = frame.scope;
  const outerLoops = frame.loops;
  frame.scope = new Scope(outerScope);
  const iterables: Value[] = [];
  for (const clause of expr.clauses) {
    const iterable = run.evaluate(clause.iterable, frame);
    iterables.push(iterable);
    bindLocal(run, clause.target, run.element(iterable), frame);
    frame.loops = [...frame.loops, { at, iterable }];
    for (const condition of clause.conditions) run.evaluate(condition, frame);
  }
  const key = expr.key ? run.evaluate(expr.key, frame) : undefined;
  const element = run.evaluate(expr.element, frame);
  frame.scope = outerScope;
  frame.loops = outerLoops;
  if (expr.variant === 'dict')
    return dict(new Map(), { at, open: 'a comprehension', spreads: [unknown('comprehension', key ? [key, element] : [element])] });
  return list([element], { at, variant: expr.variant === 'set' ? 'set' : 'list', open: 'a comprehension' });
}

function bindLocal(run: Run, target: Pattern, value: Value, frame: Frame): void {
  if (target.kind === 'name') frame.scope.names.set(target.name, value);
  else run.bind(target, value, frame);
}
