/** Which models a call may ask: their facts, or why a price cannot be told. */
import type { ModelFacts, UnknownModel } from '../../shared/models/model.ts';
import { isUnknown, type ModelQuery, type PriceSource } from '../../shared/models/priceSource.ts';
import type { CallSite } from '../calls/callSite.ts';

/** What has to be looked up to price a call; nothing where the model is not known. */
export function queriesOf(call: CallSite, at: Date): readonly ModelQuery[] {
  return modelNames(call).map(model => ({ provider: call.provider, model, at }));
}

export interface NamedModel {
  readonly written: string;
  readonly facts: ModelFacts;
}

export type ModelsOfCall = { readonly models: readonly NamedModel[] } | { readonly reason: string };

export function modelsOf(call: CallSite, prices: PriceSource, at: Date): ModelsOfCall {
  const queries = queriesOf(call, at);
  if (queries.length === 0) return { reason: unnamedReason(call) };
  const models: NamedModel[] = [];
  for (const query of queries) {
    const facts = prices.lookup(query);
    if (isUnknown(facts)) return { reason: unknownReason(facts) };
    if (!facts.price) return { reason: `${query.model} is not sold by tokens of text` };
    models.push({ written: query.model, facts });
  }
  return { models };
}

function modelNames(call: CallSite): readonly string[] {
  const { model } = call;
  if (model.state === 'present') return [model.value];
  if (model.state === 'absent') return model.default === undefined ? [] : [model.default];
  return [...new Set(model.candidates ?? [])];
}

function unnamedReason(call: CallSite): string {
  if (call.model.state === 'unknown') return `the model is not known: ${call.model.reason}`;
  return 'no model is named here';
}

function unknownReason({ reason, didYouMean }: UnknownModel): string {
  const [first, ...others] = didYouMean;
  if (first === undefined) return reason;
  return `${reason}; did you mean ${[first, ...others].join(' or ')}?`;
}
