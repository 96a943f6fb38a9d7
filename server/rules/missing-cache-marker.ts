import type { CacheMarkerShape } from '../../shared/catalogue/schema.ts';
import type { CallSite } from '../calls/callSite.ts';
import type { Span } from '../ir/nodes.ts';
import type { DictSlot } from '../resolve/values.ts';
import { readBracketed } from './edits/bracketed.ts';
import { insertEntry, wrap } from './edits/entries.ts';
import { expressionSpan, isShorthand, parameterSlot } from './edits/parameter.ts';
import { longPolicy } from './longPolicy.ts';
import { cacheSaving, instructionBlocks, isClearlyAbove, isVolatile, runsAgain, sendsPrompt } from './prefix.ts';
import type { Edit, Finding, Fix, Rule, RuleContext } from './rule.ts';
import { count, dollarsOrTokens, headOf } from './wording.ts';

export const missingCacheMarker: Rule = {
  id: 'missing-cache-marker',
  title: 'A long fixed prompt without a cache marker, where the API caches only what is marked',
  severity: 'warn',
  category: 'caching',
  why: `Anthropic's API and Bedrock cache a prefix only up to a marker (\`cache_control\`, \`cachePoint\`). Without one, tools and system prompt are billed in full
on each call; with one, each call within five minutes of the last reads them for 10 % of the price or less, and the first pays 25 % more to write them
(platform.claude.com and docs.aws.amazon.com, read 2026-11): it pays from the second call on. A prefix below the model's minimum (512 to 4,096 tokens) is not
cached at all, so that only prompts clearly above it are reported.`,
  whenNot:
    'When the call runs once, or less than every five minutes (every hour with the longer life): then each call only pays for writing.',
  fixable: 'suggestion',
  examples: [
    {
      language: 'python',
      bad: `from anthropic import Anthropic

client = Anthropic()
POLICY = "${longPolicy}"

def answer(question: str):
    return client.messages.create(
    # ^ missing-cache-marker
        model="claude-sonnet-5-5",
        max_tokens=500,
        system=POLICY,
        messages=[{"role": "user", "content": question}],
    )
`,
      good: `from anthropic import Anthropic

client = Anthropic()
POLICY = "${longPolicy}"

def answer(question: str):
    return client.messages.create(
        model="claude-sonnet-5-5",
        max_tokens=500,
        system=[{"type": "text", "text": POLICY, "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": question}],
    )
`,
    },
    {
      language: 'typescript',
      bad: `import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';

const client = new BedrockRuntimeClient({});
const POLICY = '${longPolicy}';

export function answer(question: string) {
  return client.send(new ConverseCommand({
  // ^ missing-cache-marker
    modelId: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    inferenceConfig: { maxTokens: 500 },
    system: [{ text: POLICY }],
    messages: [{ role: 'user', content: [{ text: question }] }],
  }));
}
`,
      good: `import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';

const client = new BedrockRuntimeClient({});
const POLICY = '${longPolicy}';

export function answer(question: string) {
  return client.send(new ConverseCommand({
    modelId: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    inferenceConfig: { maxTokens: 500 },
    system: [{ text: POLICY }, { cachePoint: { type: 'default' } }],
    messages: [{ role: 'user', content: [{ text: question }] }],
  }));
}
`,
    },
  ],

  check(call, context) {
    if (!sendsPrompt(call) || call.kind === 'wrapper' || call.kind === 'config') return [];
    const facts = context.model(call);
    const minimum = facts?.cacheMinimumTokens;
    if (!call.markerShape || call.automaticCache || call.cacheMarker.state !== 'absent') return [];
    if (facts?.caching !== 'explicit' || minimum === undefined) return [];
    const { tokens, wholeSystem } = stablePrefix(call, context);
    if (!isClearlyAbove(tokens, minimum)) return [];
    const saving = cacheSaving(tokens, facts);
    const key = nameOfMarker(call.markerShape);
    const once = !runsAgain(call);
    const bill = saving === undefined ? `${count(tokens)} tokens` : dollarsOrTokens(saving, tokens);
    const message = once
      ? `${bill} saved when this runs again within five minutes: ${count(tokens)} fixed tokens without ${key}`
      : `${bill} a call saved by a cache marker: ${count(tokens)} fixed tokens are sent at full price without ${key}`;
    const fix = wholeSystem ? addMarker(call, context.text, call.markerShape) : undefined;
    const finding: Finding = {
      rule: missingCacheMarker.id,
      severity: once ? 'info' : 'warn',
      path: call.path,
      span: headOf(call),
      message,
      call: call.id,
      ...(fix ? { fix } : {}),
    };
    return [finding];
  },
};

/** Tokens before the first hole that changes or may change, and whether that is all of the system prompt. */
function stablePrefix(call: CallSite, context: RuleContext): { tokens: number; wholeSystem: boolean } {
  let tokens = 0;
  for (const block of instructionBlocks(call)) {
    for (const part of block.parts) {
      if (part.kind === 'static') tokens += context.tokens(part.text, call);
      else if (isVolatile(part) || part.volatility === 'unknown' || part.unordered) return { tokens, wholeSystem: false };
    }
  }
  return { tokens, wholeSystem: true };
}

function nameOfMarker(shape: CacheMarkerShape): string {
  return shape.key.slice(shape.key.lastIndexOf('.') + 1);
}

function addMarker(call: CallSite, text: string, shape: CacheMarkerShape): Fix | undefined {
  const path = call.shape.params.system?.find(candidate => parameterSlot(text, call, candidate));
  const slot = path === undefined ? undefined : parameterSlot(text, call, path);
  const at = slot && expressionSpan(text, slot);
  if (!slot || !at) return undefined;
  const write = shape.write[call.language];
  const edits = text[at.start] === '[' ? intoList(text, call, at, shape, write) : aroundText(text, call, slot, at, shape);
  return edits && { title: `Add ${nameOfMarker(shape)}`, safety: 'suggestion', edits };
}

function intoList(text: string, call: CallSite, at: Span, shape: CacheMarkerShape, write: string): Edit[] | undefined {
  if (shape.placement === 'ownBlock') return insertEntry(text, at, write, call.language);
  const last = readBracketed(text, at, call.language)?.items.at(-1);
  return last && text[last.start] === '{' ? insertEntry(text, last, write, call.language) : undefined;
}

/** A plain text becomes a list of one block with the marker. */
function aroundText(text: string, call: CallSite, slot: DictSlot, at: Span, shape: CacheMarkerShape): Edit[] | undefined {
  const block = shape.textBlock?.[call.language];
  const isText = slot.value.kind === 'text' || (slot.value.kind === 'constant' && typeof slot.value.value === 'string');
  if (block === undefined || !isText) return undefined;
  const [before = '', after = ''] = block.split('$text');
  if (!isShorthand(slot)) return wrap(at, before, after);
  const name = text.slice(at.start, at.end);
  return [{ span: at, text: `${name}: ${before}${name}${after}` }];
}
