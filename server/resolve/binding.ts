/** Assignment: to names, attributes, items and patterns of them. */
import type { Expr, Pattern, Span } from '../ir/nodes.ts';
import { constant, dict, join, list, mapOptions, mergeDicts, NULL, optionsOf, setEntry, unknown } from './construct.ts';
import type { Frame, Run } from './run.ts';
import type { Value } from './values.ts';

export function bind(run: Run, target: Pattern, value: Value, frame: Frame): void {
  switch (target.kind) {
    case 'name':
      frame.scope.set(target.name, value, frame.state.module.language === 'typescript');
      return;
    case 'member': {
      if (
        target.object.kind === 'name' &&
        (target.object.name === 'self' || target.object.name === 'this' || target.object.name === 'cls')
      ) {
        frame.scope.names.set(`\0self.${target.property}`, value);
        if (frame.cls && !frame.silent) run.recordAttribute(frame.cls.cls, target.property, value);
        return;
      }
      if (target.object.kind === 'name' && target.object.name === 'exports') {
        exportCommon(frame, target.property, value);
        return;
      }
      if (target.object.kind === 'name' && target.object.name === 'module' && target.property === 'exports') {
        frame.state.scope.names.set('\0module.exports', value);
        return;
      }
      const object = run.evaluate(target.object, frame);
      if (object.kind === 'external' && object.path === 'module.exports') exportCommon(frame, target.property, value);
      else setSlot(run, target.object, object, target.property, value, target.span, target.propertySpan, frame);
      return;
    }
    case 'index': {
      const object = run.evaluate(target.object, frame);
      const key = run.evaluate(target.index, frame);
      if (key.kind === 'constant' && typeof key.value === 'string')
        setSlot(run, target.object, object, key.value, value, target.span, target.index.span, frame);
      else if (object.kind === 'list' && key.kind === 'constant' && typeof key.value === 'number') {
        const items = [...object.items];
        const at = key.value < 0 ? items.length + key.value : key.value;
        if (at >= 0 && at < items.length) items[at] = value;
        rebind(run, target.object, list(items, object), frame);
      } else if (object.kind === 'dict') rebind(run, target.object, { ...object, open: object.open ?? 'a computed key' }, frame);
      return;
    }
    case 'listPattern': {
      target.items.forEach((item, position) => {
        const picked = item.rest
          ? value.kind === 'list'
            ? list(value.items.slice(position), value)
            : unknown('the rest', [value])
          : run.index(value, constant(position));
        bind(run, item.target, item.default ? withDefault(picked, run.evaluate(item.default, frame)) : picked, frame);
      });
      return;
    }
    case 'dictPattern': {
      const taken = target.entries.flatMap(entry => (entry.key ? [entry.key] : []));
      for (const entry of target.entries) {
        let picked: Value;
        if (entry.rest) picked = withoutKeys(value, taken);
        else if (entry.key !== undefined) picked = run.member(value, entry.key);
        else picked = unknown('a computed key', [value]);
        bind(run, entry.target, entry.default ? withDefault(picked, run.evaluate(entry.default, frame)) : picked, frame);
      }
      return;
    }
    case 'opaque':
      return;
  }
}

function exportCommon(frame: Frame, name: string, value: Value): void {
  const before = frame.state.scope.get('\0module.exports');
  frame.state.scope.names.set('\0module.exports', setEntry(before?.kind === 'dict' ? before : dict(new Map()), name, { value }));
}

function setSlot(run: Run, holder: Expr, object: Value, key: string, value: Value, span: Span, keySpan: Span, frame: Frame): void {
  const path = frame.state.module.path;
  const slot = { value, at: { path, span }, keyAt: { path, span: keySpan } };
  if (object.kind === 'dict') rebind(run, holder, setEntry(object, key, slot), frame);
  else if (object.kind === 'param' || object.kind === 'unknown') {
    // A dict handed in: its other entries stay unknown.
    rebind(run, holder, dict(new Map([[key, slot]]), { open: 'built elsewhere', spreads: [object] }), frame);
  } else if (object.kind === 'object') run.recordAttribute(object.cls.cls, key, value);
  else if (object.kind === 'instance' && object.members.length === 0) {
    rebind(run, holder, { ...object, args: { ...object.args, named: new Map(object.args.named).set(key, slot) } }, frame);
  } else if (object.kind === 'union') {
    const dicts = optionsOf(object).filter(option => option.kind === 'dict');
    if (dicts.length)
      rebind(
        run,
        holder,
        mapOptions(object, option => (option.kind === 'dict' ? setEntry(option, key, slot) : option)),
        frame,
      );
  }
}

function rebind(run: Run, holder: Expr, value: Value, frame: Frame): void {
  if (holder.kind === 'name' || holder.kind === 'member' || holder.kind === 'index') bind(run, holder, value, frame);
}

function withDefault(value: Value, fallback: Value): Value {
  if (value.kind === 'constant' && value.value === null) return fallback;
  if (value.kind === 'param' && !value.default) return { ...value, default: fallback };
  if (value.kind === 'unknown') return join(value, fallback);
  return value;
}

function withoutKeys(value: Value, keys: readonly string[]): Value {
  if (value.kind === 'dict') {
    const entries = new Map(value.entries);
    for (const key of keys) entries.delete(key);
    return { ...value, entries };
  }
  if (value.kind === 'constant') return NULL;
  return mergeDicts(dict(new Map()), value, 'the rest of a value');
}
