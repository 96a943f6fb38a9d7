/** Prices, tokens and estimates put together for one configuration. */
import type { TokenizerFamily } from '../../shared/models/model.ts';
import { openPrices } from '../../shared/models/priceSource.ts';
import { createTokenCounter, type TokenCounter } from '../../shared/models/tokens/tokenCounter.ts';
import { fingerprintOf } from '../attribution/fingerprint.ts';
import type { CallSite } from '../calls/callSite.ts';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from '../estimate/assumptions.ts';
import { createEstimator } from '../estimate/createEstimator.ts';
import type { Estimate } from '../estimate/estimate.ts';
import { NOTHING_SEEN, type Observations } from '../estimate/observed.ts';
import { prepareEstimates } from '../estimate/prepareEstimates.ts';
import { callJson } from '../estimate/toContract.ts';
import { createRuleContext } from '../rules/context.ts';
import type { RuleContext } from '../rules/rule.ts';
import type { SourceFile } from '../syntax/source.ts';
import type { Settings, SupposedSizes } from './config/settings.ts';
import { placeOf } from './findingReports.ts';
import type { CallReport } from './report.ts';

export interface Costing {
  /** To be awaited before anything is asked about these calls. */
  prepare(calls: readonly CallSite[]): Promise<void>;
  ruleContext(text: string): RuleContext;
  callReport(call: CallSite, source: SourceFile): CallReport;
}

export interface CostingOptions {
  /** Count tokens with the models' own vocabularies. */
  readonly exact?: boolean;
  /** Reports carry what tells a call's requests from others, for the runtime. */
  readonly fingerprints?: boolean;
  /** What was seen of calls. */
  readonly seen?: Observations;
}

/**
 * Files with the same prices and options share one `Costing`. Tokens are counted with the models' own vocabularies when `exact` is set: half a
 * second and 65 MB for a few per cent, so it has to be asked for.
 */
export function openCosting(
  today: string,
  { exact = false, fingerprints = false, seen = NOTHING_SEEN }: CostingOptions = {},
): { forSettings(settings: Settings): Costing } {
  const at = new Date(`${today}T00:00:00Z`);
  const tokens = exact ? createTokenCounter() : estimatingCounter();
  const known = new Map<string, Costing>();

  function create({ models, options, assumptions: sizes }: Settings): Costing {
    const assumptions = assumptionsWith(sizes);
    const prices = openPrices(models);
    const estimates = new WeakMap<CallSite, Estimate>();
    const supposing = { prices, tokens, at, exact, callsPerMonth: options.callsPerMonth, assumptions };
    const supposed = createEstimator(supposing);
    const estimator = createEstimator({ ...supposing, seen });
    const estimate = (call: CallSite): Estimate => {
      const found = estimates.get(call) ?? estimator(call);
      estimates.set(call, found);
      return found;
    };
    const countTokens = (text: string, family: TokenizerFamily) =>
      (tokens.isLoaded(family) ? tokens.count(text, family) : tokens.estimate(text, family)).tokens;
    const knowledge = { prices, estimate, supposed, seen, countTokens, today };
    return {
      prepare: calls => prepareEstimates(calls, { prices, tokens, at, exact, assumptions }),
      ruleContext: text => createRuleContext(text, knowledge, options),
      callReport(call, source) {
        const context = createRuleContext(source.text, knowledge, options);
        const cost = estimate(call);
        const fingerprint = fingerprints ? fingerprintOf(call) : undefined;
        const request = fingerprint && supposed({ ...call, loop: { state: 'none' } });
        const contract = callJson(call, cost, {
          place: () => ({ path: '', ...placeOf(source, call.span) }),
          tokens: (text, site) => context.tokens(text, site),
          callsPerMonth: options.callsPerMonth,
          pricesAsOf: prices.asOf,
        });
        return {
          contract,
          span: call.span,
          ...(call.wraps && { wraps: call.wraps }),
          ...(fingerprint && { fingerprint, ...(call.via && { via: call.via }), ...(request?.known && { request: request.perCall }) }),
          ...(cost.known && {
            cost: { perCall: cost.perCall, perMonth: cost.perMonth, perCallCached: cost.perCallCached, priceAsOf: cost.priceAsOf },
          }),
        };
      },
    };
  }

  return {
    forSettings(settings) {
      const key = JSON.stringify([settings.models, settings.options, settings.assumptions]);
      const costing = known.get(key) ?? create(settings);
      known.set(key, costing);
      return costing;
    },
  };
}

/** The estimator's own, with what the user knows better. */
function assumptionsWith(supposed: SupposedSizes): Assumptions {
  const ranges = Object.entries(supposed).map(([name, size]) => [
    name,
    typeof size === 'number' ? { low: size, expected: size, high: size } : size,
  ]);
  return { ...DEFAULT_ASSUMPTIONS, ...Object.fromEntries(ranges) };
}

/** Never loads a vocabulary, and so says the same of a file whatever was analysed before it. */
function estimatingCounter(): TokenCounter {
  return { ...createTokenCounter(), isLoaded: () => false, load: async () => {} };
}
