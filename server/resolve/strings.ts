/** What string methods and formatting give, in both languages. */
import { asText, concat, constant, list, mapOptions, unknown } from './construct.ts';
import type { ArgumentBag, ConstantValue, Location, TextPart, TextValue, Value } from './values.ts';

/** Methods that leave the words as they are, at least for what a prompt costs. */
const KEEPING = new Set([
  'strip',
  'lstrip',
  'rstrip',
  'trim',
  'trimStart',
  'trimEnd',
  'toString',
  'encode',
  'decode',
  'expandtabs',
  'normalize',
  'valueOf',
  'removeprefix',
  'removesuffix',
]);
const CASING: Readonly<Record<string, (text: string) => string>> = {
  lower: text => text.toLowerCase(),
  upper: text => text.toUpperCase(),
  toLowerCase: text => text.toLowerCase(),
  toUpperCase: text => text.toUpperCase(),
  title: text => text,
  capitalize: text => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase(),
};

/** A method of a string; undefined when it is none that matters. */
export function stringMethod(text: TextValue | ConstantValue, name: string, args: ArgumentBag, at: Location): Value | undefined {
  const raw = text.kind === 'constant' && typeof text.value === 'string' ? text.value : undefined;
  if (KEEPING.has(name)) {
    if (raw === undefined) return text;
    if (name === 'strip' || name === 'trim') return args.positional.length === 0 ? constant(raw.trim(), text.at) : text;
    return text;
  }
  const casing = CASING[name];
  if (casing) return raw === undefined ? text : constant(casing(raw), text.at);
  switch (name) {
    case 'format':
      return braceFormat(text, args, at);
    case 'format_map': {
      const map = args.positional[0];
      return braceFormat(
        text,
        map?.kind === 'dict'
          ? { positional: [], named: map.entries, ...(map.open ? { open: map.open } : {}) }
          : { positional: [], named: new Map(), open: 'a mapping' },
        at,
      );
    }
    case 'join':
      return join(text, args.positional[0], at);
    case 'concat':
      return concat([...asText(text, 'text', at), ...args.positional.flatMap(value => asText(value, 'value', at))], at);
    case 'replace':
    case 'replaceAll':
      return replace(text, args.positional[0], args.positional[1], at);
    case 'repeat': {
      const times = args.positional[0];
      return raw !== undefined &&
        times?.kind === 'constant' &&
        typeof times.value === 'number' &&
        times.value * raw.length < 1_000_000 &&
        times.value >= 0
        ? constant(raw.repeat(times.value), at)
        : unknown('repeated text', [text, ...args.positional], at);
    }
    case 'split':
    case 'splitlines': {
      const by = name === 'splitlines' ? '\n' : args.positional[0]?.kind === 'constant' ? args.positional[0].value : undefined;
      if (raw !== undefined && typeof by === 'string' && by !== '')
        return list(
          raw.split(by).map(piece => constant(piece, text.at)),
          { at },
        );
      return unknown('pieces of a text', [text], at);
    }
    default:
      return undefined;
  }
}

const FIELD = /\{\{|\}\}|\{([^{}!:]*)(?:![rsa])?(?::([^{}]*))?\}/g;

