import type { CallSite, Field } from './callSite.ts';

/**
 * One call of a wrapper is one site, however many calls the wrapper holds (a branch per provider, a retry, steps). Where those differ in model,
 * the model is one of them, and so is the limit. Expects sites in source order.
 */
export function mergeWrappers(sites: readonly CallSite[]): readonly CallSite[] {
  const bySpan = new Map<string, CallSite[]>();
  for (const site of sites) {
    const key = `${site.span.start}-${site.span.end}`;
    const group = bySpan.get(key);
    if (group) group.push(site);
    else bySpan.set(key, [site]);
  }
  return [...bySpan.values()].flatMap(group => {
    const own = group.filter(site => site.kind !== 'wrapper');
    if (own.length > 0) return own;
    const [first] = group;
    if (!first || group.length === 1) return group;
    const representative = group.find(site => site.model.state === 'present') ?? first;
    return [{ ...representative, model: commonModel(group), maxOutputTokens: commonLimit(group, representative) }];
  });
}

/** Absent is certain only when no call behind the wrapper has a limit. */
function commonLimit(group: readonly CallSite[], representative: CallSite): Field<number> {
  const limits = group.filter(site => site.operation === representative.operation && !site.free).map(site => site.maxOutputTokens);
  const [first] = limits;
  if (first && limits.every(limit => limit.state === first.state && (limit.state !== 'present' || limit.value === presentValue(first))))
    return representative.maxOutputTokens;
  const candidates = [...new Set(limits.flatMap(limit => presentValue(limit) ?? []))];
  return { state: 'unknown', reason: 'not the same in all calls behind it', ...(candidates.length ? { candidates } : {}) };
}

function presentValue(limit: Field<number>): number | undefined {
  return limit.state === 'present' ? limit.value : undefined;
}

function commonModel(group: readonly CallSite[]): Field<string> {
  const known = new Map(group.flatMap(site => (site.model.state === 'present' ? [[site.model.value, site.model] as const] : [])));
  const [only] = known.values();
  if (only && known.size === 1 && group.every(site => site.model.state !== 'unknown')) return only;
  const unknown = group.find(site => site.model.state === 'unknown')?.model;
  const candidates = [...known.keys()];
  const reason = unknown?.state === 'unknown' ? unknown.reason : `one of ${candidates.join(', ')}`;
  return candidates.length ? { state: 'unknown', reason, candidates } : (unknown ?? { state: 'absent' });
}
