/** How a call's SDK spells its output limit, for the model that is called. */

import type { LimitParam } from '../../shared/catalogue/schema.ts';
import type { CallSite } from '../calls/callSite.ts';

/** The spelling to write. A call to another host gets the older one: servers that imitate an API know it first. */
export function currentLimit(call: CallSite): LimitParam | undefined {
  const limits = call.shape.params.limits ?? [];
  const byPath = new Map<string, LimitParam>();
  for (const limit of limits) {
    if (!byPath.has(limit.path) && appliesTo(limit, call)) byPath.set(limit.path, limit);
  }
  const known = [...byPath.values()];
  const older = call.baseUrl.state === 'absent' ? undefined : known.find(limit => limit.status === 'deprecated');
  return older ?? known.find(limit => limit.status === undefined || limit.status === 'current');
}

function appliesTo(limit: LimitParam, call: CallSite): boolean {
  if (!limit.models) return true;
  return call.model.state === 'present' && new RegExp(limit.models).test(call.model.value);
}

/** The last name of a path: `max_output_tokens` of `config.max_output_tokens`. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).replace(/^@/, '');
}
