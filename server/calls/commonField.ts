/** What is certain of a field of one site that is several calls: arms of a conditional, branches of a wrapper. */
import type { Field } from './callSite.ts';

/** The model, if all have the same. */
export function commonModel(models: readonly Field<string>[]): Field<string> {
  const known = new Map(models.flatMap(model => (model.state === 'present' ? [[model.value, model] as const] : [])));
  const [only] = known.values();
  const unknown = models.find(model => model.state === 'unknown');
  if (only && known.size === 1 && !unknown) return only;
  const candidates = [...known.keys()];
  const reason = unknown?.state === 'unknown' ? unknown.reason : `one of ${candidates.join(', ')}`;
  return candidates.length ? { state: 'unknown', reason, candidates } : (unknown ?? { state: 'absent' });
}

/** The limit, if all have the same; absent is certain only when none has one. */
export function commonLimit(limits: readonly Field<number>[]): Field<number> {
  const [first] = limits;
  if (first && limits.every(limit => limit.state === first.state && presentValue(limit) === presentValue(first))) return first;
  const candidates = [...new Set(limits.flatMap(limit => presentValue(limit) ?? []))];
  return { state: 'unknown', reason: 'not the same in all calls that it may be', ...(candidates.length ? { candidates } : {}) };
}

function presentValue(limit: Field<number>): number | undefined {
  return limit.state === 'present' ? limit.value : undefined;
}
