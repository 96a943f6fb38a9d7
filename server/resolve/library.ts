/** Calls of well-known functions of the languages themselves: what they give, where that is more than "a result". */
import { constant, dict, list, mapOptions, mergeDicts, unknown } from './construct.ts';
import { element, mergeAll } from './members.ts';
import type { Run } from './run.ts';
import { dedent, fillNames } from './strings.ts';
import type { ArgumentBag, InstanceValue, Location, Value } from './values.ts';

type Builtin = (args: ArgumentBag, at: Location, run: Run) => Value | undefined;

const first: Builtin = args => args.positional[0];
const asList: Builtin = (args, at) => {
  const [value] = args.positional;
  if (!value) return list([], { at });
  return mapOptions(value, option => (option.kind === 'list' ? option : unknown('items', [option], at)));
};
const number: Builtin = (args, at) => {
  const [value] = args.positional;
  if (!value) return undefined;
  return mapOptions(value, option => {
    if (option.kind !== 'constant') return option.kind === 'unknown' || option.kind === 'text' ? unknown('a number', [option], at) : option;
    const parsed = Number(option.value);
    return option.value !== null && Number.isFinite(parsed) ? constant(parsed, option.at) : unknown('a number', [option], at);
  });
};
const json =
  (sortedBy: string): Builtin =>
  (args, at) => {
    const [of] = args.positional;
    const sorted = args.named.get(sortedBy)?.value;
    return of ? { kind: 'json', of, sorted: sorted?.kind === 'constant' && sorted.value === true, at } : undefined;
  };
const parseJson: Builtin = (args, at) => {
  const [value] = args.positional;
  return value?.kind === 'json' ? value.of : value ? unknown('parsed JSON', [value], at) : undefined;
};
const dedented: Builtin = args => {
  const [value] = args.positional;
  if (!value) return undefined;
  return mapOptions(value, option =>
    option.kind === 'constant' && typeof option.value === 'string' ? constant(dedent(option.value), option.at) : option,
  );
};
const gather: Builtin = (args, at) => {
  const items = args.positional;
  return items.length === 1 && items[0]?.kind === 'list'
    ? items[0]
    : list(items, { at, variant: 'tuple', ...(args.open ? { open: args.open } : {}) });
};
const entriesOf =
  (pick: 'keys' | 'values' | 'entries'): Builtin =>
  (args, at) => {
    const [of] = args.positional;
    if (of?.kind !== 'dict') return of ? unknown('entries', [of], at) : undefined;
    const items = [...of.entries].map(([key, slot]) =>
      pick === 'keys' ? constant(key) : pick === 'values' ? slot.value : list([constant(key), slot.value], { variant: 'tuple' }),
    );
    return list(items, { at, ...(of.open ? { open: of.open } : {}) });
  };

const BUILTINS: Readonly<Record<string, Builtin>> = {
  str: args => args.positional[0] ?? constant(''),
  String: args => args.positional[0] ?? constant(''),
  int: number,
  float: number,
  Number: number,
  parseInt: number,
  parseFloat: number,
  list: asList,
  tuple: asList,
  sorted: (args, at) => (args.positional[0]?.kind === 'list' ? { ...args.positional[0], variant: 'list', at } : undefined),
  'Array.from': asList,
  set: (args, at) => {
    const [value] = args.positional;
    return list(value?.kind === 'list' ? value.items : value ? [element(value)] : [], {
      at,
      variant: 'set',
      ...(value?.kind === 'list' && value.open ? { open: value.open } : {}),
    });
  },
  dict: (args, at) => {
    const base = args.positional.length ? mergeAll(args.positional, at) : dict(new Map(), { at });
    const named = dict(args.named, { ...(args.open ? { open: args.open } : {}), ...(args.spreads ? { spreads: args.spreads } : {}) });
    return base.kind === 'dict' ? mergeDicts(base, named) : base;
  },
  'Object.assign': (args, at) => mergeAll(args.positional, at),
  'Object.freeze': first,
  'Object.keys': entriesOf('keys'),
  'Object.values': entriesOf('values'),
  'Object.entries': entriesOf('entries'),
  structuredClone: first,
  'copy.copy': first,
  'copy.deepcopy': first,
  'typing.cast': args => args.positional[1],
  'types.SimpleNamespace': args => dict(args.named),
  'json.dumps': json('sort_keys'),
  'JSON.stringify': json(''),
  'orjson.dumps': json(''),
  'json.loads': parseJson,
  'JSON.parse': parseJson,
  'textwrap.dedent': dedented,
  'inspect.cleandoc': dedented,
  'dedent.default': dedented,
  'dedent.dedent': dedented,
  'ts-dedent.dedent': dedented,
  'String.raw': first,
  'asyncio.run': first,
  'asyncio.create_task': first,
  'asyncio.ensure_future': first,
  'asyncio.wait_for': first,
  'asyncio.shield': first,
  'nest_asyncio.apply': first,
  'asyncio.gather': gather,
  'Promise.all': gather,
  'Promise.allSettled': gather,
  'Promise.race': args => (args.positional[0] ? element(args.positional[0]) : undefined),
  'Promise.resolve': first,
  'importlib.import_module': (args, _at) => {
    const [name] = args.positional;
    return name?.kind === 'constant' && typeof name.value === 'string' ? { kind: 'external', path: name.value } : undefined;
  },
  getattr: (args, at, run) => {
    const [object, name] = args.positional;
    return object && name?.kind === 'constant' && typeof name.value === 'string' ? run.member(object, name.value, at) : undefined;
  },
  reversed: asList,
  enumerate: (args, at) => {
    const [value] = args.positional;
    return value ? list([list([unknown('a counter'), element(value)], { variant: 'tuple' })], { at, open: 'an iteration' }) : undefined;
  },
  zip: (args, at) => list([list(args.positional.map(element), { variant: 'tuple' })], { at, open: 'an iteration' }),
};

export function callBuiltin(run: Run, path: string, args: ArgumentBag, at: Location): Value | undefined {
  return Object.hasOwn(BUILTINS, path) ? BUILTINS[path]?.(args, at, run) : undefined;
}

const DOLLAR = /\$\{(\w+)\}|\$(\w+)/g;

/** Methods of instances of the languages' own libraries. */
export function callInstance(instance: InstanceValue, args: ArgumentBag, at: Location): Value | undefined {
  const method = instance.members.at(-1);
  if (instance.of === 'string.Template' && (method === 'substitute' || method === 'safe_substitute')) {
    const text = instance.args.positional[0];
    const map = args.positional[0];
    return text
      ? fillNames(
          text,
          DOLLAR,
          name => args.named.get(name)?.value ?? (map?.kind === 'dict' ? map.entries.get(name)?.value : undefined),
          at,
        )
      : undefined;
  }
  return undefined;
}
