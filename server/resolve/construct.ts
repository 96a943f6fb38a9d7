/** Building values: each function keeps the invariants stated in `values.ts`. */
import type {
  ArgumentBag,
  ConstantValue,
  DictSlot,
  DictValue,
  ListValue,
  Location,
  TextPart,
  UnionValue,
  UnknownValue,
  Value,
} from './values.ts';

/** More alternatives than this are no longer worth telling apart. */
const MAX_OPTIONS = 8;
const MAX_TEXT_PARTS = 400;
/** Characters; more than any model's window holds. */
const MAX_TEXT = 20_000_000;

export const NULL: ConstantValue = { kind: 'constant', value: null };
export const NO_ARGUMENTS: ArgumentBag = { positional: [], named: new Map() };

export function constant(value: ConstantValue['value'], at?: Location): ConstantValue {
  return at ? { kind: 'constant', value, at } : { kind: 'constant', value };
}

export function unknown(reason: string, from?: readonly Value[], at?: Location): UnknownValue {
  return { kind: 'unknown', reason, ...(from?.length ? { from } : {}), ...(at ? { at } : {}) };
}

export function list(items: readonly Value[], more: Partial<Omit<ListValue, 'kind' | 'items'>> = {}): ListValue {
  return { ...more, kind: 'list', items };
}

export function dict(entries: ReadonlyMap<string, DictSlot>, more: Partial<Omit<DictValue, 'kind' | 'entries'>> = {}): DictValue {
  return { ...more, kind: 'dict', entries };
}

/** One of several values; flattened, without repetitions. */
export function union(values: readonly Value[]): Value {
  const options: Value[] = [];
  for (const value of values) {
    for (const option of value.kind === 'union' ? value.options : [value]) {
      if (!options.some(known => same(known, option))) options.push(option);
    }
  }
  const [only] = options;
  if (options.length === 1 && only) return only;
  if (options.length > MAX_OPTIONS) return unknown('one of many values', options.slice(0, MAX_OPTIONS));
  return { kind: 'union', options } satisfies UnionValue;
}

function same(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind === 'constant' && b.kind === 'constant') return a.value === b.value;
  if (a.kind === 'external' && b.kind === 'external') return a.path === b.path;
  if (a.kind === 'unknown' && b.kind === 'unknown') return a.reason === b.reason && !a.from && !b.from;
  if (a.kind === 'param' && b.kind === 'param') return a.fn === b.fn && a.name === b.name && a.members.join() === b.members.join();
  if (a.kind === 'instance' && b.kind === 'instance') return a.of === b.of && a.args === b.args && a.members.join() === b.members.join();
  if (a.kind === 'class' && b.kind === 'class') return a.cls === b.cls;
  if (a.kind === 'function' && b.kind === 'function') return a.fn === b.fn;
  if (a.kind === 'object' && b.kind === 'object') return a.cls.cls === b.cls.cls && a.args === b.args;
  return false;
}

/** The alternatives a value stands for. */
export function optionsOf(value: Value): readonly Value[] {
  return value.kind === 'union' ? value.options : [value];
}

export function mapOptions(value: Value, map: (option: Value) => Value): Value {
  return value.kind === 'union' ? union(value.options.map(map)) : map(value);
}

/** Strings joined; a constant where everything is known. */
export function concat(parts: readonly TextPart[], at?: Location): Value {
  const flat: TextPart[] = [];
  for (const part of parts) for (const piece of flatten(part)) pushPart(flat, piece);
  if (flat.reduce((sum, part) => sum + (part.kind === 'static' ? part.text.length : 0), 0) > MAX_TEXT)
    return unknown('a very long text', undefined, at);
  if (flat.length > MAX_TEXT_PARTS) return unknown('text of too many pieces', holesOf(flat).slice(0, 20), at);
  if (flat.every(part => part.kind === 'static')) {
    return constant(flat.map(part => (part.kind === 'static' ? part.text : '')).join(''), at ?? flat[0]?.at);
  }
  return { kind: 'text', parts: flat, ...(at ? { at } : {}) };
}

function flatten(part: TextPart): readonly TextPart[] {
  if (part.kind === 'static') return part.text === '' ? [] : [part];
  const { value } = part;
  if (value.kind === 'text') return value.parts;
  if (value.kind === 'constant' && !part.format) {
    const text = value.value === null ? 'None' : String(value.value);
    return text === '' ? [] : [{ kind: 'static', text, ...located(value.at ?? part.at) }];
  }
  return [part];
}

function pushPart(parts: TextPart[], part: TextPart): void {
  parts.push(part);
}

