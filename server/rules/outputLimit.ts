/** How a call's SDK spells its output limit, for the model that is called. */

import type { LimitParam } from '../../shared/catalogue/schema.ts';
import type { CallSite } from '../calls/callSite.ts';

/**
 * The spelling to write. A call to another host gets the older one: servers that imitate an API know it first. Where an SDK takes a name both with
 * underscores and in camel case, the language decides.
 */
export function currentLimit(call: CallSite): LimitParam | undefined {
  const byPath = new Map<string, LimitParam>();
  for (const limit of call.shape.params.limits ?? []) {
    if (!byPath.has(limit.path) && appliesTo(limit, call)) byPath.set(limit.path, limit);
  }
  const known = [...byPath.values()];
  const older = call.baseUrl.state === 'absent' ? undefined : known.find(limit => limit.status === 'deprecated');
  if (older) return older;
  const current = known.filter(limit => limit.status === undefined || limit.status === 'current');
  const [first] = current;
  const inOwnStyle = first && current.find(limit => limit.path === styled(first.path, call));
  return inOwnStyle ?? first;
}

/** True where the model is made elsewhere (`llm.invoke` of a `ChatOpenAI(...)`): its settings are asked for there. */
export function isSetElsewhere(call: CallSite): boolean {
  return call.kind === 'framework' && (call.shape.params.limits?.some(({ path }) => path.startsWith('@')) ?? false);
}

function styled(path: string, call: CallSite): string {
  return call.language === 'python'
    ? path.replace(/(?<=[a-z])[A-Z]/g, letter => `_${letter.toLowerCase()}`)
    : path.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function appliesTo(limit: LimitParam, call: CallSite): boolean {
  if (!limit.models) return true;
  return call.model.state === 'present' && new RegExp(limit.models).test(call.model.value);
}

/** The last name of a path: `max_output_tokens` of `config.max_output_tokens`. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).replace(/^@/, '');
}
