import { formatDollars } from '../../shared/money/formatDollars.ts';
import { shareOf } from '../../shared/money/nanoDollars.ts';
import type { CallSite } from '../calls/callSite.ts';
import type { Span } from '../ir/nodes.ts';
import { insertEntry } from './edits/entries.ts';
import { expressionSpan, insertParameter, parameterSlot } from './edits/parameter.ts';
import { nameOf } from './outputLimit.ts';
import type { Edit, Finding, Fix, Rule, RuleContext, Severity } from './rule.ts';
import { count, headOf } from './wording.ts';

export const unboundedToolLoop: Rule = {
  id: 'unbounded-tool-loop',
  title: 'An agent or tool loop without a bound on its turns',
  severity: 'warn',
  category: 'loops',
  why: `Each turn of a tool loop sends the whole conversation again, so that the cost grows with the square of the turns: twenty turns cost some two hundred
times one. A model that calls a failing tool again and again stops only at a bound. Some libraries have a tight one (OpenAI Agents 10, AI SDK 1 to 20,
LangGraph.js 25), some a nominal one (LangGraph for Python 10,007 steps, LangChain's \`create_agent\` 10,000), some none (Anthropic's tool runner, AutoGen's
group chats, a \`while True\` of one's own), each read in its source on 2026-11-24.`,
  whenNot: 'When something outside the loop ends it: a budget of tokens, a deadline, a person who is asked at each turn.',
  fixable: 'suggestion',
  examples: [
    {
      language: 'python',
      bad: `from anthropic import Anthropic

client = Anthropic()

def run(tools, question: str):
    return client.beta.messages.tool_runner(
    # ^ unbounded-tool-loop
        model="claude-sonnet-5-5",
        max_tokens=1000,
        tools=tools,
        messages=[{"role": "user", "content": question}],
    )
`,
      good: `from anthropic import Anthropic

client = Anthropic()

def run(tools, question: str):
    return client.beta.messages.tool_runner(
        model="claude-sonnet-5-5",
        max_tokens=1000,
        tools=tools,
        messages=[{"role": "user", "content": question}],
        max_iterations=10,
    )
`,
    },
    {
      language: 'typescript',
      bad: `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();
const tools = [{ name: 'look_up', input_schema: { type: 'object' } }];

export async function run(messages: Anthropic.MessageParam[]) {
  while (true) {
    const reply = await client.messages.create({ model: 'claude-sonnet-5-5', max_tokens: 1000, tools, messages });
    // ^ unbounded-tool-loop
    if (reply.stop_reason !== 'tool_use') return reply;
    messages.push({ role: 'assistant', content: reply.content });
  }
}
`,
      good: `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();
const tools = [{ name: 'look_up', input_schema: { type: 'object' } }];

export async function run(messages: Anthropic.MessageParam[]) {
  for (let turn = 0; turn < 10; turn++) {
    const reply = await client.messages.create({ model: 'claude-sonnet-5-5', max_tokens: 1000, tools, messages });
    if (reply.stop_reason !== 'tool_use') return reply;
    messages.push({ role: 'assistant', content: reply.content });
  }
}
`,
    },
  ],

  check(call, context) {
    if (call.kind === 'wrapper' || isBoundElsewhere(call)) return [];
    const found = verdict(call, context);
    if (!found) return [];
    const fix = boundIt(call, context);
    const finding: Finding = {
      rule: unboundedToolLoop.id,
      severity: found.severity,
      path: call.path,
      span: headOf(call),
      message: found.message,
      call: call.id,
      ...(fix ? { fix } : {}),
      related: call.loop.at ? [{ at: call.loop.at, message: 'the loop' }] : [],
    };
    return [finding];
  },
};

/** A run of an agent whose bound is an argument of its constructor: that is a call site of its own. */
function isBoundElsewhere(call: CallSite): boolean {
  const paths = call.shape.params.loop?.paths ?? [];
  return call.kind === 'framework' && call.loop.by !== 'code' && paths.length > 0 && paths.every(path => path.startsWith('@'));
}

function verdict(call: CallSite, context: RuleContext): { severity: Severity; message: string } | undefined {
  const { loop } = call;
  const turn = costOfTurn(call, context);
  if (loop.state === 'unbounded') {
    // A loop around a call without tools waits for something else: a person, a queue.
    if (loop.by === 'code' && call.tools.state === 'absent') return undefined;
    const severity = loop.by === 'code' && call.tools.state === 'unknown' ? 'info' : 'warn';
    const price = turn === undefined ? 'each turn sends the whole conversation again' : `${turn} a turn and more each time`;
    const cause =
      loop.by === 'code' ? 'the loop around this call has no bound on its turns' : `${boundName(call)} sets no bound on its turns`;
    return { severity, message: `${price}, without end: ${cause}` };
  }
  if (loop.state !== 'bounded' || loop.by === 'code' || loop.bound === undefined) return undefined;
  const weak = loop.weak || loop.bound > context.options.weakLoopBound;
  if (!weak) return undefined;
  const price = turn === undefined ? `up to ${count(loop.bound)} turns` : `${turn} a turn, up to ${count(loop.bound)} times`;
  const cause = loop.by === 'default' ? 'the default of the library bounds nothing' : 'the bound is higher than any task needs';
  return { severity: 'info', message: `${price}: ${cause}` };
}

/** Of a single turn, the first and cheapest. */
function costOfTurn(call: CallSite, context: RuleContext): string | undefined {
  const estimate = context.estimate(call);
  if (!estimate.known || estimate.perCall.expected <= 0) return undefined;
  const turns = Math.max(1, Math.round(estimate.turns.expected));
  const cost = shareOf(estimate.perCall.expected, 1, turns);
  return cost > 0 ? formatDollars(cost) : undefined;
}

function boundName(call: CallSite): string {
  const path = call.shape.params.loop?.paths[0];
  return call.loop.by === 'argument' && path ? nameOf(path) : 'this library';
}

/** Adds the argument that bounds the loop, or puts its value in the place of one that bounds nothing. */
function boundIt(call: CallSite, context: RuleContext): Fix | undefined {
  const entry = call.shape.params.loop?.fix?.[call.language];
  const name = entry && /^["']?([\w$]+)["']?\s*[=:]/.exec(entry)?.[1];
  if (!entry || !name || call.loop.by === 'code') return undefined;
  const edits = parameterSlot(context.text, call, name)
    ? replaceBound(call, context, name, entry)
    : insertBound(call, context, name, entry);
  return edits && { title: `Bound the loop: ${entry}`, safety: 'suggestion', edits };
}

/** Of an object that holds the bound among other settings only the bound is touched. */
function replaceBound(call: CallSite, context: RuleContext, name: string, entry: string): Edit[] | undefined {
  const { text } = context;
  const path = call.shape.params.loop?.paths.find(candidate => candidate === name || candidate.startsWith(`${name}.`));
  if (path === undefined) return undefined;
  const slot = parameterSlot(text, call, path);
  if (path === name) return slot?.at && [{ span: slot.at.span, text: entry }];
  const turns = /\d+/.exec(entry)?.[0];
  if (turns === undefined) return undefined;
  const value = slot && expressionSpan(text, slot);
  return value ? [{ span: value, text: turns }] : insertParameter(text, call, path, turns);
}

function insertBound(call: CallSite, context: RuleContext, name: string, entry: string): Edit[] | undefined {
  if (call.open !== undefined || call.arguments.named.has(name)) return undefined;
  const list: Span | undefined = call.language === 'python' ? call.argsSpan : call.optionsSpan;
  return list && insertEntry(context.text, list, entry, call.language);
}
