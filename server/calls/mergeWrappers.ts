import type { CallSite, Field } from './callSite.ts';

/**
 * One call of a wrapper is one site, however many calls the wrapper holds (a branch per provider, a retry, steps). Where those differ in model,
 * the model is one of them. Expects sites in source order.
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
    return [{ ...representative, model: commonModel(group) }];
  });
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
