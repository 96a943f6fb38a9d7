import { costOfTokens } from '../../shared/money/cost.ts';
import { formatDollars } from '../../shared/money/formatDollars.ts';
import { times } from '../../shared/money/nanoDollars.ts';
import type { CallSite } from '../calls/callSite.ts';
import { insertParameter } from './edits/parameter.ts';
import { currentLimit, isSetElsewhere, nameOf } from './outputLimit.ts';
import type { Fix, Rule, RuleContext, Severity } from './rule.ts';
import { count, headOf, shorten } from './wording.ts';

/** An answer of about 750 English words: what the worst case is compared with. */
const ORDINARY_ANSWER = 1000;

/** What a fix writes unless the user says otherwise. */
const DEFAULT_LIMIT = 1024;

export const missingMaxTokens: Rule = {
  id: 'missing-max-tokens',
  title: 'A call without an output limit',
  severity: 'warn',
  category: 'output',
  why: `Output tokens cost two to eight times as much as input tokens, and without a limit only the model decides how many there are: a prompt that makes it
repeat itself is billed up to the model's maximum (16,384 tokens at gpt-4o, 64,000 and more at newer models). OpenAI, Gemini and Bedrock get no limit unless
one is set. Anthropic's API refuses a call without one, but libraries above it fill it in: the AI SDK sends the model's maximum (@ai-sdk/anthropic 3.0.140),
LangChain a number of its own (@langchain/anthropic 1.5.11: 16,384), each read in its source on 2026-11-24.

Severity goes by what is then sent: nothing or the maximum warns, a library's own number or a framework's setting informs. A call whose arguments come
through \`**kwargs\` or a variable is never reported, since the limit may be there.`,
  whenNot:
    'When the answer must never be cut, whatever it costs: a limit stops the text in mid-sentence and the tokens until there are billed.',
  fixable: 'suggestion',
  examples: [
    {
      language: 'python',
      bad: `from openai import OpenAI

client = OpenAI()

def summarise(text: str):
    return client.chat.completions.create(
    # ^ missing-max-tokens
        model="gpt-6.1-terra",
        messages=[{"role": "user", "content": f"Summarise: {text}"}],
    )
`,
      good: `from openai import OpenAI

client = OpenAI()

def summarise(text: str):
    return client.chat.completions.create(
        model="gpt-6.1-terra",
        messages=[{"role": "user", "content": f"Summarise: {text}"}],
        max_completion_tokens=300,
    )
`,
    },
    {
      language: 'typescript',
      bad: `import OpenAI from 'openai';

const client = new OpenAI();

export function summarise(text: string) {
  return client.responses.create({ model: 'gpt-6.1-terra', input: \`Summarise: \${text}\` });
  // ^ missing-max-tokens
}
`,
      good: `import OpenAI from 'openai';

const client = new OpenAI();

export function summarise(text: string) {
  return client.responses.create({ model: 'gpt-6.1-terra', input: \`Summarise: \${text}\`, max_output_tokens: 300 });
}
`,
    },
  ],

  check(call, context) {
    if (!writesText(call) || call.maxOutputTokens.state !== 'absent' || call.open !== undefined) return [];
    // A misspelt limit is another rule's; the caller of a wrapper cannot set what the wrapper does not pass on.
    if (call.limits.some(limit => limit.status === 'ignored' || limit.status === 'rejected') || call.kind === 'wrapper') return [];
    if (isSetElsewhere(call) || !currentLimit(call, context)) return [];
    const graded = grade(call, context);
    if (!graded) return [];
    const fix = insertLimit(call, context);
    return [
      {
        rule: missingMaxTokens.id,
        severity: graded,
        path: call.path,
        span: headOf(call),
        message: messageFor(call, context),
        call: call.id,
        ...(fix ? { fix } : {}),
      },
    ];
  },
};

function writesText(call: CallSite): boolean {
  return call.operation === 'chat' || call.operation === 'completion' || call.operation === 'agent';
}

function grade(call: CallSite, context: RuleContext): Severity | undefined {
  const { sends, tokens } = call.missingLimit ?? {};
  if (sends === 'required') return undefined;
  if (sends === 'default' && tokens !== undefined && tokens <= (context.options.outputLimit ?? DEFAULT_LIMIT)) return undefined;
  if (sends === 'modelMaximum') return 'warn';
  return sends === 'unlimited' && call.kind === 'direct' ? 'warn' : 'info';
}

function messageFor(call: CallSite, context: RuleContext): string {
  const facts = context.model(call);
  const rate = facts?.price?.rates.output;
  const name = nameOf(currentLimit(call, context)?.path ?? 'max_tokens');
  const sent = call.missingLimit?.tokens;
  const model = call.model.state === 'present' ? shorten(call.model.value) : 'the model';
  if (call.missingLimit?.sends === 'default') {
    const cost = rate && sent ? `up to ${formatDollars(outputCost(call, sent, rate))} of output a call` : 'output is limited by a default';
    return `${cost}: no ${name}, so the library sends ${sent === undefined ? 'a number of its own' : `${count(sent)} tokens`}`;
  }
  const most = sent ?? facts?.maxOutputTokens;
  const ordinary = rate && formatDollars(outputCost(call, ORDINARY_ANSWER, rate));
  if (!most) {
    const cost = ordinary ? `${ordinary} for each ${count(ORDINARY_ANSWER)} tokens of output` : 'the answer costs what it costs';
    return `${cost}, without a ceiling: no ${name}, ${model} stops when it likes`;
  }
  const why = call.missingLimit?.sends === 'modelMaximum' ? `so the library asks for ${count(most)}` : `${model} may write ${count(most)}`;
  const cost = rate
    ? `up to ${formatDollars(outputCost(call, most, rate))} of output a call (${ordinary} for ${count(ORDINARY_ANSWER)} tokens)`
    : 'the cost of the answer is open';
  return `${cost}: no ${name}, ${why}`;
}

function outputCost(call: CallSite, tokens: number, rate: Parameters<typeof costOfTokens>[1]) {
  const answers = call.completions.state === 'present' ? Math.max(1, Math.round(call.completions.value)) : 1;
  return times(costOfTokens(tokens, rate), answers);
}

function insertLimit(call: CallSite, context: RuleContext): Fix | undefined {
  const limit = currentLimit(call, context);
  if (!limit) return undefined;
  const value = context.options.outputLimit ?? DEFAULT_LIMIT;
  const edits = insertParameter(context.text, call, limit.path, String(value));
  return edits && { title: `Limit the answer: ${nameOf(limit.path)} ${value}`, safety: 'suggestion', edits };
}
