/** How many turns a call may take: by its own bound, by its library's default, or by the user's loop around it. */
import type { LoopBound } from '../../shared/catalogue/schema.ts';
import { optionsOf } from '../resolve/construct.ts';
import type { Invocation } from '../resolve/run.ts';
import type { InstanceValue, Value } from '../resolve/values.ts';
import { type Arguments, readFirst } from './argumentPath.ts';
import type { Field, Loop } from './callSite.ts';
import { asNumber, type FieldContext, valueField } from './fields.ts';
import { userLoop } from './userLoop.ts';

const NONE: Loop = { state: 'none' };

export function loopOf(
  bound: LoopBound | undefined,
  args: Arguments,
  tools: Field<number>,
  invocation: Invocation,
  context: FieldContext,
): Loop {
  const own = bound ? boundOf(bound, args, tools, context) : NONE;
  if (own.state !== 'none') return own;
  const around = userLoop(invocation.loops);
  if (!around) return NONE;
  // A loop around a call is a tool loop only if there are tools: without them it is plain repetition, which its own code bounds or not.
  if (around.state === 'unbounded' && tools.state === 'absent') return { state: 'none', ...(around.at ? { at: around.at } : {}) };
  const given = tools.state === 'unknown' && tools.candidates?.some(count => count > 0);
  if (around.state === 'unbounded' && tools.state === 'unknown' && !given)
    return { state: 'unknown', reason: `tools: ${tools.reason}`, ...(around.at ? { at: around.at } : {}) };
  return around;
}

function boundOf(bound: LoopBound, args: Arguments, tools: Field<number>, context: FieldContext): Loop {
  if (bound.needsTools && tools.state === 'absent') return NONE;
  const reading = readFirst(args, bound.paths);
  if (reading.state === 'unknown') return { state: 'unknown', reason: reading.reason };
  if (reading.state === 'absent') {
    if (bound.needsTools && tools.state === 'unknown' && !tools.candidates?.some(count => count > 0))
      return { state: 'unknown', reason: `tools: ${tools.reason}` };
    if (bound.default === null) return { state: 'unbounded', by: 'default' };
    return { state: 'bounded', by: 'default', bound: bound.default, ...(bound.weak ? { weak: true } : {}) };
  }
  return written(reading.value, bound, context, reading.at ? { at: reading.at } : {});
}

function written(value: Value, bound: LoopBound, context: FieldContext, at: Pick<Loop, 'at'>): Loop {
  const options = value.kind === 'list' ? value.items : optionsOf(value);
  let unknown: string | undefined;
  for (const option of options) {
    if (option.kind === 'constant' && typeof option.value === 'number')
      return { state: 'bounded', by: 'argument', bound: option.value, ...at };
    if (option.kind === 'instance') {
      const name = option.of.slice(option.of.lastIndexOf('.') + 1);
      const count = bound.countedBy?.includes(name) ? countOf(option, context) : undefined;
      if (count !== undefined) return { state: 'bounded', by: 'argument', ...(count !== null ? { bound: count } : {}), ...at };
      if (!bound.unboundedBy?.includes(name)) unknown ??= `${name}()`;
      continue;
    }
    if (option.kind === 'constant' && option.value === null) continue;
    const field = valueField(option, asNumber, context);
    if (field.state === 'present') return { state: 'bounded', by: 'argument', bound: field.value, ...at };
    unknown ??= field.state === 'unknown' ? field.reason : undefined;
  }
  if (unknown) return { state: 'unknown', reason: unknown, ...at };
  return { state: 'unbounded', by: 'argument', ...at };
}

/** `stepCountIs(5)`; null when the number is not known. */
function countOf(value: InstanceValue, context: FieldContext): number | null {
  const argument = value.args.positional[0] ?? [...value.args.named.values()][0]?.value;
  const field = argument ? valueField(argument, asNumber, context) : undefined;
  return field?.state === 'present' ? field.value : null;
}
