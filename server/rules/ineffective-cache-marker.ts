import { costOfTokens } from '../../shared/money/cost.ts';
import { formatDollars } from '../../shared/money/formatDollars.ts';
import { subtractMoney } from '../../shared/money/nanoDollars.ts';
import type { Block, CallSite, Marker } from '../calls/callSite.ts';
import { readBracketed } from './edits/bracketed.ts';
import { insertion, itemAround, removeEntry } from './edits/entries.ts';
import { lineStart } from './edits/lexemes.ts';
import { longPolicy } from './longPolicy.ts';
import { isClearlyBelow, isVolatile, sendsPrompt } from './prefix.ts';
import type { Finding, Fix, Rule, RuleContext, Severity } from './rule.ts';
import { count, headOf, sourceOf } from './wording.ts';

export const ineffectiveCacheMarker: Rule = {
  id: 'ineffective-cache-marker',
  title: 'A cache marker that caches nothing, or that the API refuses',
  severity: 'warn',
  category: 'caching',
  why: `A marker asks the provider to keep everything up to it. It fails without a word when that is shorter than the model's minimum (512 to 4,096 tokens), and
when something before it differs on each call: then every call pays the surcharge for writing (25 % at Anthropic and Bedrock, double the price for an hour)
and none ever reads. The API refuses a fifth marker, a marker on an empty text, and an hour's marker after one of five minutes (platform.claude.com, read
2026-11). On Bedrock \`cachePoint\` is a block of its own: inside a text block boto3 refuses it and the JavaScript SDK sends the text without it (both tried,
2026-11-24).`,
  whenNot: 'When the text before the marker grows over the minimum at run time in a way that the code does not show.',
  fixable: 'suggestion',
  examples: [
    {
      language: 'python',
      bad: `import boto3

client = boto3.client("bedrock-runtime")
POLICY = "${longPolicy}"

def answer(question: str):
    return client.converse(
        modelId="us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        inferenceConfig={"maxTokens": 500},
        system=[{"text": POLICY, "cachePoint": {"type": "default"}}],
        # ^ ineffective-cache-marker
        messages=[{"role": "user", "content": [{"text": question}]}],
    )
`,
      good: `import boto3

client = boto3.client("bedrock-runtime")
POLICY = "${longPolicy}"

def answer(question: str):
    return client.converse(
        modelId="us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        inferenceConfig={"maxTokens": 500},
        system=[{"text": POLICY}, {"cachePoint": {"type": "default"}}],
        messages=[{"role": "user", "content": [{"text": question}]}],
    )
`,
    },
    {
      language: 'typescript',
      bad: `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();

export function answer(question: string) {
  return client.messages.create({
    model: 'claude-sonnet-5-5',
    max_tokens: 500,
    system: [{ type: 'text', text: 'Answer in one sentence.', cache_control: { type: 'ephemeral' } }],
    // ^ ineffective-cache-marker
    messages: [{ role: 'user', content: question }],
  });
}
`,
      good: `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();

export function answer(question: string) {
  return client.messages.create({
    model: 'claude-sonnet-5-5',
    max_tokens: 500,
    system: 'Answer in one sentence.',
    messages: [{ role: 'user', content: question }],
  });
}
`,
    },
  ],

  check(call, context) {
    if (!sendsPrompt(call) || call.kind === 'wrapper') return [];
    const marked = call.blocks.flatMap((block, index) => (block.marker ? [{ block, marker: block.marker, index }] : []));
    const findings: Finding[] = [];
    for (const one of marked) {
      const fault =
        insideText(one, call, context) ??
        tooMany(one, marked, call, context) ??
        empty(one) ??
        tooLate(one, marked) ??
        afterChange(one, call, context) ??
        belowMinimum(one, call, context);
      if (!fault) continue;
      findings.push({
        rule: ineffectiveCacheMarker.id,
        severity: fault.severity,
        path: call.path,
        span: one.marker.at?.path === call.path ? one.marker.at.span : headOf(call),
        message: fault.message,
        call: call.id,
        ...(fault.fix ? { fix: fault.fix } : {}),
      });
    }
    return findings;
  },
};

interface Marked {
  readonly block: Block;
  readonly marker: Marker;
  readonly index: number;
}

interface Fault {
  readonly severity: Severity;
  readonly message: string;
  readonly fix?: Fix;
}

function insideText({ block, marker }: Marked, call: CallSite, context: RuleContext): Fault | undefined {
  if (marker.placement !== 'insideText') return undefined;
  const key = call.markerShape?.key ?? 'the marker';
  const fix = asOwnBlock(block, marker, call, context.text);
  return {
    severity: 'warn',
    message: `nothing is cached: ${key} inside a text block; it must be a block of its own after it`,
    ...(fix ? { fix } : {}),
  };
}

