/**
 * Facts and prices of models, in layers: the user's table, our own rows, the packaged table. Pure once loaded: the day is an argument.
 */

import type { Provider } from '../catalogue/schema.ts';
import { closeIdentifiers } from '../config/closest.ts';
import { NO_MONEY } from '../money/nanoDollars.ts';
import { type Identity, identify } from './identity.ts';
import type { Confidence, ModelFacts, Price, UnknownModel } from './model.ts';
import { findOverride, type Overrides, type OwnRates, priceOfOwnRates } from './overrides.ts';
import { loadPackagedTable, type PackagedModel, type PackagedTable } from './packaged.ts';
import { type ModelRow, modifiersOf, priceOfRow } from './row.ts';
import { type FoundRow, findRow, sheets, tableAsOf } from './table.ts';
import { tokenizerFamily } from './tokenizerFamily.ts';

export interface ModelQuery {
  /** The receiver's; `unknown` for routers that read it from the model string. */
  readonly provider: Provider;
  readonly model: string;
  /** The day of the call: prices change. */
  readonly at: Date;
}

export interface PriceSource {
  /** Throws when the answer needs the packaged table and `prepare` was not awaited for it: that is a bug, not an unknown price. */
  lookup(query: ModelQuery): ModelFacts | UnknownModel;
  /** The same, but undefined where the packaged table is needed and not loaded yet. */
  find(query: ModelQuery): ModelFacts | UnknownModel | undefined;
  /** Loads what these queries and the successors of their models need, which may be nothing. */
  prepare(queries: Iterable<ModelQuery>): Promise<void>;
  /** The day of the newest price. */
  readonly asOf: string;
}

export function isUnknown(answer: ModelFacts | UnknownModel): answer is UnknownModel {
  return 'unknown' in answer;
}

/** A price source that loads the packaged table when it is first needed: call `prepare` before `lookup`. */
export function openPrices(overrides: Overrides = {}): PriceSource {
  return new LayeredPrices(overrides);
}

/** A price source with everything loaded. */
export async function loadPrices(overrides: Overrides = {}): Promise<PriceSource> {
  const prices = new LayeredPrices(overrides);
  await prices.load();
  return prices;
}

class LayeredPrices implements PriceSource {
  readonly asOf = tableAsOf;
  readonly #overrides: Overrides;
  readonly #answers = new Map<string, ModelFacts | UnknownModel>();
  #packaged: PackagedTable | undefined;

  constructor(overrides: Overrides) {
    this.#overrides = overrides;
  }

  async load(): Promise<void> {
    this.#packaged ??= await loadPackagedTable();
  }

  async prepare(queries: Iterable<ModelQuery>): Promise<void> {
    if (this.#packaged) return;
    for (const query of queries) {
      const answer = this.find(query);
      if (answer === undefined) return this.load();
      // Who asks for a model may ask what its successor costs.
      const successor = isUnknown(answer) ? undefined : answer.successor;
      if (successor !== undefined && this.find({ ...query, model: successor }) === undefined) return this.load();
    }
  }

  lookup(query: ModelQuery): ModelFacts | UnknownModel {
    const answer = this.find(query);
    if (answer === undefined) throw new Error(`prices were not prepared for the model ${query.model}`);
    return answer;
  }

  find(query: ModelQuery): ModelFacts | UnknownModel | undefined {
    const key = `${query.provider} ${query.model} ${query.at.toISOString().slice(0, 10)}`;
    const known = this.#answers.get(key);
    if (known) return known;
    const found = this.#resolve(query);
    if (found && !found.hourly) this.#answers.set(key, found.answer);
    return found?.answer;
  }

  #resolve(query: ModelQuery): Resolved | undefined {
    const override = findOverride(this.#overrides, query.model);
    if (override === undefined) return this.#fromTables(query);
    if (typeof override === 'object') return this.#withOwnRates(query, override);
    const behind = this.#fromTables({ ...query, model: override });
    return behind && { ...behind, answer: isUnknown(behind.answer) ? behind.answer : { ...behind.answer, confidence: 'override' } };
  }

  #withOwnRates(query: ModelQuery, own: OwnRates): Resolved {
    const identity = identify(query.provider, query.model);
    const price = priceOfOwnRates(own, query.at.toISOString().slice(0, 10));
    const id = 'reason' in identity ? query.model : identity.id;
    const base = 'reason' in identity ? undefined : factsOf(identity, rowOf(identity));
    return {
      answer: { provider: query.provider, tokenizer: tokenizerFamily(id), ...base, id, confidence: 'override', price },
      hourly: false,
    };
  }

