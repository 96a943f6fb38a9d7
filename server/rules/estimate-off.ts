import { formatDollars, formatRange } from '../../shared/money/formatDollars.ts';
import { ENOUGH_CALLS } from '../estimate/observed.ts';
import type { Rule } from './rule.ts';
import { seenExample } from './seenExample.ts';
import { count, headOf } from './wording.ts';

/** So many times outside the range. */
const FAR = 2;

const python = `from openai import OpenAI

client = OpenAI()

def answer(question: str):
    return client.chat.completions.create(
    # ^ estimate-off
        model="gpt-6-luna",
        max_completion_tokens=100,
        messages=[{"role": "user", "content": question}],
    )
`;

const typescript = `import OpenAI from 'openai';

const client = new OpenAI();

export function answer(question: string) {
  return client.chat.completions.create({
  // ^ estimate-off
    model: 'gpt-6-luna',
    max_completion_tokens: 100,
    messages: [{ role: 'user', content: question }],
  });
}
`;

const far = seenExample({ calls: 40, input: 90_000, output: 90, cached: 30, dollars: 0.18 });
const near = seenExample({ calls: 40, input: 400, output: 90, cached: 0, dollars: 0.0001 });

export const estimateOff: Rule = {
  id: 'estimate-off',
  title: 'A call that was seen to cost far more, or far less, than its code lets expect',
  severity: 'info',
  category: 'housekeeping',
  why: `The estimate of a call rests on what its code says and on assumptions about the rest: how long a question, a document or an answer is. Where at least
${ENOUGH_CALLS} calls went through \`farthing proxy\` and half of them cost more than twice the top of the range, or less than half its bottom, an assumption is wrong: a
document is larger than thought, a conversation is never trimmed, or the model that answers is another. The assumptions are in the hover of the call; sizes
that were seen take their place in the estimate. Only known where something was metered: in the editor, and with \`farthing check --observed\`.`,
  whenNot: 'When the calls that were metered are not like those in production: tests with tiny inputs, say.',
  fixable: 'no',
  examples: [
    { language: 'python', bad: python, good: python.replace(/ *# \^.*\n/, ''), seen: { bad: far, good: near } },
    { language: 'typescript', bad: typescript, good: typescript.replace(/ *\/\/ \^.*\n/, ''), seen: { bad: far, good: near } },
  ],

  check(call, context) {
    const cost = context.seen(call)?.cost;
    const supposed = context.supposed(call);
    // The ledger has requests; a run of several is no match for one.
    if (!cost || cost.calls < ENOUGH_CALLS || !supposed.known || supposed.turns.high > 1) return [];
    const low = Math.min(supposed.perCall.low, supposed.perCallCached?.low ?? supposed.perCall.low);
    const { high } = supposed.perCall;
    if (cost.p50 <= FAR * high && FAR * cost.p50 >= low) return [];
    const range = formatRange(low as typeof high, high);
    const message = `${formatDollars(cost.p50)} a call was seen, ${range} was expected: the median of ${count(cost.calls)} calls`;
    return [{ rule: estimateOff.id, severity: 'info', path: call.path, span: headOf(call), message, call: call.id }];
  },
};
