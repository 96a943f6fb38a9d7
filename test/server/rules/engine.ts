/** The whole analysis of one text: parsed, resolved, linted with real prices. */
import type { CallSite } from '../../../server/calls/callSite.ts';
import { createProgram } from '../../../server/calls/program.ts';
import { createEstimator } from '../../../server/estimate/createEstimator.ts';
import type { Estimate } from '../../../server/estimate/estimate.ts';
import type { Language } from '../../../server/ir/nodes.ts';
import { createRuleContext } from '../../../server/rules/context.ts';
import { rules } from '../../../server/rules/index.ts';
import { type LintResult, lint } from '../../../server/rules/lint.ts';
import type { RuleOptions } from '../../../server/rules/rule.ts';
import { catalogue } from '../../../shared/catalogue/index.ts';
import type { ModelFacts, UnknownModel } from '../../../shared/models/model.ts';
import { loadPrices, type PriceSource } from '../../../shared/models/priceSource.ts';
import { createTokenCounter } from '../../../shared/models/tokens/tokenCounter.ts';
import type { SiteObservation } from '../../../shared/runtime/attribution/siteObservation.ts';
import { TODAY } from './context.ts';
import { fileName, read, readyToRead } from './reading.ts';

const OPTIONS: RuleOptions = { maxRetrievalK: 10, weakLoopBound: 50, callsPerMonth: 10_000 };

const NOT_ESTIMATED: Estimate = { known: false, reason: 'not estimated in this test', assumptions: [] };

let prices: PriceSource | undefined;

export async function readyToLint(): Promise<void> {
  await readyToRead();
  prices ??= await loadPrices();
}

export interface Setting {
  readonly path?: string;
  /** Further files of the project by their path, all under `/project`. */
  readonly others?: Readonly<Record<string, string>>;
  /** Real prices unless others are given. */
  readonly lookup?: (id: string) => ModelFacts | UnknownModel;
  readonly estimate?: Estimate;
  readonly seen?: SiteObservation;
}

export function lintText(text: string, language: Language, setting: Setting = {}): LintResult & { readonly calls: readonly CallSite[] } {
  const { path = fileName(language), others = {}, lookup, estimate = NOT_ESTIMATED, seen } = setting;
  if (!prices) throw new Error('call readyToLint first');
  const texts = new Map(Object.entries({ ...others, [path]: text }));
  const modules = new Map([...texts].map(([name, content]) => [name, read(content, name)]));
  const resolve = (_from: string, specifier: string) =>
    [...texts.keys()].find(name => name.replace(/\.\w+$/, '') === `/project/${specifier.replace(/^\.\/|^\./, '').replaceAll('.', '/')}`);
  const program = createProgram({ load: name => modules.get(name), resolve }, catalogue);
  const module = modules.get(path) ?? read(text, path);
  const calls = program.calls(path);
  const knowledge = {
    prices: lookup ? { lookup: ({ model }: { model: string }) => lookup(model) } : prices,
    estimate: () => estimate,
    supposed:
      seen && prices ? createEstimator({ prices, tokens: createTokenCounter(), at: new Date(TODAY), callsPerMonth: 1000 }) : () => estimate,
    seen: () => seen,
    countTokens: (piece: string) => Math.ceil(piece.length / 4),
    today: TODAY,
  };
  const context = createRuleContext(module.text, knowledge, OPTIONS);
  return { calls, ...lint({ module, calls, rules, context, severities: {}, requireReason: false }) };
}