function tooMany({ index, marker }: Marked, marked: readonly Marked[], call: CallSite, context: RuleContext): Fault | undefined {
  const most = call.markerShape?.maxMarkers;
  // The first marker keeps what is most stable, the last ones reach furthest: what goes is the one after the first.
  if (most === undefined || marked.length <= most || index !== marked[1]?.index) return undefined;
  const edits =
    marker.at?.path === call.path && marker.placement === 'onBlock' ? removedFrom(marked[1].block, marker, call, context.text) : undefined;
  return {
    severity: 'warn',
    message: `the call is refused: ${marked.length} cache markers, the API takes ${most}`,
    ...(edits ? { fix: { title: 'Remove this marker', safety: 'suggestion', edits } } : {}),
  };
}

function empty({ block, marker }: Marked): Fault | undefined {
  if (marker.placement !== 'onBlock') return undefined;
  const blank = block.parts.every(part => part.kind === 'static' && part.text === '');
  return blank ? { severity: 'warn', message: 'the call is refused: a cache marker on an empty text' } : undefined;
}

function tooLate({ marker, index }: Marked, marked: readonly Marked[]): Fault | undefined {
  if (marker.ttl.state !== 'present' || marker.ttl.value !== '1h') return undefined;
  const shorter = marked.find(other => other.index < index && lifeOf(other.marker) === '5m');
  return (
    shorter && {
      severity: 'warn',
      message: 'the call is refused: a marker for 1 hour after one for 5 minutes; the longer life comes first',
    }
  );
}

function lifeOf(marker: Marker): '5m' | '1h' | undefined {
  if (marker.ttl.state === 'present') return marker.ttl.value;
  return marker.ttl.state === 'absent' ? '5m' : undefined;
}

/** Only what changes in tools and system prompt: a question before a marker is how a conversation is cached from turn to turn. */
function afterChange({ index }: Marked, call: CallSite, context: RuleContext): Fault | undefined {
  const before = call.blocks.slice(0, index + 1).filter(block => block.section !== 'messages');
  const holes = before.flatMap(block => block.parts.filter(part => part.kind === 'hole'));
  const hole = holes.find(part => isVolatile(part) && part.volatility === 'per-request' && part.certainty === 'certain');
  if (!hole) return undefined;
  const rates = context.model(call)?.price?.rates;
  const tokens = fixedTokens(call.blocks.slice(0, index + 1), call, context);
  const extra = rates?.cacheWrite5m
    ? subtractMoney(costOfTokens(tokens, rates.cacheWrite5m), costOfTokens(tokens, rates.input))
    : undefined;
  const bill =
    extra !== undefined && extra > 0 ? `${formatDollars(extra)} a call is paid to write a cache` : 'each call pays to write a cache';
  return { severity: 'warn', message: `${bill} that is never read: ${sourceOf(hole, call, context.text)} stands before this marker` };
}

/** Certain only when all that stands before the marker is known. */
function belowMinimum({ index, marker }: Marked, call: CallSite, context: RuleContext): Fault | undefined {
  const facts = context.model(call);
  const minimum = facts?.cacheMinimumTokens;
  if (!facts || minimum === undefined || marker.placement === 'topLevel') return undefined;
  const before = call.blocks.slice(0, index + 1);
  const toolsKnown = call.tools.state === 'absent' || before.some(block => block.section === 'tools');
  const systemKnown =
    call.systemPrompt.state !== 'unknown' && (call.blocksComplete === true || before.every(block => block.section !== 'messages'));
  if (!toolsKnown || !systemKnown || before.some(block => block.parts.some(part => part.kind === 'hole'))) return undefined;
  const tokens = fixedTokens(before, call, context);
  if (!isClearlyBelow(tokens, minimum)) return undefined;
  return {
    severity: 'info',
    message: `nothing is cached: ${count(tokens)} tokens before this marker, ${facts.id} caches from ${count(minimum)}`,
  };
}

function fixedTokens(blocks: readonly Block[], call: CallSite, context: RuleContext): number {
  const texts = blocks.flatMap(block => block.parts.flatMap(part => (part.kind === 'static' ? [part.text] : [])));
  return texts.reduce((sum, text) => sum + context.tokens(text, call), 0);
}

function removedFrom(block: Block, marker: Marker, call: CallSite, text: string) {
  if (!block.at || !marker.at || block.at.path !== call.path || marker.at.path !== call.path) return undefined;
  return removeEntry(text, block.at.span, marker.at.span, call.language);
}

/** Takes the marker out of the text block and writes it after it. */
function asOwnBlock(block: Block, marker: Marker, call: CallSite, text: string): Fix | undefined {
  const removed = removedFrom(block, marker, call, text);
  const list = block.at && readBracketed(text, block.at.span, call.language);
  const entry = list && marker.at && itemAround(list, marker.at.span);
  if (!removed || !block.at || !entry) return undefined;
  const written = text.slice(entry.start, entry.end);
  const own = call.language === 'python' ? `{${written}}` : `{ ${written} }`;
  const indent = text.slice(lineStart(text, block.at.span.start), block.at.span.start);
  const gap = /^[ \t]*$/.test(indent) ? `\n${indent}` : ' ';
  return { title: 'Make it a block of its own', safety: 'suggestion', edits: [...removed, insertion(block.at.span.end, `,${gap}${own}`)] };
}
