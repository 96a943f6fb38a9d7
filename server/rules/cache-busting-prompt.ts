import type { CallSite } from '../calls/callSite.ts';
import type { Span } from '../ir/nodes.ts';
import { literalAround } from './edits/literal.ts';
import { moveSentence } from './edits/moveSentence.ts';
import { longPolicy } from './longPolicy.ts';
import {
  cacheMinimum,
  cacheSaving,
  isVolatile,
  lastUserBlock,
  type PlacedHole,
  type Prefix,
  prefixOf,
  runsAgain,
  sendsPrompt,
} from './prefix.ts';
import type { Finding, Fix, Rule, RuleContext, Severity } from './rule.ts';
import { count, dollarsOrTokens, headOf, is, placeOf, sourceOf, wayOf } from './wording.ts';

/** Less than a twentieth of the prompt behind it is no loss worth a warning. */
const LITTLE = 20;

export const cacheBustingPrompt: Rule = {
  id: 'cache-busting-prompt',
  title: 'Text that changes per day, user or request in the system prompt or before a cache marker',
  severity: 'warn',
  category: 'caching',
  why: `Providers bill a prompt's beginning at a fraction of its price when it is byte for byte the beginning of an earlier prompt: Anthropic and Bedrock
read it for 10 % of the input price or less, OpenAI for 10 to 50 %, Gemini for 10 % (platform.claude.com, developers.openai.com and ai.google.dev, read 2026-11).
The first byte that differs ends the match: everything after a clock, a user's name or a retrieved text is billed in full again, on every call, and with
explicit markers the surcharge for writing the cache (25 % at Anthropic) is paid on top for an entry that nobody will read.
The same words cost nothing extra at the start of the last user message, after everything that stays the same.

The message counts the fixed text that is billed again; a prompt too short to be cached at all is reported as information only.`,
  whenNot: `When the changing text really has to stand among the instructions and the prompt is sent rarely: a cache lives five minutes to an hour. A date
without a time restarts the cache once a day, which is information, no warning. Text after the last cache marker is meant to change and is not reported.`,
  fixable: 'suggestion',
  examples: [
    {
      language: 'python',
      bad: `from datetime import datetime
from anthropic import Anthropic

client = Anthropic()
POLICY = "${longPolicy}"

def answer(question: str):
    return client.messages.create(
        model="claude-sonnet-5-5",
        max_tokens=500,
        system=f"The time is {datetime.now()}.\\n{POLICY}",
        # ^ cache-busting-prompt
        messages=[{"role": "user", "content": f"Question: {question}"}],
    )
`,
      good: `from datetime import datetime
from anthropic import Anthropic

client = Anthropic()
POLICY = "${longPolicy}"

def answer(question: str):
    return client.messages.create(
        model="claude-sonnet-5-5",
        max_tokens=500,
        system=[{"type": "text", "text": POLICY, "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": f"The time is {datetime.now()}.\\nQuestion: {question}"}],
    )
`,
    },
    {
      language: 'typescript',
      bad: `import OpenAI from 'openai';

const client = new OpenAI();
const POLICY = '${longPolicy}';

export function answer(question: string) {
  return client.chat.completions.create({
    model: 'gpt-6.1-terra',
    max_completion_tokens: 500,
    messages: [
      { role: 'system', content: \`It is \${new Date().toISOString()}.\\n\${POLICY}\` },
      // ^ cache-busting-prompt
      { role: 'user', content: \`Question: \${question}\` },
    ],
  });
}
`,
      good: `import OpenAI from 'openai';

const client = new OpenAI();
const POLICY = '${longPolicy}';

export function answer(question: string) {
  return client.chat.completions.create({
    model: 'gpt-6.1-terra',
    max_completion_tokens: 500,
    messages: [
      { role: 'system', content: POLICY },
      { role: 'user', content: \`It is \${new Date().toISOString()}.\\nQuestion: \${question}\` },
    ],
  });
}
`,
    },
  ],

  check(call, context) {
    if (!sendsPrompt(call)) return [];
    const prefix = prefixOf(call, context);
    const holes = prefix.holes.filter(
      placed => isVolatile(placed.hole) && !placed.hole.unordered && bustsTheCache(placed, prefix, call, context),
    );
    const main = holes.toSorted((a, b) => weight(b) - weight(a))[0];
    const span = main && placeToReport(call, main);
    if (!main || !span) return [];
    const { severity, message } = verdict(call, context, prefix, main);
    const others = holes.filter(placed => placed !== main);
    const literal = literalAround(context.text, main.block.parts, main.index, call.path, call.language);
    const fix = moveToUserMessage(call, context, main);
    const finding: Finding = {
      rule: cacheBustingPrompt.id,
      severity,
      path: call.path,
      span,
      message,
      call: call.id,
      ...(literal ? { alsoAt: [literal.span] } : {}),
      ...(fix ? { fix } : {}),
      related: [
        ...wayOf(main.hole, { path: call.path, span }),
        ...others.flatMap(({ hole }) =>
          hole.at
            ? [{ at: hole.at, message: `${sourceOf(hole, call, context.text)} changes ${hole.volatility.replace('-', ' ')} too` }]
            : [],
        ),
      ],
    };
    return [finding];
  },
};

