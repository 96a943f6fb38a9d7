/** Abstract values as fields of a call site: present, absent or unknown with its reason. */
import { optionsOf } from '../resolve/construct.ts';
import type { InstanceValue, Location, ParamValue, Value } from '../resolve/values.ts';
import type { Reading } from './argumentPath.ts';
import type { Field } from './callSite.ts';

export interface FieldContext {
  /** What callers seen so far pass for a parameter. */
  passed(param: ParamValue): readonly Value[];
  /** `config.py:3`. */
  place(at: Location): string;
  /** Whether a location lies inside the call itself. */
  inCall(at: Location): boolean;
}

export type Accept<T> = (value: string | number | boolean) => T | undefined;

export const asString: Accept<string> = value => (typeof value === 'string' && value !== '' ? value : undefined);
export const asNumber: Accept<number> = value => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
export const asBoolean: Accept<boolean> = value => (typeof value === 'boolean' ? value : undefined);

export function unknownField<T>(reason: string, candidates: readonly T[] = []): Field<T> {
  return candidates.length ? { state: 'unknown', reason, candidates } : { state: 'unknown', reason };
}

/** A reading as a field; `absent` is what an absent argument becomes. */
export function fieldOf<T>(reading: Reading, accept: Accept<T>, context: FieldContext, absent: Field<T> = { state: 'absent' }): Field<T> {
  if (reading.state === 'absent') return absent;
  if (reading.state === 'unknown') return unknownField(reading.reason);
  const field = valueField(reading.value, accept, context);
  if (field.state === 'absent') return absent;
  if (reading.maybe && field.state === 'present') return unknownField('set on some paths only', [field.value]);
  return field;
}

