/** What is known of a call, as a card: cost first, then field by field, then what of the prompt a provider may cache, then cheaper models. */
import { formatDollars, formatRange } from '../../../shared/money/formatDollars.ts';
import type { SiteObservation } from '../../../shared/runtime/attribution/siteObservation.ts';
import type { CallSite, Field } from '../../calls/callSite.ts';
import type { Estimate, KnownEstimate } from '../../estimate/estimate.ts';
import { spends } from '../../estimate/totals.ts';
import type { RuleContext } from '../../rules/rule.ts';
import { count } from '../../rules/wording.ts';
import { seenSection } from '../seen/seenText.ts';
import type { CheaperModel } from './cheaperModels.ts';
import { code, table } from './markdown.ts';
import { prefixAnatomy } from './prefixAnatomy.ts';

export interface CallCard {
  readonly call: CallSite;
  readonly context: RuleContext;
  readonly estimate: Estimate;
  /** The same call sent to the batch API, where its model has a price there. */
  readonly batch?: KnownEstimate;
  readonly cheaper: readonly CheaperModel[];
  /** What the runtime saw of it. */
  readonly seen?: SiteObservation;
}

export function callCard({ call, context, estimate, batch, cheaper, seen }: CallCard): string {
  const sections = [
    `**${call.api}** · ${call.sdk}${call.symbol ? ` in ${code(call.symbol)}` : ''}`,
    spends(call) ? costs(estimate, batch) : 'Paid for where it is used, not here.',
    seen ? seenSection(seen, context.supposed(call), context.model(call)?.price?.rates) : '',
    fields(call, context),
    prefixAnatomy(call, context, estimate),
    cheaperTable(cheaper, estimate),
    assumptions(estimate),
  ];
  return sections.filter(section => section !== '').join('\n\n');
}

function costs(estimate: Estimate, batch: KnownEstimate | undefined): string {
  if (!estimate.known) return `Cost unknown: ${estimate.reason}.`;
  const { perCall, perCallCached, perMonth, inputTokens, outputTokens, priceAsOf } = estimate;
  const row = (name: string, { low, expected, high }: KnownEstimate['perCall']) => [name, formatDollars(expected), formatRange(low, high)];
  const rows = [
    row(perCallCached ? 'a call, nothing cached yet' : 'a call', perCall),
    ...(perCallCached ? [row('a call, prefix read from the cache', perCallCached)] : []),
    ...(batch ? [row('a call, sent as a batch', batch.perCall)] : []),
    row('a month', perMonth),
  ];
  const sent = `${count(inputTokens.expected)} tokens in, ${count(outputTokens.expected)} out; prices of ${priceAsOf}`;
  return `${table(['cost', 'expected', 'range'], rows)}\n\n${sent}.`;
}

function fields(call: CallSite, context: RuleContext): string {
  const number = (value: number) => count(value);
  const rows: [string, string][] = [
    ['model', field(call.model, code)],
    ['output limit', field(call.maxOutputTokens, number)],
    ['system prompt', promptText(call, context)],
    ['tools', field(call.tools, number)],
    ['loop', loopText(call)],
    ...(call.kind === 'retriever' || call.retrievalK.state === 'present'
      ? [['k', field(call.retrievalK, number)] as [string, string]]
      : []),
    ['cache marker', field(call.cacheMarker, code)],
    ...(call.effort.state === 'present' ? [['effort', field(call.effort, code)] as [string, string]] : []),
    ...(call.completions.state === 'present' ? [['answers', field(call.completions, number)] as [string, string]] : []),
  ];
  return table(['known', ''], rows);
}

function field<T>(value: Field<T>, show: (value: T) => string): string {
  switch (value.state) {
    case 'present':
      return `${show(value.value)}${value.from ? `, from ${value.from}` : ''}`;
    case 'absent':
      return value.default === undefined ? 'none' : `none: the library then takes ${show(value.default)}`;
    default: {
      const candidates = value.candidates?.length ? `; one of ${value.candidates.map(show).join(', ')}` : '';
      return `unknown: ${value.reason}${candidates}`;
    }
  }
}

function promptText({ systemPrompt, ...call }: CallSite, context: RuleContext): string {
  if (systemPrompt.state === 'absent') return 'none';
  if (systemPrompt.parts.length === 0) return `unknown: ${systemPrompt.reason ?? 'it is made elsewhere'}`;
  const site = { systemPrompt, ...call };
  const tokens = systemPrompt.parts.reduce((sum, part) => sum + (part.kind === 'static' ? context.tokens(part.text, site) : 0), 0);
  const holes = systemPrompt.parts.filter(part => part.kind === 'hole').length;
  const known = `${count(tokens)} tokens of fixed text${holes === 0 ? '' : `, ${holes} ${holes === 1 ? 'part that varies' : 'parts that vary'}`}`;
  return systemPrompt.state === 'present' ? known : `${known}; the rest unknown: ${systemPrompt.reason ?? 'it is made elsewhere'}`;
}

function loopText({ loop }: CallSite): string {
  switch (loop.state) {
    case 'none':
      return 'none';
    case 'bounded':
      return `at most ${loop.bound === undefined ? 'an unknown number of' : count(loop.bound)} turns${loop.by === 'default' ? ', by default' : ''}`;
    case 'unbounded':
      return 'nothing bounds it';
    default:
      return `unknown${loop.reason ? `: ${loop.reason}` : ''}`;
  }
}

function cheaperTable(cheaper: readonly CheaperModel[], estimate: Estimate): string {
  if (cheaper.length === 0 || !estimate.known) return '';
  const now = estimate.perCall.expected;
  const rows = cheaper.map(({ id, perCall, price }) => [
    code(id),
    formatDollars(perCall.expected),
    now === 0 ? '' : `${Math.round((100 * (now - perCall.expected)) / now)} % less`,
    `${formatDollars(price.rates.input)} in, ${formatDollars(price.rates.output)} out`,
    price.asOf,
  ]);
  return table(['cheaper model', 'a call', '', 'for a million tokens', 'price of'], rows);
}

function assumptions({ assumptions: stated }: Estimate): string {
  return stated.length === 0 ? '' : `Assumed: ${stated.join('; ')}.`;
}
