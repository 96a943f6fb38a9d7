import type { CallSite, HolePart } from '../calls/callSite.ts';
import type { Span } from '../ir/nodes.ts';
import { readBracketed } from './edits/bracketed.ts';
import { wrap } from './edits/entries.ts';
import { longPolicy } from './longPolicy.ts';
import { cacheMinimum, cacheSaving, prefixOf, runsAgain, sendsPrompt } from './prefix.ts';
import type { Finding, Fix, Rule } from './rule.ts';
import { count, dollarsOrTokens, headOf, is, placeOf, shorten, sourceOf, wayOf } from './wording.ts';

export const unstablePrefixOrder: Rule = {
  id: 'unstable-prefix-order',
  title: 'The cacheable beginning of the request is built from data without a fixed order',
  severity: 'warn',
  category: 'caching',
  why: `A prompt cache matches byte for byte. A set of strings in Python has another order in every process (hashes of text are seeded per process,
docs.python.org, \`PYTHONHASHSEED\`), the files of a folder come in any order, shuffled examples differ on every call. The words are the same, the bytes are
not: each worker, each restart or each call pays the full price again for a prefix that is stored already. Sorting costs nothing.`,
  whenNot: 'When the order is meant to change, as in an evaluation that shuffles its examples on purpose.',
  fixable: 'suggestion',
  examples: [
    {
      language: 'python',
      bad: `from anthropic import Anthropic

client = Anthropic()
POLICY = "${longPolicy}"
TOPICS = {"refunds", "repairs", "delivery"}

def answer(question: str):
    return client.messages.create(
        model="claude-sonnet-5-5",
        max_tokens=500,
        system=f"Topics: {', '.join(TOPICS)}. {POLICY}",
        # ^ unstable-prefix-order
        messages=[{"role": "user", "content": question}],
    )
`,
      good: `from anthropic import Anthropic

client = Anthropic()
POLICY = "${longPolicy}"
TOPICS = {"refunds", "repairs", "delivery"}

def answer(question: str):
    return client.messages.create(
        model="claude-sonnet-5-5",
        max_tokens=500,
        system=[{"type": "text", "text": f"Topics: {', '.join(sorted(TOPICS))}. {POLICY}", "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": question}],
    )
`,
    },
    {
      language: 'typescript',
      bad: `import OpenAI from 'openai';
import { shuffle } from 'lodash';

const client = new OpenAI();
const POLICY = '${longPolicy}';
const EXAMPLES = ['Q: Lights? A: Yes.', 'Q: Bells? A: No.'];

export function answer(question: string) {
  return client.chat.completions.create({
    model: 'gpt-6.1-terra',
    max_completion_tokens: 500,
    messages: [
      { role: 'system', content: \`\${shuffle(EXAMPLES).join(' ')} \${POLICY}\` },
      // ^ unstable-prefix-order
      { role: 'user', content: question },
    ],
  });
}
`,
      good: `import OpenAI from 'openai';

const client = new OpenAI();
const POLICY = '${longPolicy}';
const EXAMPLES = ['Q: Lights? A: Yes.', 'Q: Bells? A: No.'];

export function answer(question: string) {
  return client.chat.completions.create({
    model: 'gpt-6.1-terra',
    max_completion_tokens: 500,
    messages: [
      { role: 'system', content: \`\${EXAMPLES.join(' ')} \${POLICY}\` },
      { role: 'user', content: question },
    ],
  });
}
`,
    },
  ],

  check(call, context) {
    if (!sendsPrompt(call) || call.kind === 'wrapper') return [];
    const prefix = prefixOf(call, context);
    const placed = prefix.holes.find(({ hole, block }) => hole.unordered && block.section !== 'messages');
    if (!placed) return [];
    const { hole, tokensBefore } = placed;
    const facts = context.model(call);
    const minimum = cacheMinimum(facts);
    const lost = tokensBefore >= minimum ? prefix.fixedTokens - tokensBefore : prefix.fixedTokens;
    const short = prefix.fixedTokens < minimum;
    const money = cacheSaving(lost, facts);
    const when = hole.volatility === 'per-process' ? 'in each new process' : 'a call';
    const order = `${sourceOf(hole, call, context.text)} ${placeOf(placed)} has no fixed order`;
    const message =
      short || lost === 0
        ? `the prompt would be re-billed ${when} if it were long enough to cache (${count(minimum)} tokens): ${order}`
        : `${dollarsOrTokens(money, lost)} ${when} ${is(money)} re-billed: ${order}`;
    const fix = hole.at?.path === call.path ? sortFix(context.text, call, hole) : undefined;
    const span = hole.at?.path === call.path ? hole.at.span : headOf(call);
    const finding: Finding = {
      rule: unstablePrefixOrder.id,
      severity: short || lost === 0 || hole.certainty === 'named' || !runsAgain(call) ? 'info' : 'warn',
      path: call.path,
      span,
      message,
      call: call.id,
      ...(fix ? { fix } : {}),
      related: wayOf(hole, { path: call.path, span }),
    };
    return [finding];
  },
};

/** Sorting where the order is lost: around what `join` is given. */
function sortFix(text: string, call: CallSite, hole: HolePart): Fix | undefined {
  // A random choice is not the same choice once it is sorted.
  if (call.language !== 'python' || !hole.at || hole.volatility !== 'per-process') return undefined;
  const joined = argumentsAfter(text, hole.at.span, /\.join\(/.exec(text.slice(hole.at.span.start, hole.at.span.end)));
  const only = joined?.items[0];
  if (!only || joined.items.length !== 1 || /^sorted\(|\bfor\b/.test(text.slice(only.start, only.end))) return undefined;
  const title = `Sort ${shorten(text.slice(only.start, only.end))}`;
  return { title, safety: 'suggestion', edits: wrap(only, 'sorted(', ')') };
}

function argumentsAfter(text: string, span: Span, match: RegExpExecArray | null) {
  if (!match) return undefined;
  const open = span.start + match.index + match[0].length - 1;
  for (let close = text.indexOf(')', open); close >= 0 && close < span.end; close = text.indexOf(')', close + 1)) {
    const list = readBracketed(text, { start: open, end: close + 1 }, 'python');
    if (list) return list;
  }
  return undefined;
}