function located(at: Location | undefined): { at?: Location } {
  return at ? { at } : {};
}

function holesOf(parts: readonly TextPart[]): Value[] {
  return parts.flatMap(part => (part.kind === 'hole' ? [part.value] : []));
}

/** A value as text parts; `label` names it where it is not known. */
export function asText(value: Value, label: string, at?: Location): readonly TextPart[] {
  if (value.kind === 'text') return value.parts;
  if (value.kind === 'constant')
    return [{ kind: 'static', text: value.value === null ? '' : String(value.value), ...located(value.at ?? at) }];
  return [{ kind: 'hole', value, label: nameOf(value) ?? label, ...located(at) }];
}

function nameOf(value: Value): string | undefined {
  return value.kind === 'param' ? [value.name, ...value.members].join('.').replace(/^#\d+\.?/, '') || undefined : undefined;
}

/** Later entries win; an unresolved spread leaves the dict open. */
export function mergeDicts(base: DictValue, over: Value, reason = 'a spread value'): DictValue {
  if (over.kind === 'dict') {
    const entries = new Map(base.entries);
    for (const [key, slot] of over.entries) {
      const before = entries.get(key);
      entries.set(key, slot.maybe && before ? { ...slot, value: union([before.value, slot.value]), maybe: before.maybe ?? false } : slot);
    }
    const open = base.open ?? over.open;
    const spreads = [...(base.spreads ?? []), ...(over.spreads ?? [])];
    return dict(entries, { ...located(base.at), ...(open ? { open } : {}), ...(spreads.length ? { spreads } : {}) });
  }
  if (over.kind === 'constant') return base;
  if (over.kind === 'union') {
    let merged = base;
    for (const option of over.options) {
      if (option.kind === 'dict') merged = mergeDicts(merged, maybeDict(option));
      else if (option.kind !== 'constant') merged = mergeDicts(merged, option, reason);
    }
    return merged;
  }
  return dict(base.entries, { ...located(base.at), open: base.open ?? reason, spreads: [...(base.spreads ?? []), over] });
}

function maybeDict(value: DictValue): DictValue {
  const entries = new Map<string, DictSlot>();
  for (const [key, slot] of value.entries) entries.set(key, { ...slot, maybe: true });
  return dict(entries, { ...(value.open ? { open: value.open } : {}), ...(value.spreads ? { spreads: value.spreads } : {}) });
}

export function setEntry(base: DictValue, key: string, slot: DictSlot): DictValue {
  return { ...base, entries: new Map(base.entries).set(key, slot) };
}

/** What a variable may hold after two ways through the code. */
export function join(a: Value | undefined, b: Value | undefined): Value {
  if (a === b && a) return a;
  if (!a || !b) return (a ?? b) as Value;
  if (a.kind === 'dict' && b.kind === 'dict') return joinDicts(a, b);
  if (a.kind === 'list' && b.kind === 'list') return joinLists(a, b);
  return union([a, b]);
}

function joinDicts(a: DictValue, b: DictValue): DictValue {
  const entries = new Map<string, DictSlot>();
  for (const key of new Set([...a.entries.keys(), ...b.entries.keys()])) {
    const left = a.entries.get(key);
    const right = b.entries.get(key);
    if (left === right && left) entries.set(key, left);
    else if (left && right) {
      const maybe = left.maybe || right.maybe;
      entries.set(key, { ...left, value: join(left.value, right.value), ...(maybe ? { maybe } : {}) });
    } else entries.set(key, { ...(left ?? (right as DictSlot)), maybe: true });
  }
  const open = a.open ?? b.open;
  const spreads = [...new Set([...(a.spreads ?? []), ...(b.spreads ?? [])])];
  return dict(entries, { ...located(a.at ?? b.at), ...(open ? { open } : {}), ...(spreads.length ? { spreads } : {}) });
}

/** Items are joined in pairs: code changes an item in place far more often than it builds two unrelated lists. */
function joinLists(a: ListValue, b: ListValue): Value {
  const [short, long] = a.items.length <= b.items.length ? [a, b] : [b, a];
  const comparable = short.items.every((item, index) => item === long.items[index] || item.kind === (long.items[index] as Value).kind);
  if (!comparable) return union([a, b]);
  const items = long.items.map((item, index) => (index < short.items.length ? join(short.items[index], item) : item));
  const open = a.open ?? b.open ?? (short.items.length < long.items.length ? 'items added on some paths' : undefined);
  const grows = a.grows || b.grows;
  return list(items, {
    ...located(a.at),
    ...(long.variant ? { variant: long.variant } : {}),
    ...(open ? { open } : {}),
    ...(grows ? { grows } : {}),
  });
}
