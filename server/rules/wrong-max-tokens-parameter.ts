import { costOfTokens } from '../../shared/money/cost.ts';
import { formatDollars } from '../../shared/money/formatDollars.ts';
import type { CallSite, WrittenLimit } from '../calls/callSite.ts';
import { rename } from './edits/rename.ts';
import { currentLimit, nameOf } from './outputLimit.ts';
import type { Finding, Fix, Rule, RuleContext } from './rule.ts';
import { count, headOf, shorten } from './wording.ts';

export const wrongMaxTokensParameter: Rule = {
  id: 'wrong-max-tokens-parameter',
  title: 'An output limit spelt in a way that this SDK or model ignores or refuses',
  severity: 'warn',
  category: 'output',
  why: `The limit has many names: \`max_tokens\`, \`max_completion_tokens\`, \`max_output_tokens\`, \`maxTokens\`, \`maxOutputTokens\`. OpenAI's reasoning models refuse
\`max_tokens\` in Chat Completions and it is deprecated for the others (openai-python 3.3.1, completion_create_params.py:117-133), Responses takes
\`max_output_tokens\` only, Bedrock Converse takes \`inferenceConfig.maxTokens\` in camel case and boto3 refuses another (botocore 1.43.67), each read on 2026-11-24.
A refused call costs time; an ignored limit costs money, because nothing limits the answer although the code says so.`,
  whenNot:
    'When the client talks to a server of its own that wants the older name. With a base URL in the code, deprecated names are not reported.',
  fixable: 'safe',
  examples: [
    {
      language: 'python',
      bad: `from openai import OpenAI

client = OpenAI()
client.chat.completions.create(model="gpt-6.1-sol", max_tokens=500, messages=[{"role": "user", "content": "Hi"}])
# ^ wrong-max-tokens-parameter
`,
      good: `from openai import OpenAI

client = OpenAI()
client.chat.completions.create(model="gpt-6.1-sol", max_completion_tokens=500, messages=[{"role": "user", "content": "Hi"}])
`,
    },
    {
      language: 'typescript',
      bad: `import OpenAI from 'openai';

const client = new OpenAI();
await client.chat.completions.create({
  model: 'gpt-6.1-sol',
  max_tokens: 500,
  // ^ wrong-max-tokens-parameter
  messages: [{ role: 'user', content: 'Hi' }],
});
`,
      good: `import OpenAI from 'openai';

const client = new OpenAI();
await client.chat.completions.create({
  model: 'gpt-6.1-sol',
  max_completion_tokens: 500,
  messages: [{ role: 'user', content: 'Hi' }],
});
`,
    },
  ],

  check(call, context) {
    if (call.kind === 'wrapper') return [];
    return call.limits.flatMap(limit => {
      const message = messageFor(call, limit, context);
      return message === undefined ? [] : [report(call, limit, message, context)];
    });
  },
};

function messageFor(call: CallSite, limit: WrittenLimit, context: RuleContext): string | undefined {
  if (limit.status === 'current') return undefined;
  const name = nameOf(limit.path);
  const model = call.model.state === 'present' ? shorten(call.model.value) : 'this API';
  const right = pathInstead(call, limit) ?? currentLimit(call, context)?.path;
  const write = right === undefined ? '' : `, write ${right}`;
  if (limit.status === 'rejected') return `the call is refused: ${model} does not take ${name}${write}`;
  if (limit.status === 'ignored') {
    const facts = context.model(call);
    const most = facts?.maxOutputTokens;
    const rate = facts?.price?.rates.output;
    const bill =
      rate && most
        ? `up to ${formatDollars(costOfTokens(most, rate))} of output a call (${count(most)} tokens)`
        : 'nothing limits the answer';
    return `${bill}: ${name} is ignored here${write}`;
  }
  return call.baseUrl.state === 'absent' ? `costs nothing yet: ${name} is deprecated and newer models refuse it${write}` : undefined;
}

function report(call: CallSite, limit: WrittenLimit, message: string, context: RuleContext): Finding {
  const here = limit.at?.path === call.path ? limit.at.span : undefined;
  const fix = renameTo(call, limit, context);
  return {
    rule: wrongMaxTokensParameter.id,
    severity: limit.status === 'deprecated' ? 'info' : 'warn',
    path: call.path,
    span: here ?? headOf(call),
    message,
    call: call.id,
    ...(fix ? { fix } : {}),
  };
}

/** Only within one object, and not when the right name is there as well. */
function renameTo(call: CallSite, limit: WrittenLimit, context: RuleContext): Fix | undefined {
  const { at, nameAt } = limit;
  const right = pathInstead(call, limit);
  if (!at || !nameAt || right === undefined || at.path !== call.path || nameAt.path !== call.path) return undefined;
  if (call.limits.some(other => other.path === right)) return undefined;
  const edits = rename(context.text, nameAt.span, at.span, nameOf(right));
  return { title: `Write ${nameOf(right)}`, safety: 'safe', edits };
}

/** The right spelling in the same object as the wrong one; undefined when the limit belongs into another. */
function pathInstead(call: CallSite, limit: WrittenLimit): string | undefined {
  if (limit.insteadUse === undefined) return undefined;
  const right = limit.path.slice(0, limit.path.lastIndexOf('.') + 1) + nameOf(limit.insteadUse);
  const known = call.shape.params.limits?.find(({ path }) => path === right);
  return known && (known.status === undefined || known.status === 'current') ? right : undefined;
}
