/** How a call's SDK spells its output limit, for the model that is called. */

import type { LimitParam } from '../../shared/catalogue/schema.ts';
import type { CallSite } from '../calls/callSite.ts';
import type { RuleContext } from './rule.ts';

/**
 * The spelling to write. A call to another host (or, where the host is not known, of a model that is not the vendor's) gets the older one: servers that
 * imitate an API know it first. Where an SDK takes a name both with
 * underscores and in camel case, the language decides.
 */
export function currentLimit(call: CallSite, context: RuleContext): LimitParam | undefined {
  const byPath = new Map<string, LimitParam>();
  for (const limit of call.shape.params.limits ?? []) {
    if (!byPath.has(limit.path) && appliesTo(limit, call)) byPath.set(limit.path, limit);
  }
  const known = [...byPath.values()];
  const atHome = call.baseUrl.state === 'absent' || (call.baseUrl.state === 'unknown' && context.model(call) !== undefined);
  const older = atHome ? undefined : known.find(limit => limit.status === 'deprecated');
  if (older) return older;
  const current = known.filter(limit => limit.status === undefined || limit.status === 'current');
  const [first] = current;
  const inOwnStyle = first && current.find(limit => limit.path === styled(first.path, call));
  return inOwnStyle ?? first;
}

/** True where a framework runs what was made elsewhere (a `ChatOpenAI(...)`, an agent): its settings are asked for there. */
export function isSetElsewhere(call: CallSite): boolean {
  const limits = call.shape.params.limits ?? [];
  return call.kind === 'framework' && (limits.some(({ path }) => path.startsWith('@')) || limits.every(({ path }) => path.includes('.')));
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
