/** Reading members and items of values, and what methods of plain values give. */
import { constant, dict, list, mapOptions, mergeDicts, NULL, union, unknown } from './construct.ts';
import type { Run } from './run.ts';
import { joinItems, stringMethod } from './strings.ts';
import type { ArgumentBag, DictValue, ListValue, Location, Value } from './values.ts';

export function member(run: Run, object: Value, name: string, at?: Location): Value {
  switch (object.kind) {
    case 'union':
      return mapOptions(object, option => member(run, option, name, at));
    case 'external':
      return { kind: 'external', path: `${object.path}.${name}`, ...(at ? { at } : {}) };
    case 'instance':
      return { ...object, members: [...object.members, name] };
    case 'param': {
      if (object.declared && object.members.length === 0) {
        const value = run.member(object.declared, name, at);
        // A setting of an object handed in: what its class says is only its default.
        return value.kind === 'constant' || value.kind === 'text' ? { ...object, members: [name], default: value } : value;
      }
      return { ...object, members: [...object.members, name] };
    }
    case 'module':
      return run.exported(object.path, name);
    case 'object': {
      const own = object.args?.named.get(name);
      const value = run.classMember(object.cls, name);
      if (own && value?.kind !== 'function' && !hasConstructor(run, object.cls)) return own.value;
      if (value === undefined) return unknown(`attribute ${name}`, undefined, at);
      if (value.kind === 'function') return { ...value, self: object };
      const attribute = run.substitute(value, run.constructorBindings(object));
      // Made from values not in sight (`Config(**settings)`): what the class says is only its default.
      const isDefault = object.args?.open !== undefined && (attribute.kind === 'constant' || isFieldDeclaration(attribute));
      return isDefault ? union([declaredDefault(attribute), unknown(`${name} may be set: ${object.args?.open}`)]) : attribute;
    }
    case 'class': {
      const value = run.classMember(object, name);
      // `Config.from_env()` makes a `Config` even where a class above defines it.
      if (value?.kind === 'function' && value.self?.kind === 'class') return { ...value, self: object };
      return value ?? unknown(`attribute ${name}`, undefined, at);
    }
    case 'dict': {
      const slot = object.entries.get(name);
      if (slot) return slot.maybe ? union([slot.value, NULL]) : slot.value;
      if (object.spreads?.length)
        return union(object.spreads.map(spread => (spread.kind === 'dict' ? unknown(`entry ${name}`) : member(run, spread, name, at))));
      return object.open ? unknown(`entry ${name}: ${object.open}`, undefined, at) : unknown(`entry ${name}`, undefined, at);
    }
    case 'constant':
      // A member of an enum is its value here.
      return name === 'value' ? object : unknown(`${name} of a value`, [object], at);
    case 'function':
      return name === 'fn' || name === 'delay' || name === 'remote' ? object : unknown(`attribute ${name} of a function`);
    case 'pipeline':
      return { kind: 'instance', of: 'pipeline', args: { positional: [object], named: new Map() }, members: [name] };
    default:
      return unknown(`${name} of a value`, [object], at);
  }
}

/** `Field(default=...)` of pydantic, `field(default=...)` of dataclasses. */
function isFieldDeclaration(value: Value): boolean {
  return value.kind === 'instance' && /(^|\.)[Ff]ield$/.test(value.of);
}

/** The value a field has when nobody sets it, where it is written down. */
function declaredDefault(value: Value): Value {
  if (value.kind !== 'instance' || !isFieldDeclaration(value)) return value;
  return value.args.named.get('default')?.value ?? value.args.positional[0] ?? value;
}

function hasConstructor(run: Run, cls: Parameters<Run['classMember']>[0]): boolean {
  return run.classMember(cls, '__init__')?.kind === 'function' || run.classMember(cls, 'constructor')?.kind === 'function';
}

export function index(run: Run, object: Value, key: Value, at?: Location): Value {
  if (object.kind === 'union') return mapOptions(object, option => index(run, option, key, at));
  if (key.kind === 'union') return mapOptions(key, option => index(run, object, option, at));
  const constantKey = key.kind === 'constant' ? key.value : undefined;
  if (object.kind === 'list') {
    if (typeof constantKey === 'number') {
      const item = object.items.at(constantKey);
      if (item && (!object.open || constantKey >= 0)) return item;
    }
    return key.kind === 'unknown' && key.reason === 'slice'
      ? list(object.items, { ...object, open: object.open ?? 'a slice' })
      : element(object);
  }
  if (typeof constantKey === 'string') return member(run, object, constantKey, at);
  // `Agent[Context]`: a generic class is the class.
  if (object.kind === 'external' || object.kind === 'class') return object;
  if (object.kind === 'dict' && !object.open && object.entries.size > 0) {
    const values = [...object.entries.values()].map(slot => slot.value);
    return key.kind === 'constant' ? (object.entries.get(String(key.value))?.value ?? unknown('an entry')) : withKey(union(values), key);
  }
  if (object.kind === 'instance' || object.kind === 'param')
    return { ...object, members: [...object.members, typeof constantKey === 'number' ? `[${constantKey}]` : '[]'] };
  if (object.kind === 'text' || object.kind === 'constant') return unknown('part of a text', [object], at);
  return unknown('an item', [object], at);
}