/** What one option of a value may be as a field. */
type Outcome<T> =
  | { readonly kind: 'known'; readonly value: T; readonly at?: Location; readonly from?: string }
  | { readonly kind: 'none' }
  /** Given from outside; `fallback` is what the code uses when it is not. */
  | {
      readonly kind: 'outside';
      readonly reason: string;
      readonly fallback?: T /** A plain parameter without a value of its own. */;
      readonly parameter?: boolean;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

export function valueField<T>(value: Value, accept: Accept<T>, context: FieldContext): Field<T> {
  const outcomes = optionsOf(value).flatMap(option => outcomesOf(option, accept, context, 0));
  const known = outcomes.filter(outcome => outcome.kind === 'known');
  const distinct = [...new Map(known.map(outcome => [outcome.value, outcome])).values()];
  const others = outcomes.filter(outcome => outcome.kind === 'outside' || outcome.kind === 'unknown');
  const none = outcomes.some(outcome => outcome.kind === 'none');
  const [first] = distinct;
  const fallbacks = outcomes.flatMap(outcome => (outcome.kind === 'outside' && outcome.fallback !== undefined ? [outcome.fallback] : []));
  const candidates = [...new Set([...distinct.map(outcome => outcome.value), ...fallbacks])];
  const [other] = others;
  if (other) {
    // `model or "gpt-4o"`: a parameter that may be left out, then the code's own default. A setting (`options.model`) is given as a rule.
    const optional = others.every(outcome => outcome.kind === 'outside' && outcome.parameter === true);
    if (optional && first && distinct.length === 1) return present(first, context, 'default');
    return unknownField(other.reason, candidates);
  }
  if (first && distinct.length === 1) return present(first, context);
  if (distinct.length > 1) return unknownField(`one of ${distinct.map(outcome => String(outcome.value)).join(', ')}`, candidates);
  return none ? { state: 'absent' } : unknownField('a value of another kind');
}

function present<T>(
  outcome: { readonly value: T; readonly at?: Location; readonly from?: string },
  context: FieldContext,
  how?: string,
): Field<T> {
  const { value, at } = outcome;
  const place = at && !context.inCall(at) ? context.place(at) : undefined;
  const from = outcome.from ?? [how, place].filter(Boolean).join(' at ');
  return { state: 'present', value, ...(from ? { from } : {}), ...(at ? { at } : {}) };
}

function outcomesOf<T>(value: Value, accept: Accept<T>, context: FieldContext, depth: number): Outcome<T>[] {
  if (depth > 6) return [{ kind: 'unknown', reason: 'too deep to follow' }];
  switch (value.kind) {
    case 'constant': {
      if (value.value === null) return [{ kind: 'none' }];
      const accepted = accept(value.value);
      return accepted === undefined
        ? [{ kind: 'unknown', reason: 'a value of another kind' }]
        : [{ kind: 'known', value: accepted, ...(value.at ? { at: value.at } : {}) }];
    }
    case 'param':
      return ofParam(value, accept, context, depth);
    case 'union':
      return value.options.flatMap(option => outcomesOf(option, accept, context, depth + 1));
    case 'instance':
      return ofInstance(value, accept, context, depth);
    case 'external':
      return [
        environmentName(value.path)
          ? { kind: 'outside', reason: `environment variable ${environmentName(value.path)}` }
          : { kind: 'unknown', reason: value.path },
      ];
    case 'text': {
      const label = value.parts.find(part => part.kind === 'hole');
      return [{ kind: 'unknown', reason: `text built with ${label?.kind === 'hole' ? label.label : 'a value not known'}` }];
    }
    case 'unknown':
      return [{ kind: 'unknown', reason: value.reason }];
    default:
      return [{ kind: 'unknown', reason: 'a value of another kind' }];
  }
}

function ofParam<T>(param: ParamValue, accept: Accept<T>, context: FieldContext, depth: number): Outcome<T>[] {
  const name = [param.name, ...param.members].join('.').replace(/^#\d+\.?/, '');
  const isSetting = param.members.length > (param.name.startsWith('#') ? 1 : 0);
  const fallback = param.default && optionsOf(param.default).flatMap(option => outcomesOf(option, accept, context, depth + 1));
  const own = fallback?.find(outcome => outcome.kind === 'known');
  if (own?.kind === 'known') {
    return isSetting
      ? [{ kind: 'outside', reason: `parameter ${name}`, fallback: own.value }]
      : [{ ...own, from: `default of parameter ${name}` }];
  }
  if (fallback?.some(outcome => outcome.kind === 'outside')) return fallback;
  const passed = param.members.length ? [] : context.passed(param);
  const outcomes = passed
    .flatMap(argument => optionsOf(argument))
    .filter(argument => argument.kind !== 'param')
    .flatMap(argument => outcomesOf(argument, accept, context, depth + 1));
  // What callers in sight pass is no more than likely: others may be out of sight.
  const values = [...new Set(outcomes.flatMap(outcome => (outcome.kind === 'known' ? [outcome.value] : [])))];
  if (values.length) return values.map(value => ({ kind: 'outside', reason: `parameter ${name}`, fallback: value }));
  return [{ kind: 'outside', reason: `parameter ${name}`, ...(isSetting ? {} : { parameter: true }) }];
}

/** `os.getenv('MODEL', 'gpt-4o')`, `Field(default='gpt-4o')`, and results of other calls. */
function ofInstance<T>(value: InstanceValue, accept: Accept<T>, context: FieldContext, depth: number): Outcome<T>[] {
  const flat = value.receiver ? '' : value.of;
  const isEnvironment = /(^|\.)(getenv|get_env)$/.test(flat) || /environ\.get$/.test(flat);
  if (isEnvironment && value.members.length === 0) {
    const name = value.args.positional[0];
    const fallback = value.args.positional[1] ?? value.args.named.get('default')?.value;
    const outcome = fallback ? outcomesOf(fallback, accept, context, depth + 1).find(candidate => candidate.kind === 'known') : undefined;
    return [
      {
        kind: 'outside',
        reason: `environment variable ${name?.kind === 'constant' ? String(name.value) : ''}`.trim(),
        ...(outcome?.kind === 'known' ? { fallback: outcome.value } : {}),
      },
    ];
  }
  if (/(^|\.)(Field|field)$/.test(flat) && value.members.length === 0) {
    const fallback = value.args.named.get('default')?.value ?? value.args.positional[0];
    if (fallback) return outcomesOf(fallback, accept, context, depth + 1);
  }
  const called = value.receiver ? value.of : lastOf(value.of);
  return [
    { kind: 'unknown', reason: value.members.length ? `${value.members.at(-1)} of a result of ${called}()` : `a result of ${called}()` },
  ];
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function environmentName(path: string): string | undefined {
  return /^(?:os\.environ|process\.env|import\.meta\.env|Deno\.env|Bun\.env|node:process\.env)\.(\w+)$/.exec(path)?.[1];
}
