/** Puts a caller's arguments in the place of a function's parameters. */
import type { FunctionNode } from '../ir/nodes.ts';
import { concat, dict, list, mergeDicts, optionsOf, union, unknown } from './construct.ts';
import type { Bindings, Run } from './run.ts';
import type { ArgumentBag, DictSlot, DictValue, InstanceValue, Location, TextPart, Value } from './values.ts';

const MAX_DEPTH = 40;
const NOWHERE: Location = { path: '', span: { start: 0, end: 0 } };

type Functions = ReadonlySet<FunctionNode>;

const NONE: Functions = new Set();

/** By run, because a map that forgets its keys is slow where there are many: the collector looks through it each time. */
const free = new WeakMap<Run, Map<Value, Functions>>();

/** The functions whose parameters are left in a value. */
function freeParams(value: Value, known: Map<Value, Functions>): Functions {
  if (value.kind === 'constant' || value.kind === 'external' || value.kind === 'module' || value.kind === 'class') return NONE;
  const before = known.get(value);
  if (before) return before;
  known.set(value, NONE);
  let result: Functions = value.kind === 'param' ? new Set([value.fn]) : NONE;
  for (const child of childrenOf(value)) {
    const more = freeParams(child, known);
    if (more === NONE || more === result) continue;
    result = result === NONE ? more : new Set([...result, ...more]);
  }
  known.set(value, result);
  return result;
}

/** Larger values are not followed: code that doubles a value at each step would make one of any size. */
const MAX_WEIGHT = 20_000;

/** The parts of a value, each counted as often as it occurs. `weights` are those of parts that were counted already. */
function weightOf(value: Value, weights: Map<Value, number>): number {
  if (value.kind === 'constant' || value.kind === 'external' || value.kind === 'module' || value.kind === 'class') return 1;
  const known = weights.get(value);
  if (known !== undefined) return known;
  weights.set(value, 1);
  let weight = 1;
  for (const child of childrenOf(value)) weight += weightOf(child, weights);
  weights.set(value, weight);
  return weight;
}

/** Most values have fewer parts: they are counted without a note of each. */
const SMALL_WEIGHT = 200;

/** What is kept of a value that is too large: enough for the frame of a prompt, with its small holes. */
const CUT_WEIGHT = 2_000;

/** A value, or as much of it as can be followed. */
export function bounded(value: Value): Value {
  if (partsLeft(value, SMALL_WEIGHT) >= 0) return value;
  const weights = new Map<Value, number>();
  return weightOf(value, weights) <= MAX_WEIGHT ? value : cut(value, CUT_WEIGHT, weights);
}

/** The outer structure of a value; parts that take more than an even share of the room are not followed. */
function cut(value: Value, room: number, weights: Map<Value, number>): Value {
  if (weightOf(value, weights) <= room) return value;
  const share = (parts: number) => Math.floor((room - 1) / Math.max(parts, 1));
  if (value.kind === 'dict' && value.entries.size < room) {
    const each = share(value.entries.size);
    const entries = new Map([...value.entries].map(([key, slot]) => [key, { ...slot, value: cut(slot.value, each, weights) }] as const));
    const { spreads, ...rest } = value;
    return { ...rest, entries, ...(spreads ? { open: value.open ?? 'a value too large to follow' } : {}) };
  }
  if (value.kind === 'text' && value.parts.length < room) {
    const each = share(value.parts.length);
    return { ...value, parts: value.parts.map(part => (part.kind === 'hole' ? { ...part, value: cut(part.value, each, weights) } : part)) };
  }
  if (value.kind === 'list' && value.items.length < room) {
    const each = share(value.items.length);
    return { ...value, items: value.items.map(item => cut(item, each, weights)) };
  }
  if (value.kind === 'unknown' && value.from && value.from.length < room) {
    const each = share(value.from.length);
    return { ...value, from: value.from.map(source => cut(source, each, weights)) };
  }
  return unknown('a value too large to follow', undefined, value.at);
}

/** What is left of so many parts after those of a value; negative when it has more. */
function partsLeft(value: Value, parts: number): number {
  let left = parts - 1;
  if (left < 0 || value.kind === 'constant') return left;
  for (const child of childrenOf(value)) {
    left = partsLeft(child, left);
    if (left < 0) break;
  }
  return left;
}

function touches(run: Run, value: Value, bindings: Bindings): boolean {
  let known = free.get(run);
  if (!known) {
    known = new Map();
    free.set(run, known);
  }
  for (const fn of freeParams(value, known)) if (bindings.has(fn)) return true;
  return false;
}

function childrenOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'text':
      return value.parts.flatMap(part => (part.kind === 'hole' ? [part.value] : []));
    case 'list':
      return value.items;
    case 'dict':
      return [...[...value.entries.values()].map(slot => slot.value), ...(value.spreads ?? [])];
    case 'json':
      return [value.of];
    case 'instance':
      return [...bagValues(value.args), ...(value.receiver ? [value.receiver] : [])];
    case 'object':
      return value.args ? bagValues(value.args) : [];
    case 'function':
      return value.self ? [value.self] : [];
    case 'pipeline':
      return value.steps;
    case 'union':
      return value.options;
    case 'unknown':
      return value.from ?? [];
    default:
      return [];
  }
}

function bagValues(bag: ArgumentBag): readonly Value[] {
  return [...bag.positional, ...[...bag.named.values()].map(slot => slot.value), ...(bag.spreads ?? [])];
}

