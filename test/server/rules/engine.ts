/** The whole analysis of one text: parsed, resolved, linted with real prices. */
import type { CallSite } from '../../../server/calls/callSite.ts';
import { createProgram } from '../../../server/calls/program.ts';
import type { Language } from '../../../server/ir/nodes.ts';
import { createRuleContext } from '../../../server/rules/context.ts';
import { rules } from '../../../server/rules/index.ts';
import { type LintResult, lint } from '../../../server/rules/lint.ts';
import type { RuleOptions } from '../../../server/rules/rule.ts';
import { catalogue } from '../../../shared/catalogue/index.ts';
import { loadPrices, type PriceSource } from '../../../shared/models/priceSource.ts';
import { TODAY } from './context.ts';
import { fileName, read, readyToRead } from './reading.ts';

export const OPTIONS: RuleOptions = { maxRetrievalK: 10, weakLoopBound: 50, callsPerMonth: 10_000 };

let prices: PriceSource | undefined;

export async function readyToLint(): Promise<void> {
  await readyToRead();
  prices ??= await loadPrices();
}

/** `others` are further files of the project by their path. */
export function lintText(
  text: string,
  language: Language,
  path = fileName(language),
  others: Readonly<Record<string, string>> = {},
): LintResult & { readonly calls: readonly CallSite[] } {
  if (!prices) throw new Error('call readyToLint first');
  const texts = new Map(Object.entries({ ...others, [path]: text }));
  const modules = new Map([...texts].map(([name, content]) => [name, read(content, name)]));
  const resolve = (_from: string, specifier: string) =>
    [...texts.keys()].find(
      name => name.replace(/\.\w+$/, '') === `/project/${specifier.replace(/^\.\//, '').replace(/^\./, '').replaceAll('.', '/')}`,
    );
  const program = createProgram({ load: name => modules.get(name), resolve }, catalogue);
  const module = modules.get(path) ?? read(text, path);
  const calls = program.calls(path);
  const knowledge = {
    prices,
    estimate: () => ({ known: false, reason: 'not estimated in this test', assumptions: [] }) as const,
    countTokens: (piece: string) => Math.ceil(piece.length / 4.5),
    today: TODAY,
  };
  const context = createRuleContext(module.text, knowledge, OPTIONS);
  return { calls, ...lint({ module, calls, rules, context, severities: {}, requireReason: false }) };
}
