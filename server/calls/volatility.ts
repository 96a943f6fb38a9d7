/** How often a value changes from call to call, and why. */

import type { Volatility } from '../../shared/catalogue/schema.ts';
import {
  dateCuts,
  dateFormats,
  dateMembers,
  fetchingMethods,
  namedSource,
  ordering,
  requestRouters,
  showsOnlyDate,
  timeOptions,
  volatilitySource,
} from '../../shared/catalogue/volatility.ts';
import type { Expr, FunctionNode } from '../ir/nodes.ts';
import type { InstanceValue, Location, ParamValue, Value } from '../resolve/values.ts';

export interface Change {
  readonly volatility: Volatility;
  readonly reason: string;
  readonly certainty: 'certain' | 'named';
  /** The source first. */
  readonly path: readonly { readonly label: string; readonly at?: Location }[];
  readonly unordered?: boolean;
  /** A reading of the clock that may still be cut down to its date. */
  readonly clock?: boolean;
}

const CONSTANT: Change = { volatility: 'constant', reason: 'fixed text', certainty: 'certain', path: [] };
const RANK: Readonly<Record<Volatility, number>> = {
  constant: 0,
  'per-process': 1,
  unknown: 2,
  'per-day': 3,
  'per-user': 4,
  'per-request': 5,
};
const MAX_DEPTH = 24;

function isVolatile(volatility: Volatility): boolean {
  return RANK[volatility] >= RANK['per-day'];
}

export interface VolatilityContext {
  /** What callers seen so far pass for a parameter. */
  passed(param: ParamValue): readonly Value[];
  /** The call runs once a process too, so that what is read once is read with each call. */
  readonly once: boolean;
  /** A function that a router calls with each request. */
  handlesRequests(fn: FunctionNode): boolean;
  /** A reply of a model. */
  isReply(value: InstanceValue): boolean;
}

/** Volatility of what stands in a hole; `label` is how the source writes it. */
export function changeOf(value: Value, label: string, context: VolatilityContext): Change {
  return labelled(value, label, context, 0);
}

function labelled(value: Value, label: string, context: VolatilityContext, depth: number): Change {
  const change = changes(value, context, depth);
  if (change.volatility === 'unknown') {
    const named = namedSource(label);
    if (named)
      return {
        volatility: named.volatility,
        reason: named.reason,
        certainty: 'named',
        path: [{ label, ...(value.at ? { at: value.at } : {}) }],
      };
  }
  return change;
}

function unknownChange(reason: string): Change {
  return { volatility: 'unknown', reason, certainty: 'certain', path: [] };
}

function combine(all: readonly Change[]): Change {
  let top = CONSTANT;
  let unordered = false;
  for (const change of all) {
    unordered ||= change.unordered ?? false;
    const more = RANK[change.volatility] - RANK[top.volatility];
    if (more > 0 || (more === 0 && top.certainty === 'named' && change.certainty === 'certain' && change.path.length > 0)) top = change;
  }
  return unordered && !top.unordered ? { ...top, unordered } : top;
}

/** Results by value: a value is asked for as often as it is used. */
const memos = new WeakMap<VolatilityContext, Map<Value, Change>>();

function changes(value: Value, context: VolatilityContext, depth: number): Change {
  if (value.kind === 'constant') return CONSTANT;
  if (depth > MAX_DEPTH) return unknownChange('too deep to follow');
  let memo = memos.get(context);
  if (!memo) {
    memo = new Map();
    memos.set(context, memo);
  }
  const known = memo.get(value);
  if (known) return known;
  memo.set(value, unknownChange('it depends on itself'));
  const change = compute(value, context, depth);
  memo.set(value, change);
  return change;
}

function compute(value: Value, context: VolatilityContext, depth: number): Change {
  const next = (inner: Value) => changes(inner, context, depth + 1);
  switch (value.kind) {
    case 'constant':
    case 'function':
    case 'class':
    case 'module':
      return CONSTANT;
    case 'text':
      return combine(
        value.parts.map(part =>
          part.kind === 'static' ? CONSTANT : formatted(labelled(part.value, part.label, context, depth + 1), part.format),
        ),
      );
    case 'list': {
      const all = value.items.map(next);
      if (value.open) all.push(unknownChange(value.open));
      const combined = combine(all);
      return value.variant === 'set' && value.items.length + (value.open ? 1 : 0) > 1
        ? {
            ...combined,
            volatility: atLeast(combined.volatility, 'per-process'),
            unordered: true,
            reason: combined.volatility === 'constant' ? 'a set has no fixed order' : combined.reason,
          }
        : combined;
    }
    case 'dict': {
      const all = [...value.entries.values()].map(slot => next(slot.value));
      if (value.open) all.push(unknownChange(value.open), ...(value.spreads ?? []).map(next));
      return combine(all);
    }
    case 'json': {
      const change = next(value.of);
      return value.sorted ? { ...change, unordered: false } : change;
    }
    case 'external': {
      const source = volatilitySource(value.path);
      return source
        ? {
            volatility: source.volatility,
            reason: source.reason,
            certainty: 'certain',
            path: [{ label: value.path, ...located(value) }],
            ...(source.unordered ? { unordered: true } : {}),
          }
        : unknownChange(`${value.path} is not known`);
    }
    case 'instance':
      return ofInstance(value, context, depth);
    case 'param':
      return ofParam(value, context, depth);
    case 'union':
      return combine(value.options.map(next));
    case 'object':
    case 'pipeline':
      return unknownChange('an object');
    case 'unknown': {
      if (value.volatility)
        return {
          volatility: value.volatility,
          reason: value.reason,
          certainty: 'certain',
          path: [{ label: value.reason, ...located(value) }],
        };
      const from = combine((value.from ?? []).map(next));
      return RANK[from.volatility] >= RANK['per-process'] && from.volatility !== 'unknown' ? from : unknownChange(value.reason);
    }
  }
}