/** `'...{name}...'.format(name=x)`. */
function braceFormat(text: TextValue | ConstantValue, args: ArgumentBag, at: Location): Value {
  let next = 0;
  return mapStatic(text, at, (piece, pieceAt) => {
    const parts: TextPart[] = [];
    let last = 0;
    for (const match of piece.matchAll(FIELD)) {
      parts.push({ kind: 'static', text: piece.slice(last, match.index), at: pieceAt });
      last = match.index + match[0].length;
      if (match[0] === '{{' || match[0] === '}}') {
        parts.push({ kind: 'static', text: match[0].charAt(0), at: pieceAt });
        continue;
      }
      const field = match[1] ?? '';
      const [head = ''] = field.split(/[.[]/);
      const value =
        head === '' ? args.positional[next++] : /^\d+$/.test(head) ? args.positional[Number(head)] : args.named.get(head)?.value;
      const hole = value && head !== field ? unknown(`${field} of an argument`, [value]) : value;
      parts.push(...namedHole(hole ?? unknown(args.open ?? `no argument for {${field}}`), field || `{${next - 1}}`, at, match[2]));
    }
    parts.push({ kind: 'static', text: piece.slice(last), at: pieceAt });
    return parts;
  });
}

function namedHole(value: Value, label: string, at: Location, format?: string): readonly TextPart[] {
  if (format) return [{ kind: 'hole', value, label, at, format }];
  return asText(value, label, at).map(part =>
    part.kind === 'hole' && part.value === value && part.label !== label ? { ...part, field: label } : part,
  );
}

const PERCENT = /%(?:\((\w+)\))?[-+ #0]*\d*(?:\.\d+)?[sdrifgxc]|%%/g;

/** `'... %s ...' % x`. */
export function percentFormat(text: Value, right: Value, at: Location): Value {
  if (text.kind !== 'constant' && text.kind !== 'text') return unknown('formatted text', [text, right], at);
  const positional = right.kind === 'list' ? right.items : [right];
  let next = 0;
  return mapStatic(text, at, (piece, pieceAt) => {
    const parts: TextPart[] = [];
    let last = 0;
    for (const match of piece.matchAll(PERCENT)) {
      parts.push({ kind: 'static', text: piece.slice(last, match.index), at: pieceAt });
      last = match.index + match[0].length;
      if (match[0] === '%%') {
        parts.push({ kind: 'static', text: '%', at: pieceAt });
        continue;
      }
      const key = match[1];
      const value =
        key !== undefined ? (right.kind === 'dict' ? right.entries.get(key)?.value : unknown('a mapping', [right])) : positional[next++];
      parts.push(...asText(value ?? unknown('no argument for the format', [right]), key ?? `%s ${next}`, at));
    }
    parts.push({ kind: 'static', text: piece.slice(last), at: pieceAt });
    return parts;
  });
}

/** `string.Template` and template libraries: `$name`, `${name}`, or `{name}`, by the pattern given (its first group that matches is the name). */
export function fillNames(text: Value, pattern: RegExp, find: (name: string) => Value | undefined, at: Location): Value {
  if (text.kind !== 'constant' && text.kind !== 'text') return unknown('a filled template', [text], at);
  return mapStatic(text, at, (piece, pieceAt) => {
    const parts: TextPart[] = [];
    let last = 0;
    for (const match of piece.matchAll(pattern)) {
      const id = match.slice(1).find(group => group !== undefined);
      if (id === undefined) continue;
      const value = find(id);
      parts.push({ kind: 'static', text: piece.slice(last, match.index), at: pieceAt });
      last = match.index + match[0].length;
      parts.push(...namedHole(value ?? unknown(`template variable ${id}`), id, at));
    }
    parts.push({ kind: 'static', text: piece.slice(last), at: pieceAt });
    return parts;
  });
}

function mapStatic(text: TextValue | ConstantValue, at: Location, map: (piece: string, at: Location) => readonly TextPart[]): Value {
  const parts = text.kind === 'text' ? text.parts : [{ kind: 'static', text: String(text.value), at: text.at ?? at } as const];
  return concat(
    parts.flatMap(part => (part.kind === 'static' ? map(part.text, part.at ?? at) : [part])),
    at,
  );
}

function join(separator: TextValue | ConstantValue, items: Value | undefined, at: Location): Value {
  if (!items) return unknown('joined text', [separator], at);
  return mapOptions(items, option => {
    if (option.kind !== 'list') return unknown('joined text', [option], at);
    return joinItems(option.items, separator, option.open, option.variant === 'set' ? option : undefined, at);
  });
}

/** Items joined by a separator; the rest of an open list is a hole of its own. */
export function joinItems(
  items: readonly Value[],
  separator: Value,
  open: string | undefined,
  unordered: Value | undefined,
  at: Location,
): Value {
  if (unordered) return { kind: 'text', parts: [{ kind: 'hole', value: unordered, label: 'a set', at }], at };
  const parts: TextPart[] = [];
  items.forEach((item, index) => {
    if (index > 0) parts.push(...asText(separator, 'separator', at));
    parts.push(...asText(item, 'item', at));
  });
  if (open) parts.push({ kind: 'hole', value: unknown(open, items), label: 'more items', at });
  return concat(parts, at);
}

/** `prompt.replace(/\n{2,}/g, '\n')`: a prompt whose white space is tidied up says what it said. Names and ids are no prompts. */
function isTidied(text: TextValue | ConstantValue, what: Value | undefined, by: Value | undefined): boolean {
  const isPrompt = text.kind === 'text' || /\s/.test(String(text.value));
  return isPrompt && what?.kind === 'unknown' && by?.kind === 'constant' && typeof by.value === 'string' && by.value.trim() === '';
}

/** `.replace('{question}', question)` is how many fill templates. */
function replace(text: TextValue | ConstantValue, what: Value | undefined, by: Value | undefined, at: Location): Value {
  if (what?.kind !== 'constant' || typeof what.value !== 'string' || what.value === '' || !by)
    return isTidied(text, what, by) ? text : unknown('replaced text', [text, ...(by ? [by] : [])], at);
  const needle = what.value;
  return mapStatic(text, at, (piece, pieceAt) => {
    const pieces = piece.split(needle);
    return pieces.flatMap((part, index) => {
      const fixed: TextPart = { kind: 'static', text: part, at: pieceAt };
      return index === 0 ? [fixed] : [...asText(by, needle.replace(/[{}<>[\]$%]/g, ''), at), fixed];
    });
  });
}

/** Removes the common indentation: `textwrap.dedent`, `inspect.cleandoc`, the `dedent` tag. */
export function dedent(text: string): string {
  const lines = text.split('\n');
  const indents = lines
    .slice(text.startsWith('\n') ? 0 : 1)
    .filter(line => line.trim() !== '')
    .map(line => line.length - line.trimStart().length);
  const indent = indents.length ? Math.min(...indents) : 0;
  return lines.map(line => (line.trim() === '' ? '' : line.slice(Math.min(indent, line.length - line.trimStart().length)))).join('\n');
}