/** Values already replaced, by bindings: values share structure, and so does the work. */
const done = new WeakMap<Bindings, Map<Value, Value>>();

export function substitute(run: Run, value: Value, bindings: Bindings, depth = 0): Value {
  if (bindings.size === 0 || depth > MAX_DEPTH || !touches(run, value, bindings)) return value;
  let memo = done.get(bindings);
  if (!memo) {
    memo = new Map();
    done.set(bindings, memo);
  }
  const known = memo.get(value);
  if (known) return known;
  const replaced = replace(run, value, bindings, depth);
  const result = depth === 0 ? bounded(replaced) : replaced;
  memo.set(value, result);
  return result;
}

function replace(run: Run, value: Value, bindings: Bindings, depth: number): Value {
  const next = (inner: Value) => substitute(run, inner, bindings, depth + 1);
  switch (value.kind) {
    case 'param': {
      const bound = bindings.get(value.fn)?.get(value.name);
      if (bound === undefined) {
        if (!bindings.has(value.fn)) return value;
        return value.default ? value.members.reduce<Value>((object, name) => run.member(object, name), value.default) : value;
      }
      if (bound === value) return value;
      return value.members.reduce<Value>((object, name) => readMember(run, object, name), bound);
    }
    case 'text':
      return concat(
        value.parts.map((part): TextPart => (part.kind === 'hole' ? { ...part, value: next(part.value) } : part)),
        value.at,
      );
    case 'list':
      return list(value.items.map(next), value);
    case 'dict':
      return substituteDict(value, next);
    case 'json':
      return { ...value, of: next(value.of) };
    case 'instance':
      return substituteInstance(run, value, next);
    case 'object':
      return value.args ? { ...value, args: substituteBag(value.args, next) } : value;
    case 'function':
      return value.self ? { ...value, self: next(value.self) } : value;
    case 'pipeline':
      return { ...value, steps: value.steps.map(next) };
    case 'union':
      return union(value.options.map(next));
    case 'unknown':
      return value.from ? { ...value, from: value.from.map(next) } : value;
    default:
      return value;
  }
}

function readMember(run: Run, object: Value, name: string): Value {
  if (name === '[]') return run.element(object);
  const item = /^\[(-?\d+)\]$/.exec(name);
  return item ? run.index(object, { kind: 'constant', value: Number(item[1]) }) : run.member(object, name);
}

function substituteDict(value: DictValue, next: (inner: Value) => Value): Value {
  const entries = new Map<string, DictSlot>();
  for (const [key, slot] of value.entries) entries.set(key, { ...slot, value: next(slot.value) });
  const spreads = value.spreads?.map(next) ?? [];
  // Entries written beside the spread win over it; spreads that became known are merged below them.
  let base = dict(new Map<string, DictSlot>(), value.at ? { at: value.at } : {});
  let open: string | undefined;
  const left: Value[] = [];
  for (const spread of spreads) {
    if (spread.kind === 'dict') base = mergeDicts(base, spread);
    else if (spread.kind !== 'constant') {
      left.push(spread);
      open = value.open ?? 'a spread value';
    }
  }
  if (!value.spreads?.length) open = value.open;
  const merged = mergeDicts(base, dict(entries));
  const stillOpen = open ?? merged.open;
  const rest = [...(merged.spreads ?? []), ...left];
  return dict(merged.entries, {
    ...(value.at ? { at: value.at } : {}),
    ...(stillOpen ? { open: stillOpen } : {}),
    ...(rest.length ? { spreads: rest } : {}),
  });
}

function substituteInstance(run: Run, value: InstanceValue, next: (inner: Value) => Value): Value {
  const args = substituteBag(value.args, next);
  if (!value.receiver) {
    // A function of the language may say more, now that its arguments are known.
    const again = run.call({ kind: 'external', path: value.of }, args, value.at ?? NOWHERE);
    return again.kind === 'instance'
      ? { ...value, args }
      : value.members.reduce<Value>((object, name) => readMember(run, object, name), again);
  }
  const receiver = next(value.receiver);
  if (receiver.kind === 'instance' || receiver.kind === 'param' || receiver.kind === 'external') return { ...value, args, receiver };
  if (receiver.kind === 'unknown') return unknown('a result of a value not known', [receiver, ...bagValues(args)], value.at);
  // A method of a text, list or dict, now that it is one.
  const plain = optionsOf(receiver).map(option => run.plainMethod(option, value.of, args, value.at ?? NOWHERE));
  if (plain.every(result => result !== undefined))
    return value.members.reduce<Value>((object, name) => readMember(run, object, name), union(plain));
  const method =
    value.of === '()' ? receiver : value.of.split('.').reduce<Value>((object, name) => readMember(run, object, name), receiver);
  const result = run.call(method, args, value.at ?? NOWHERE);
  return value.members.reduce<Value>((object, name) => readMember(run, object, name), result);
}

export function substituteBag(bag: ArgumentBag, next: (inner: Value) => Value): ArgumentBag {
  const filled = substituteDict(
    dict(bag.named, { ...(bag.open ? { open: bag.open } : {}), ...(bag.spreads ? { spreads: bag.spreads } : {}) }),
    next,
  );
  if (filled.kind !== 'dict') return bag;
  return {
    positional: bag.positional.map(next),
    named: filled.entries,
    ...(filled.open ? { open: filled.open } : {}),
    ...(filled.spreads ? { spreads: filled.spreads } : {}),
  };
}