function located(value: Value): { at?: Location } {
  return value.at ? { at: value.at } : {};
}

function atLeast(volatility: Volatility, floor: Volatility): Volatility {
  return RANK[volatility] >= RANK[floor] ? volatility : floor;
}

function formatted(change: Change, format: string | undefined): Change {
  return format && change.clock && showsOnlyDate(format, 'strftime') && format.includes('%') ? onlyDate(change) : change;
}

function onlyDate(change: Change): Change {
  return change.volatility === 'per-request' && change.clock ? { ...change, volatility: 'per-day', reason: 'the date' } : change;
}

function ofInstance(value: InstanceValue, context: VolatilityContext, depth: number): Change {
  const change = ofCall(value, context, depth);
  if (!value.perProcess || context.once || RANK[change.volatility] <= RANK['per-process']) return change;
  return { ...change, volatility: 'per-process', reason: `${change.reason}, read once rather than at each call` };
}

function ofCall(value: InstanceValue, context: VolatilityContext, depth: number): Change {
  const flat = flatName(value);
  if (context.isReply(value))
    return {
      volatility: 'per-request',
      reason: 'what a model answered',
      certainty: 'certain',
      path: [{ label: `${flat}()`, ...located(value) }],
    };
  if (value.members.length > 0) {
    const last = value.members.at(-1) ?? '';
    const whole = source(flat, value);
    const base = changes({ ...value, members: [] }, context, depth + 1);
    const change = whole && RANK[whole.volatility] > RANK[base.volatility] ? whole : base;
    const cut = dateCut(value, change);
    if (cut) return cut;
    if (dateMembers.has(last)) return onlyDate(change);
    return fetched(last, value) ?? change;
  }
  if (!value.receiver) {
    const own = source(value.of, value);
    if (own) return own;
    // How many there are of something changes less than the things do.
    if (value.of === 'len') return unknownChange('a count');
    const format = dateFormats.find(entry => entry.name === value.of);
    const args = combine(argumentChanges(value, context, depth));
    if (format) return withFormat(value, format.format, format.style, args);
    if (ordering.sorts.has(lastOf(value.of))) return { ...args, unordered: false };
    return isVolatile(args.volatility) ? args : unknownChange(`a result of ${value.of}()`);
  }
  const whole = source(flat, value);
  const receiver = changes(value.receiver, context, depth + 1);
  const method = lastOf(value.of);
  const base = whole && RANK[whole.volatility] > RANK[receiver.volatility] ? whole : receiver;
  const format = dateFormats.find(entry => entry.member === method);
  if (format && base.clock) return withFormat(value, format.format, format.style, base);
  if (dateMembers.has(method)) return onlyDate(base);
  const cut = dateCut(value, base);
  if (cut) return cut;
  const fetching = fetched(method, value);
  if (fetching) return fetching;
  if (base.volatility === 'unknown' || base.volatility === 'constant') {
    const args = combine(argumentChanges(value, context, depth));
    return isVolatile(args.volatility) ? args : unknownChange(`a result of ${method}()`);
  }
  return base;
}