  #fromTables(query: ModelQuery): Resolved | undefined {
    const identity = identify(query.provider, query.model);
    if ('reason' in identity) return { answer: unknown(identity.reason), hourly: false };
    const row = rowOf(identity);
    const own = priceFromRows(identity, row, query.at);
    if (own) {
      return { answer: { ...factsOf(identity, row), confidence: confidenceOf(identity, row), price: own }, hourly: false };
    }
    if (!this.#packaged) return undefined;
    const packaged = findPackaged(this.#packaged, identity, query.at);
    if (!row && !packaged) return { answer: this.#notFound(identity, query), hourly: false };
    return { answer: combine(identity, row, packaged), hourly: packaged?.hourly ?? false };
  }

  #notFound(identity: Identity, { model, at }: ModelQuery): UnknownModel {
    const day = at.toISOString().slice(0, 10);
    const rows = sheets
      .filter(sheet => sheet.provider === identity.maker || sheet.provider === identity.provider)
      .flatMap(sheet => sheet.rows);
    const namesOf = (some: readonly ModelRow[]) => some.flatMap(row => [row.id, ...(row.aliases ?? [])]);
    const gone = new Set(namesOf(rows.filter(row => row.retires !== undefined && row.retires <= day)));
    const names = [...namesOf(rows), ...(this.#packaged?.ids(identity.provider) ?? [])];
    const suggestions = closeIdentifiers(
      identity.makerId,
      names.filter(name => !gone.has(name)),
    );
    return unknown(notFoundReason(identity, model), suggestions);
  }
}

interface Resolved {
  readonly answer: ModelFacts | UnknownModel;
  readonly hourly: boolean;
}

interface RowMatch extends FoundRow {
  /** Found only after a date was taken off. */
  readonly dated: boolean;
  /** A row of the provider itself, not of the maker whose model it resells. */
  readonly ofProvider: boolean;
  readonly ofFineTuned: boolean;
}

/** The provider's own row, else the maker's; the dated snapshot of a row is that row. */
function rowOf(identity: Identity): RowMatch | undefined {
  const undated = (id: string) => id.replace(/-(\d{8}|\d{4}-\d{2}-\d{2})$/, '');
  const match = (found: FoundRow, dated: boolean, provider: Provider): RowMatch => ({
    ...found,
    dated,
    ofProvider: provider === identity.provider,
    ofFineTuned: found.row.id.startsWith('ft:'),
  });
  const candidates: readonly (readonly [Provider, string])[] = [
    [identity.provider, identity.id],
    [identity.maker, identity.makerId],
    // Vertex AI sells Gemini at the prices of the Gemini API.
    ...(identity.provider === 'gcp.vertex_ai' ? ([['gcp.gemini', identity.makerId]] as const) : []),
  ];
  for (const [provider, id] of candidates) {
    const found = findRow(provider, id);
    if (found) return match(found, false, provider);
  }
  for (const [provider, id] of candidates) {
    const found = undated(id) === id ? undefined : findRow(provider, undated(id));
    if (found) return match(found, true, provider);
  }
  return undefined;
}

/** What our own rows say the tokens cost at this provider; undefined where the packaged table has to say it. */
function priceFromRows(identity: Identity, row: RowMatch | undefined, at: Date): Price | undefined {
  if (identity.variant === 'free') return freeOfCharge(at);
  if (!row) return undefined;
  // Of the base the limits hold, its price does not.
  if (identity.fineTunedFrom !== undefined && !row.ofFineTuned) return undefined;
  return priceOfRow(row.row, row.sheet, at, placePermille(identity, row));
}

/** Bedrock: profiles of a geography cost more where the row says so; a bare id of a guest is a regional endpoint, of Amazon's own not. */
function placePermille(identity: Identity, { row }: RowMatch): number {
  const dearer = identity.profile === 'geography' || (identity.profile === 'bare' && identity.maker === 'anthropic');
  return dearer ? (row.geography ?? 1000) : 1000;
}

function freeOfCharge(at: Date): Price {
  const rates = { input: NO_MONEY, output: NO_MONEY };
  return { rates, tiers: [], asOf: at.toISOString().slice(0, 10), source: 'the :free variant of OpenRouter' };
}

function findPackaged(table: PackagedTable, identity: Identity, at: Date): PackagedModel | undefined {
  const asked = identity.variant === undefined ? [identity.listed] : [identity.listed, identity.id];
  for (const id of asked) {
    const found = table.find(identity.provider, id, at);
    if (found) return id === identity.listed ? found : { ...found, match: 'prefix' };
  }
  return undefined;
}

function factsOf(identity: Identity, match: RowMatch | undefined): Omit<ModelFacts, 'confidence' | 'price'> {
  const row = match?.row;
  // Resellers keep models on schedules of their own; Microsoft keeps Anthropic's for Claude.
  const ownSchedule = identity.provider === identity.maker || (identity.provider === 'azure.ai.openai' && identity.maker === 'anthropic');
  const successor = row?.successor && spelledFor(identity, row.successor);
  return {
    id: row && match.ofProvider ? row.id : identity.id,
    provider: identity.provider,
    tokenizer: tokenizerFamily(identity.makerId),
    ...(row?.context === undefined ? {} : { contextTokens: row.context }),
    ...(row?.maxOutput === undefined ? {} : { maxOutputTokens: row.maxOutput }),
    ...(row?.cacheMinimum === undefined ? {} : { cacheMinimumTokens: row.cacheMinimum }),
    ...(row?.caching === undefined ? {} : { caching: row.caching }),
    ...(row?.reasoning === undefined ? {} : { reasoning: row.reasoning }),
    ...(row?.embedding === undefined ? {} : { embedding: row.embedding }),
    ...(row?.retires === undefined || !ownSchedule ? {} : { retires: row.retires }),
    ...(successor === undefined ? {} : { successor }),
  };
}

/** A model of the maker as the reseller lists it; an Azure deployment has whatever name it was given. */
function spelledFor(identity: Identity, makerId: string): string | undefined {
  switch (identity.provider) {
    case 'aws.bedrock': {
      const geography = /^([a-z-]+\.)(?=(anthropic|amazon)\.)/.exec(identity.listed)?.[1] ?? '';
      return identity.maker === 'anthropic' ? `${geography}anthropic.${makerId}` : makerId;
    }
    case 'openrouter':
      return `${identity.id.split('/')[0]}/${identity.maker === 'anthropic' ? makerId.replace(/(\d)-(\d)$/, '$1.$2') : makerId}`;
    case 'azure.ai.openai':
      return undefined;
    default:
      return makerId;
  }
}

function combine(identity: Identity, match: RowMatch | undefined, packaged: PackagedModel | undefined): ModelFacts {
  const facts = factsOf(identity, match);
  const price = packaged?.price && { ...packaged.price, ...(match ? modifiersOf(match.row) : {}) };
  return {
    ...facts,
    // A prefix hit says which model's price it is.
    id: packaged?.match === 'prefix' ? packaged.id : facts.id,
    ...(facts.contextTokens === undefined && packaged?.contextTokens !== undefined ? { contextTokens: packaged.contextTokens } : {}),
    ...(price === undefined ? {} : { price }),
    confidence: confidenceOf(identity, match, packaged),
  };
}

function confidenceOf(identity: Identity, match: RowMatch | undefined, packaged?: PackagedModel): Confidence {
  if (packaged?.match === 'prefix') return 'prefix';
  const exact = identity.verbatim && (match ? match.exact && !match.dated : packaged?.match === 'exact');
  return exact ? 'exact' : 'alias';
}

function unknown(reason: string, suggestions: readonly string[] = []): UnknownModel {
  return { unknown: true, reason, didYouMean: suggestions };
}

function notFoundReason(identity: Identity, written: string): string {
  if (identity.provider === 'azure.ai.openai') {
    return `${written} is the name of an Azure deployment, which does not say which model it runs: map it under \`models\` in the configuration`;
  }
  if (identity.fineTunedFrom !== undefined) return `the price of models fine-tuned from ${identity.fineTunedFrom} is not known`;
  if (/-latest$/.test(identity.id)) return `${written} stands for another model over time, and which one now is not known`;
  return `no price list has the model ${written}`;
}
