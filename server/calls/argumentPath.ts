/** Reads arguments by the paths a catalogue entry gives. Three outcomes: found, absent, unknown. */
import type { ArgPath } from '../../shared/catalogue/schema.ts';
import { optionsOf, union } from '../resolve/construct.ts';
import type { ArgumentBag, DictSlot, InstanceValue, Location, Value } from '../resolve/values.ts';

export type Reading =
  | {
      readonly state: 'found';
      readonly value: Value;
      readonly at?: Location;
      readonly nameAt?: Location /** Only on some ways through the code. */;
      readonly maybe: boolean;
    }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown'; readonly reason: string };

const ABSENT: Reading = { state: 'absent' };

/** A call's arguments, and those its receiver was made with (nearest first). */
export interface Arguments {
  readonly own: ArgumentBag;
  readonly receiver: readonly ArgumentBag[];
  /** The arguments an object of a library was made with, by name. */
  made(value: InstanceValue): ArgumentBag;
}

/** The first of several paths that is present; unknown when none is but one may be. */
export function readFirst(args: Arguments, paths: readonly ArgPath[] | undefined): Reading {
  let unknown: Reading | undefined;
  for (const path of paths ?? []) {
    const reading = read(args, path);
    if (reading.state === 'found') return reading;
    if (reading.state === 'unknown') unknown ??= reading;
  }
  return unknown ?? ABSENT;
}

export function read(args: Arguments, path: ArgPath): Reading {
  if (path.startsWith('@')) {
    let unknown: Reading | undefined;
    for (const bag of args.receiver) {
      const reading = readBag(bag, segments(path.slice(1)), args);
      if (reading.state === 'found') return reading;
      if (reading.state === 'unknown') unknown ??= reading;
    }
    return unknown ?? ABSENT;
  }
  return readBag(args.own, segments(path), args);
}

const parsed = new Map<string, readonly string[]>();

function segments(path: string): readonly string[] {
  let result = parsed.get(path);
  if (!result) {
    result = path.split('.').flatMap(part => {
      const at = part.indexOf('[');
      return at > 0 ? [part.slice(0, at), part.slice(at)] : [part];
    });
    parsed.set(path, result);
  }
  return result;
}

function readBag(bag: ArgumentBag, path: readonly string[], args: Arguments): Reading {
  const [head, ...rest] = path;
  if (head === undefined) return ABSENT;
  if (/^\d+$/.test(head)) {
    const value = bag.positional[Number(head)];
    if (!value) return bag.open ? { state: 'unknown', reason: bag.open } : ABSENT;
    return rest.length ? readValue(value, rest, args) : found({ value, ...(value.at ? { at: value.at } : {}) });
  }
  const slot = bag.named.get(head);
  if (!slot) return fromSpreads(bag.open, bag.spreads, head, rest, args);
  return rest.length ? readValue(slot.value, rest, args) : found(slot);
}

function fromSpreads(
  open: string | undefined,
  spreads: readonly Value[] | undefined,
  head: string,
  rest: readonly string[],
  args: Arguments,
): Reading {
  for (const spread of spreads ?? []) {
    for (const option of optionsOf(spread)) {
      const value = option.kind === 'dict' ? option.entries.get(head) : undefined;
      if (value) return rest.length ? readValue(value.value, rest, args) : ({ ...found(value), maybe: true } as Reading);
    }
  }
  return open ? { state: 'unknown', reason: open } : ABSENT;
}

function found(slot: DictSlot): Reading {
  return {
    state: 'found',
    value: slot.value,
    maybe: slot.maybe ?? false,
    ...(slot.at ? { at: slot.at } : {}),
    ...(slot.keyAt ? { nameAt: slot.keyAt } : {}),
  };
}

function readValue(value: Value, path: readonly string[], args: Arguments): Reading {
  const [head, ...rest] = path;
  if (head === undefined) return found({ value, ...(value.at ? { at: value.at } : {}) });
  switch (value.kind) {
    case 'constant':
      return ABSENT;
    case 'dict': {
      const slot = value.entries.get(head);
      if (!slot) return fromSpreads(value.open, value.spreads, head, rest, args);
      if (rest.length) return readValue(slot.value, rest, args);
      return found(slot);
    }
    case 'json':
      return readValue(value.of, path, args);
    case 'list': {
      if (head.startsWith('[')) {
        const results = value.items.filter(item => matchesFilter(item, head)).map(item => readValue(item, rest, args));
        const values = results.flatMap(result => (result.state === 'found' ? [result.value] : []));
        if (values.length) return found({ value: union(values) });
        return value.open ? { state: 'unknown', reason: value.open } : (results.find(result => result.state === 'unknown') ?? ABSENT);
      }
      const item = /^\d+$/.test(head) ? value.items[Number(head)] : undefined;
      return item ? readValue(item, rest, args) : ABSENT;
    }
    case 'instance':
      if (value.members.length || value.receiver) return { state: 'unknown', reason: 'a result of a call' };
      return readBag(args.made(value), path, args);
    case 'object':
      return value.args ? readBag(value.args, path, args) : { state: 'unknown', reason: 'an object made elsewhere' };
    case 'union': {
      const results = value.options.map(option => readValue(option, path, args));
      const values = results.flatMap(result => (result.state === 'found' ? [result] : []));
      const [first] = values;
      if (!first) return results.find(result => result.state === 'unknown') ?? ABSENT;
      return { ...first, value: union(values.map(result => result.value)), maybe: values.length < results.length || first.maybe };
    }
    case 'param':
      return { state: 'unknown', reason: `parameter ${[value.name, ...value.members].join('.')}` };
    case 'unknown':
      return { state: 'unknown', reason: value.reason };
    default:
      return { state: 'unknown', reason: 'a value not known' };
  }
}

/** `[role=system]`: items whose `role` is that; `[]`: any. */
function matchesFilter(item: Value, filter: string): boolean {
  const match = /^\[(\w+)=(\w+)\]$/.exec(filter);
  if (!match) return true;
  const [, key = '', wanted] = match;
  const slot = item.kind === 'dict' ? item.entries.get(key) : undefined;
  return slot?.value.kind === 'constant' && slot.value.value === wanted;
}