/** One of the entries of a table, chosen by a key that is not known. */
function withKey(value: Value, key: Value): Value {
  return value.kind === 'union' ? value : union([value, unknown('an entry of a table', [key])]);
}

/** What a loop variable holds. */
export function element(iterable: Value): Value {
  switch (iterable.kind) {
    case 'list':
      if (iterable.items.length === 0) return unknown('an item', [iterable]);
      return iterable.open ? union([...iterable.items, unknown('an item', iterable.items)]) : union(iterable.items);
    case 'union':
      return mapOptions(iterable, element);
    case 'instance':
    case 'param':
      return { ...iterable, members: [...iterable.members, '[]'] };
    case 'dict':
      return unknown(
        'a key',
        [...iterable.entries.values()].map(slot => slot.value),
      );
    default:
      return unknown('an item', [iterable]);
  }
}

/** A method of a plain value: text, list, dict. Undefined when it is none that matters here. */
export function plainMethod(run: Run, object: Value, name: string, args: ArgumentBag, at: Location): Value | undefined {
  switch (object.kind) {
    case 'text':
      return stringMethod(object, name, args, at);
    case 'constant':
      return typeof object.value === 'string' || name === 'toString' ? stringMethod(object, name, args, at) : undefined;
    case 'list':
      return listMethod(run, object, name, args, at);
    case 'dict':
      return dictMethod(object, name, args, at);
    default:
      return undefined;
  }
}

function listMethod(run: Run, object: ListValue, name: string, args: ArgumentBag, at: Location): Value | undefined {
  const [first] = args.positional;
  switch (name) {
    case 'copy':
    case 'flat':
    case 'toSorted':
    case 'toReversed':
      return object;
    case 'slice':
      return args.positional.length === 0 ? object : list(object.items, { ...object, open: object.open ?? 'a slice' });
    case 'filter':
      return list(object.items, { ...object, open: object.open ?? 'filtered' });
    case 'concat': {
      const items = args.positional.flatMap(value => (value.kind === 'list' ? value.items : [value]));
      const open = object.open ?? args.positional.map(value => (value.kind === 'list' ? value.open : undefined)).find(Boolean);
      const hidden = args.positional.some(value => value.kind !== 'list' && value.kind !== 'dict' && value.kind !== 'constant')
        ? 'joined with a value not known'
        : undefined;
      return list([...object.items, ...items.filter(item => item.kind !== 'unknown' && item.kind !== 'param')], {
        at,
        ...((open ?? hidden) ? { open: open ?? hidden } : {}),
      });
    }
    case 'join':
      return joinItems(object.items, first ?? constant(','), object.open, object.variant === 'set' ? object : undefined, at);
    case 'map':
    case 'flatMap':
      if (!first) return undefined;
      return list(
        object.items.map((item, i) => run.call(first, { positional: [item, constant(i)], named: new Map() }, at)),
        { at, ...(object.open ? { open: object.open } : {}) },
      );
    case 'at':
      return first ? index(run, object, first, at) : undefined;
    case 'find':
      return element(object);
    default:
      return undefined;
  }
}

function dictMethod(object: DictValue, name: string, args: ArgumentBag, at: Location): Value | undefined {
  if (object.entries.has(name)) return undefined;
  const [first, second] = args.positional;
  switch (name) {
    case 'get': {
      if (first?.kind !== 'constant') return unknown('an entry', [object], at);
      const slot = object.entries.get(String(first.value));
      if (slot && !slot.maybe) return slot.value;
      const otherwise = second ?? NULL;
      if (slot) return union([slot.value, otherwise]);
      return object.open ? union([unknown(`entry ${String(first.value)}: ${object.open}`), otherwise]) : otherwise;
    }
    case 'copy':
    case 'model_dump':
    case 'dict':
      return object;
    case 'items':
    case 'entries':
      return list(
        [...object.entries].map(([key, slot]) => list([constant(key), slot.value], { variant: 'tuple' })),
        { at, ...(object.open ? { open: object.open } : {}) },
      );
    case 'keys':
      return list(
        [...object.entries.keys()].map(key => constant(key)),
        { at, ...(object.open ? { open: object.open } : {}) },
      );
    case 'values':
      return list(
        [...object.entries.values()].map(slot => slot.value),
        { at, ...(object.open ? { open: object.open } : {}) },
      );
    default:
      return undefined;
  }
}

/** `{**a, **b}`, `Object.assign({}, a, b)`, `dict(a, b=1)`. */
export function mergeAll(values: readonly Value[], at: Location): Value {
  return values.reduce<DictValue>((merged, value) => mergeDicts(merged, value), dict(new Map(), { at }));
}