function argumentChanges(value: InstanceValue, context: VolatilityContext, depth: number): Change[] {
  return [...value.args.positional, ...[...value.args.named.values()].map(slot => slot.value)].map(arg => changes(arg, context, depth + 1));
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function source(path: string, value: InstanceValue): Change | undefined {
  const found = volatilitySource(path);
  if (!found) return undefined;
  if (found.withoutArguments && value.args.positional.length > 0 && !value.receiver) return undefined;
  return {
    volatility: found.volatility,
    reason: found.reason,
    certainty: 'certain',
    path: [{ label: `${path}()`, ...located(value) }],
    ...(found.clock ? { clock: true } : {}),
    ...(found.unordered ? { unordered: true } : {}),
  };
}

function fetched(member: string, value: InstanceValue): Change | undefined {
  const found = fetchingMethods.find(({ members }) => members.includes(member));
  return (
    found && { volatility: 'per-request', reason: found.reason, certainty: 'certain', path: [{ label: `${member}()`, ...located(value) }] }
  );
}

function withFormat(value: InstanceValue, index: number, style: 'strftime' | 'moment' | 'unicode' | 'options', base: Change): Change {
  const format = value.args.positional[index];
  if (style === 'options') {
    const shown = format?.kind === 'dict' && !format.open ? [...format.entries.keys()] : [];
    return shown.length > 0 && !shown.some(key => timeOptions.has(key)) ? onlyDate(base) : base;
  }
  if (base.volatility === 'constant' && value.of === 'time.strftime') {
    base = {
      volatility: 'per-request',
      reason: 'the clock, to the second',
      certainty: 'certain',
      clock: true,
      path: [{ label: `${value.of}()`, ...located(value) }],
    };
  }
  if (format?.kind === 'constant' && typeof format.value === 'string' && showsOnlyDate(format.value, style)) return onlyDate(base);
  return base;
}

/** `.isoformat()[:10]`, `.toISOString().slice(0, 10)`, `.split('T')[0]`. */
function dateCut(value: InstanceValue, base: Change): Change | undefined {
  if (!base.clock) return undefined;
  const method = lastOf(value.of);
  const first = value.args.positional[0];
  if (dateCuts.slices.members.has(method)) {
    const end = value.args.positional[1];
    return first?.kind === 'constant' &&
      first.value === 0 &&
      end?.kind === 'constant' &&
      typeof end.value === 'number' &&
      end.value <= dateCuts.slices.end
      ? onlyDate(base)
      : undefined;
  }
  if (
    dateCuts.splits.members.has(method) &&
    first?.kind === 'constant' &&
    typeof first.value === 'string' &&
    dateCuts.splits.separators.has(first.value)
  ) {
    return value.members[0] === `[${dateCuts.splits.index}]` ? onlyDate(base) : base;
  }
  return undefined;
}

/** The name of what was called and read, all calls on the way included: `sqlite3.connect.cursor`. */
function flatName(value: Value): string {
  switch (value.kind) {
    case 'external':
      return value.path;
    case 'instance': {
      const own = value.receiver ? `${flatName(value.receiver)}.${value.of}` : value.of;
      return [own, ...value.members].join('.');
    }
    case 'param':
      return [value.type ?? value.name, ...value.members].join('.');
    default:
      return '?';
  }
}

function ofParam(value: ParamValue, context: VolatilityContext, depth: number): Change {
  const label = [value.name, ...value.members.filter(name => !name.startsWith('['))].join('.');
  const at = located(value);
  const typed = value.type === undefined ? undefined : volatilitySource([value.type, ...value.members].join('.'));
  if (typed) return { volatility: typed.volatility, reason: typed.reason, certainty: 'certain', path: [{ label, ...at }] };
  if (value.default?.kind === 'instance') {
    const byDefault = volatilitySource(value.default.of);
    if (byDefault && RANK[byDefault.volatility] >= RANK['per-user'])
      return { volatility: byDefault.volatility, reason: byDefault.reason, certainty: 'certain', path: [{ label, ...at }] };
  }
  const passed = value.members.length === 0 ? context.passed(value).map(argument => changes(argument, context, depth + 1)) : [];
  const fromCallers = combine(passed);
  if (passed.length && isVolatile(fromCallers.volatility)) return fromCallers;
  if (!value.declared && (value.fn.decorators.some(isRequestHandler) || context.handlesRequests(value.fn))) {
    return { volatility: 'per-request', reason: 'a parameter of a request handler', certainty: 'certain', path: [{ label, ...at }] };
  }
  if (passed.length && passed.every(change => change.volatility === 'constant'))
    return { ...CONSTANT, reason: 'every caller in sight passes fixed text' };
  const named = namedSource(label.replace(/^#\d+\.?/, ''));
  if (named) return { volatility: named.volatility, reason: named.reason, certainty: 'named', path: [{ label, ...at }] };
  return unknownChange(`parameter ${label}`);
}

/** `app.post('/chat', ...)`, `router.route('/chat').post(...)`: a method of a router, by how it was made. */
export function isRoute(callee: Value): boolean {
  if (callee.kind !== 'instance' && callee.kind !== 'param') return false;
  if (!requestRouters.methods.has(callee.members.at(-1) ?? '')) return false;
  let root: Value = callee;
  while (root.kind === 'instance' && root.receiver) root = root.receiver;
  const made = root.kind === 'instance' ? root.of : root.kind === 'param' ? root.type : undefined;
  return made !== undefined && requestRouters.makers.has(made);
}

const HANDLER_METHODS = new Set(['get', 'post', 'put', 'patch', 'delete', 'route', 'websocket', 'on_message', 'api_route', 'Post', 'Get']);

/** `@app.post('/chat')`, `@router.get(...)`, `@cl.on_message`. */
function isRequestHandler(decorator: Expr): boolean {
  if (decorator.kind === 'call') {
    const { callee, args } = decorator;
    return callee.kind === 'member' && HANDLER_METHODS.has(callee.property) && args[0]?.value.kind === 'string';
  }
  return decorator.kind === 'member' && decorator.property === 'on_message';
}
