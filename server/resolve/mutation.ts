/** Methods that change their object in place; with value semantics they rebind the variable that holds it. */
import { constant, dict, join, list, mergeDicts, NULL, setEntry, unknown } from './construct.ts';
import type { ArgumentBag, DictValue, ListValue, Location, Value } from './values.ts';

/** What the object is afterwards and what the call gives, when it is such a method. */
export function changeInPlace(object: Value, name: string, args: ArgumentBag, inLoop: boolean, at: Location): Change | undefined {
  if (object.kind === 'dict') return changeDict(object, name, args, at);
  if (object.kind === 'param' && APPENDING.has(name) && args.positional.length > 0) {
    // A list handed in: what it held before stays unknown, what is added is known.
    return { after: list(args.positional, { open: `${object.name} may hold more`, ...(inLoop ? { grows: true } : {}) }), result: NULL };
  }
  if (object.kind !== 'list') return undefined;
  const change = changeList(object, name, args);
  if (!change || !inLoop || !GROWING.has(name) || change.after.kind !== 'list') return change;
  return { ...change, after: { ...change.after, grows: true } };
}

const APPENDING = new Set(['append', 'push', 'extend', 'unshift', 'insert']);
const GROWING = new Set(['append', 'push', 'extend', 'insert', 'unshift']);
const MAX_ITEMS = 200;

export interface Change {
  readonly after: Value;
  readonly result: Value;
}

function changeList(object: ListValue, name: string, args: ArgumentBag): Change | undefined {
  const [first, second] = args.positional;
  const { items } = object;
  if (items.length > MAX_ITEMS && GROWING.has(name)) return { after: { ...object, open: object.open ?? 'very many items' }, result: NULL };
  switch (name) {
    case 'append':
      return first ? { after: { ...object, items: [...items, first] }, result: NULL } : undefined;
    case 'push':
      return {
        after: { ...object, items: [...items, ...args.positional], ...(args.open ? { open: object.open ?? args.open } : {}) },
        result: unknown('a length'),
      };
    case 'insert':
      return second && first?.kind === 'constant' && typeof first.value === 'number'
        ? { after: { ...object, items: [...items.slice(0, first.value), second, ...items.slice(first.value)] }, result: NULL }
        : { after: { ...object, open: object.open ?? 'items inserted' }, result: NULL };
    case 'unshift':
      return { after: { ...object, items: [...args.positional, ...items] }, result: unknown('a length') };
    case 'extend':
      return {
        after:
          first?.kind === 'list'
            ? { ...object, items: [...items, ...first.items], ...withOpen(object.open ?? first.open) }
            : { ...object, open: object.open ?? 'extended by a value not known' },
        result: NULL,
      };
    case 'clear':
      return { after: list([]), result: NULL };
    case 'pop':
    case 'shift': {
      const last = name === 'shift' || (first?.kind === 'constant' && first.value === 0) ? items[0] : items.at(-1);
      const rest = name === 'shift' || (first?.kind === 'constant' && first.value === 0) ? items.slice(1) : items.slice(0, -1);
      return { after: { ...object, items: rest }, result: last ?? unknown('an item') };
    }
    case 'remove':
    case 'splice':
    case 'sort':
    case 'reverse':
      return { after: name === 'sort' ? object : { ...object, open: object.open ?? `changed by ${name}` }, result: object };
    default:
      return undefined;
  }
}

function withOpen(open: string | undefined): { open?: string } {
  return open ? { open } : {};
}

function changeDict(object: DictValue, name: string, args: ArgumentBag, at: Location): Change | undefined {
  const [first, second] = args.positional;
  switch (name) {
    case 'update': {
      const named = args.named.size > 0 ? dict(args.named) : undefined;
      let after = first ? mergeDicts(object, first, 'updated with a value not known') : object;
      if (named) after = mergeDicts(after, named);
      return { after, result: NULL };
    }
    case 'setdefault': {
      if (first?.kind !== 'constant') return undefined;
      const key = String(first.value);
      const before = object.entries.get(key);
      if (before && !before.maybe) return { after: object, result: before.value };
      const value = before ? join(before.value, second ?? NULL) : (second ?? NULL);
      return { after: setEntry(object, key, { value, at }), result: value };
    }
    case 'pop':
    case 'delete': {
      if (first?.kind !== 'constant') return undefined;
      const entries = new Map(object.entries);
      entries.delete(String(first.value));
      const result = object.entries.get(String(first.value))?.value ?? second ?? (object.open ? unknown('an entry') : NULL);
      return { after: { ...object, entries }, result: name === 'delete' ? constant(true) : result };
    }
    case 'clear':
      return { after: dict(new Map()), result: NULL };
    default:
      return undefined;
  }
}
