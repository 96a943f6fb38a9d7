import type { CallSite } from './callSite.ts';
import { commonLimit, commonModel } from './commonField.ts';

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
    const alike = group.filter(site => site.operation === representative.operation && !site.free);
    return [
      {
        ...representative,
        model: commonModel(group.map(site => site.model)),
        maxOutputTokens: commonLimit(alike.map(site => site.maxOutputTokens)),
      },
    ];
  });
}
