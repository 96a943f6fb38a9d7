/** A policy as written becomes changes of calls. */
import type { Policy } from '../../config/policySchema.ts';
import type { PriceSource } from '../../models/priceSource.ts';
import type { Changes } from './changes.ts';
import { type PastCall, type PricedModel, pricedModel } from './pastCall.ts';

/** `problems`: models that no price is known of, each a sentence. */
export function changesOf(
  policy: Policy,
  calls: readonly PastCall[],
  prices: PriceSource,
): Changes | { readonly problems: readonly string[] } {
  const { models = [], outputLimits = [], batch = [], cache = {} } = policy;
  const problems = new Set<string>();
  const known = new Map<string, PricedModel | undefined>();
  const modelFor = (call: PastCall): PricedModel | undefined => {
    const route = models.find(one => fits(one, call));
    if (!route || !call.model || lotOf(call) >= (route.share ?? 1)) return undefined;
    const { provider } = call.model;
    const key = `${provider} ${route.to} ${new Date(call.attempt.startedAt).toISOString().slice(0, 10)}`;
    if (!known.has(key)) known.set(key, pricedModel(prices, provider, route.to, new Date(call.attempt.startedAt)));
    const found = known.get(key);
    if (!found) problems.add(`the price of "${route.to}" at ${provider} is not known`);
    return found;
  };
  for (const call of calls) modelFor(call);
  if (problems.size > 0) return { problems: [...problems] };
  const { exact, ttlSeconds = 86_400, semantic, prompt } = cache;
  return {
    model: modelFor,
    outputLimit: call => outputLimits.find(one => fits(one, call))?.tokens,
    batch: call => batch.some(one => fits(one, call)),
    promptCache: () => prompt,
    exact: () => (exact === undefined ? undefined : exact && ttlSeconds * 1000),
    semantic: () => semantic,
  };
}

interface Which {
  readonly model?: string | undefined;
  readonly site?: string | undefined;
  readonly user?: string | undefined;
  readonly project?: string | undefined;
}

function fits({ model, site, user, project }: Which, { attempt }: PastCall): boolean {
  const { identity } = attempt;
  return (
    (model === undefined || matches(model, attempt.model ?? '')) &&
    (site === undefined || site === identity.site) &&
    (user === undefined || user === identity.user) &&
    (project === undefined || project === identity.project)
  );
}

function matches(pattern: string, model: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === model;
  if (!model.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest.slice(0, -1)) {
    const found = model.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const last = rest.at(-1) ?? '';
  return model.length - last.length >= at && model.endsWith(last);
}

/** From 0 to 1, spread evenly, the same at each replay and for all calls of a conversation: its model is not changed in the middle. */
function lotOf({ attempt }: PastCall): number {
  let hash = 0x811c9dc5;
  for (const letter of attempt.verdicts?.turn?.conversation ?? attempt.operation) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  // FNV-1a spreads its low bits well, its high ones less: mixed once more.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
