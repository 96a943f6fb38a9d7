/** Where a parameter of a call stands, or would stand: by keyword in Python, in the options object in TypeScript, and on into nested ones. */

import type { ArgPath } from '../../../shared/catalogue/schema.ts';
import type { CallSite } from '../../calls/callSite.ts';
import type { Language, Span } from '../../ir/nodes.ts';
import type { DictSlot, Value } from '../../resolve/values.ts';
import type { Edit } from '../rule.ts';
import { bracketedFrom, readBracketed } from './bracketed.ts';
import { insertEntry, insertion } from './entries.ts';

/** A list that named parameters are written into. */
interface Container {
  readonly span: Span;
  /** `name=value`, `"name": value` or `name: value`. */
  readonly style: 'keyword' | 'key';
  readonly slots: ReadonlyMap<string, DictSlot>;
}

/**
 * Edits that write `value` at a path of the call (`max_tokens`, `config.max_output_tokens`), making the objects on the way where there are none.
 * Undefined when it is there already, or when the place is not written at the call (a variable, the client's constructor).
 */
export function insertParameter(text: string, call: CallSite, path: ArgPath, value: string): Edit[] | undefined {
  const names = segments(path);
  if (!names) return undefined;
  const root = rootContainer(text, call);
  if (!root) return insertOptions(text, call, names, value);
  let container: Container = root;
  let at = 0;
  for (; at < names.length - 1; at++) {
    const slot: DictSlot | undefined = container.slots.get(names[at] ?? '');
    if (!slot) break;
    const inner = containerOf(text, call, slot);
    if (!inner) return undefined;
    container = inner;
  }
  if (container.slots.has(names[at] ?? '') || (at < names.length - 1 && !takesPlainObjects(call))) return undefined;
  return insertEntry(text, container.span, entryText(names.slice(at), value, container.style, call.language), call.language);
}

/** The slot at a path of the call, when every step to it is written at the call. */
export function parameterSlot(text: string, call: CallSite, path: ArgPath): DictSlot | undefined {
  const names = segments(path);
  let container = names && rootContainer(text, call);
  let slot: DictSlot | undefined;
  for (const [index, name] of (names ?? []).entries()) {
    slot = container?.slots.get(name);
    if (!slot) return undefined;
    container = names && index < names.length - 1 ? containerOf(text, call, slot) : undefined;
  }
  return slot?.at?.path === call.path ? slot : undefined;
}

/** The expression of a slot: `x` in `a=x`, `"a": x`, `a: x`; the name itself of a shorthand `{a}`. */
export function expressionSpan(text: string, slot: DictSlot): Span | undefined {
  if (!slot.at || !slot.keyAt) return undefined;
  const separator = /^\s*[=:]\s*/.exec(text.slice(slot.keyAt.span.end, slot.at.span.end));
  if (!separator) return isShorthand(slot) ? slot.at.span : undefined;
  return { start: slot.keyAt.span.end + separator[0].length, end: slot.at.span.end };
}

/** `{a}`: name and value are one token, so that a new value must repeat the name. */
export function isShorthand(slot: DictSlot): boolean {
  return slot.at !== undefined && slot.keyAt !== undefined && sameSpan(slot.at.span, slot.keyAt.span);
}

export function sameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** A path as names; undefined when it cannot be written at the call (`@name`, a list item, a position). */
function segments(path: ArgPath): string[] | undefined {
  const names = path.split('.');
  return names.every(name => /^[A-Za-z_$][\w$-]*$/.test(name)) ? names : undefined;
}

/** Calls of a wire API take dicts as they are; frameworks of Python want settings objects of their own classes. */
function takesPlainObjects(call: CallSite): boolean {
  return call.kind === 'direct' || call.language === 'typescript';
}

function rootContainer(text: string, call: CallSite): Container | undefined {
  if (call.language === 'python') {
    return text[call.argsSpan.start] === '(' ? { span: call.argsSpan, style: 'keyword', slots: call.arguments.named } : undefined;
  }
  const span = call.optionsSpan;
  if (!span || text[span.start] !== '{') return undefined;
  const value = call.arguments.positional.find(argument => isDictAt(argument, span));
  return { span, style: 'key', slots: value?.kind === 'dict' ? value.entries : call.arguments.named };
}

function isDictAt(value: Value, span: Span): boolean {
  return value.kind === 'dict' && value.at !== undefined && sameSpan(value.at.span, span);
}

/** TypeScript: a call that has no options object yet gets one, when it stands next in line. */
function insertOptions(text: string, call: CallSite, names: readonly string[], value: string): Edit[] | undefined {
  const index = call.shape.options ?? 0;
  if (call.language === 'python' || call.optionsSpan || index < 0) return undefined;
  const object = `{ ${entryText(names, value, 'key', call.language)} }`;
  if (call.argsSpan.start === call.argsSpan.end) return index === 0 ? [insertion(call.argsSpan.start, `(${object})`)] : undefined;
  const list = readBracketed(text, call.argsSpan, call.language);
  return list?.items.length === index ? insertEntry(text, call.argsSpan, object, call.language) : undefined;
}

/** A dict, object or construction of a config class that is written in the call's own file. */
function containerOf(text: string, call: CallSite, slot: DictSlot): Container | undefined {
  const { value } = slot;
  if (!value.at || value.at.path !== call.path) return undefined;
  const { span } = value.at;
  if (value.kind === 'dict') return text[span.start] === '{' && !value.open ? { span, style: 'key', slots: value.entries } : undefined;
  if (value.kind !== 'instance' || call.language !== 'python' || value.args.open) return undefined;
  if (!/^[\w.\s]+\(/.test(text.slice(span.start, span.end))) return undefined;
  const list = bracketedFrom(text, span.start, span.end, call.language);
  return list && { span: list.span, style: 'keyword', slots: value.args.named };
}

function entryText(names: readonly string[], value: string, style: 'keyword' | 'key', language: Language): string {
  const [name = '', ...rest] = names;
  if (rest.length === 0) return named(name, value, style, language);
  const inner = entryText(rest, value, 'key', language);
  return named(name, language === 'python' ? `{${inner}}` : `{ ${inner} }`, style, language);
}

function named(name: string, value: string, style: 'keyword' | 'key', language: Language): string {
  if (style === 'keyword') return `${name}=${value}`;
  if (language === 'python') return `"${name}": ${value}`;
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${name}: ${value}` : `'${name}': ${value}`;
}
