import type { Rates } from '../../shared/models/model.ts';
import { formatDollars } from '../../shared/money/formatDollars.ts';
import { shareOf } from '../../shared/money/nanoDollars.ts';
import type { CallSite } from '../calls/callSite.ts';
import { replaceModelId, writtenModel } from './modelId.ts';
import type { Finding, Rule, RuleContext } from './rule.ts';
import { shorten } from './wording.ts';

/** From this factor on the old model is a mistake worth a warning; below it is a remark. */
const COSTLY = 2;
/** Less than this is no reason to move. */
const CHEAPER = 1.05;

export const supersededModel: Rule = {
  id: 'superseded-model',
  title: 'A model whose successor does the same for less',
  severity: 'warn',
  category: 'model',
  why: `Prices fall with each generation: \`gpt-4\` costs $30 a million input tokens and \`gpt-4.1\` $2 (@pydantic/genai-prices 0.1.8, read 2026-11-24). An id in
code stays at the old price until someone changes it. The successor is the one its vendor names; the factor is for the input and output this call is
estimated to have. Below twice the price it is information only.`,
  whenNot:
    'When answers have been tuned to the old model and the saving does not pay for testing the new one. Run your evaluation before you switch.',
  fixable: 'suggestion',
  examples: [
    {
      language: 'python',
      bad: `from openai import OpenAI

client = OpenAI()
client.chat.completions.create(model="gpt-4o", max_completion_tokens=300, messages=[{"role": "user", "content": "Hi"}])
# ^ superseded-model
`,
      good: `from openai import OpenAI

client = OpenAI()
client.chat.completions.create(model="gpt-6-luna", max_completion_tokens=300, messages=[{"role": "user", "content": "Hi"}])
`,
    },
    {
      language: 'typescript',
      bad: `import OpenAI from 'openai';

const client = new OpenAI();
await client.chat.completions.create({ model: 'gpt-4o', max_completion_tokens: 300, messages: [{ role: 'user', content: 'Hi' }] });
// ^ superseded-model
`,
      good: `import OpenAI from 'openai';

const client = new OpenAI();
await client.chat.completions.create({ model: 'gpt-6-luna', max_completion_tokens: 300, messages: [{ role: 'user', content: 'Hi' }] });
`,
    },
  ],

  check(call, context) {
    const written = writtenModel(call);
    const facts = context.model(call);
    if (!written || !facts?.successor || facts.confidence === 'override' || facts.confidence === 'prefix') return [];
    const successor = context.lookup(facts.successor, call);
    if ('unknown' in successor || !facts.price || !successor.price) return [];
    const factor = priceFactor(call, context, facts.price.rates, successor.price.rates);
    if (!(factor >= CHEAPER)) return [];
    const edits = replaceModelId(context.text, call, facts.id, facts.successor);
    const finding: Finding = {
      rule: supersededModel.id,
      severity: factor >= COSTLY ? 'warn' : 'info',
      path: call.path,
      span: written.span,
      message: `${saving(call, context, factor)}: ${facts.successor} succeeds ${shorten(written.id)}`,
      call: call.id,
      ...(edits ? { fix: { title: `Write ${facts.successor}`, safety: 'suggestion', edits } } : {}),
    };
    return [finding];
  },
};

/** Old price over new for the call's expected tokens; three times as much input as output where they are not known. */
function priceFactor(call: CallSite, context: RuleContext, old: Rates, next: Rates): number {
  const estimate = context.estimate(call);
  const input = estimate.known ? estimate.inputTokens.expected : 3;
  const output = estimate.known ? estimate.outputTokens.expected : 1;
  const cost = (rates: Rates) => input * rates.input + output * rates.output;
  return cost(old) / cost(next);
}

function saving(call: CallSite, context: RuleContext, factor: number): string {
  const estimate = context.estimate(call);
  if (!estimate.known || estimate.perCall.expected <= 0) return `the same for ${percent(factor)} of the price`;
  const next = shareOf(estimate.perCall.expected, 1000, Math.round(factor * 1000));
  return `${formatDollars(estimate.perCall.expected)} a call could be ${formatDollars(next)}`;
}

const percent = (factor: number): string => `${Math.max(1, Math.round(100 / factor))} %`;