/** In messages only what stands before a long fixed text: a question before a marker is how a conversation is cached from turn to turn. */
function bustsTheCache(placed: PlacedHole, prefix: Prefix, call: CallSite, context: RuleContext): boolean {
  // Of a prompt that is nothing but a parameter or a result the fixed part is not known: what its caller hands over is reported there. A template has one.
  if (prefix.fixedTokens === 0 && !(placed.hole.fillsTemplate && placed.block.section === 'system')) return false;
  if (placed.block.section !== 'messages') return true;
  return prefix.fixedTokens - placed.tokensBefore >= cacheMinimum(context.model(call));
}

/** The hole that costs most comes first: by data flow before by name, each request and user before each day; then the earliest. */
function weight({ hole, tokensBefore }: PlacedHole): number {
  const rank = (hole.certainty === 'certain' ? 2 : 0) + (hole.volatility === 'per-day' ? 0 : 1);
  return rank - tokensBefore / (tokensBefore + 1e6);
}

/**
 * The hole itself, in the file of the call; else the call. The caller of a wrapper answers for what it hands over, which is written in its own file; what the
 * wrapper adds is reported there, at the same place for all its callers.
 */
function placeToReport(call: CallSite, { hole }: PlacedHole): Span | undefined {
  const here = hole.at?.path === call.path ? hole.at.span : undefined;
  if (call.kind !== 'wrapper') return here ?? headOf(call);
  const steps = hole.path.flatMap(({ at }) => (at?.path === call.path ? [at.span] : []));
  return steps.find(span => call.span.start <= span.start && span.end <= call.span.end) ?? here ?? steps[0];
}

function verdict(call: CallSite, context: RuleContext, prefix: Prefix, main: PlacedHole): { severity: Severity; message: string } {
  const facts = context.model(call);
  const minimum = cacheMinimum(facts);
  const source = sourceOf(main.hole, call, context.text);
  const what = `${source} ${placeOf(main)}`;
  if (facts?.caching === 'none')
    return { severity: 'info', message: `nothing is re-billed: ${facts.id} caches no prompts; elsewhere ${what} would defeat it` };
  if (prefix.fixedTokens < minimum) {
    const message = prefix.complete
      ? `nothing is re-billed today: ${count(prefix.fixedTokens)} fixed tokens, caching starts at ${count(minimum)}; ${what} would defeat it`
      : `the prompt is re-billed on every call once it is long: ${what} defeats the prompt cache`;
    return { severity: 'info', message };
  }
  const lost = main.tokensBefore >= minimum ? prefix.fixedTokens - main.tokensBefore : prefix.fixedTokens;
  if (lost * LITTLE < prefix.fixedTokens) {
    const cached = call.markerShape && !call.automaticCache && call.cacheMarker.state === 'absent' ? 'can be cached' : 'still cache';
    return {
      severity: 'info',
      message: `little is re-billed: the ${count(main.tokensBefore)} tokens before ${source} ${cached}, what follows does not`,
    };
  }
  const money = cacheSaving(lost, facts);
  const bill = dollarsOrTokens(money, lost);
  const verb = is(money);
  if (main.hole.volatility === 'per-day')
    return { severity: 'info', message: `${bill} ${verb} re-billed once a day: ${what} restarts the prompt cache` };
  if (main.hole.certainty === 'named') {
    return {
      severity: 'info',
      message: `${bill} a call may be re-billed: by its name, ${what} changes ${main.hole.volatility.replace('-', ' ')}`,
    };
  }
  if (!runsAgain(call))
    return { severity: 'info', message: `${bill} would be re-billed if this ran again: ${what} defeats the prompt cache` };
  if (main.hole.volatility === 'per-user') {
    return { severity: 'warn', message: `${bill} ${verb} re-billed for each user: ${what} keeps users from sharing the prompt cache` };
  }
  return { severity: 'warn', message: `${bill} a call ${verb} re-billed: ${what} defeats the prompt cache` };
}

function moveToUserMessage(call: CallSite, context: RuleContext, { block, index }: PlacedHole): Fix | undefined {
  const target = lastUserBlock(call);
  if (block.section !== 'system' || !target) return undefined;
  const edits = moveSentence(context.text, call, block, index, target);
  return edits && { title: 'Move it to the start of the user message', safety: 'suggestion', edits };
}
