/** The request in the order a provider caches it: where the part ends that is the same from call to call, and why. */
import type { Block, CallSite, HolePart, PromptPart } from '../../calls/callSite.ts';
import type { Estimate } from '../../estimate/estimate.ts';
import type { RuleContext } from '../../rules/rule.ts';
import { count, shorten } from '../../rules/wording.ts';
import { code } from './markdown.ts';

/** More lines than this tell nobody anything. */
const MOST_LINES = 12;

export function prefixAnatomy(call: CallSite, context: RuleContext, estimate: Estimate): string {
  const lines = call.blocks.flatMap(block => blockLines(block, call, context));
  if (lines.length === 0) return '';
  const shown = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), `- and ${lines.length - MOST_LINES} more`] : lines;
  return [`Prefix, in the order it is cached:`, ...shown, '', verdict(call, context, estimate)].join('\n').trimEnd();
}

function blockLines({ section, role, parts, marker }: Block, call: CallSite, context: RuleContext): string[] {
  const name = section === 'messages' && role ? role : section;
  const marked = marker ? [`- cache marker${marker.ttl.state === 'present' ? `, kept ${marker.ttl.value}` : ''}`] : [];
  return [...merged(parts).map(part => `- ${name}: ${partText(part, call, context)}`), ...marked];
}

/** Texts that stand beside each other are one. */
function merged(parts: readonly PromptPart[]): PromptPart[] {
  const out: PromptPart[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (part.kind === 'static' && last?.kind === 'static') out[out.length - 1] = { kind: 'static', text: last.text + part.text };
    else out.push(part);
  }
  return out;
}

function partText(part: PromptPart, call: CallSite, context: RuleContext): string {
  if (part.kind === 'static') return `${count(context.tokens(part.text, call))} tokens, always the same`;
  return `${code(shorten(part.label))}, ${changes(part)}`;
}

const CHANGES: Readonly<Record<HolePart['volatility'], string>> = {
  constant: 'always the same',
  'per-process': 'the same while the program runs',
  'per-day': 'changes every day',
  'per-user': 'differs from user to user',
  'per-request': 'changes with every call',
  unknown: 'may change',
};

const changes = ({ volatility, reason, unordered }: HolePart): string =>
  `${CHANGES[volatility]}${reason ? ` (${reason})` : ''}${unordered ? ', in no fixed order' : ''}`;

function verdict(call: CallSite, context: RuleContext, estimate: Estimate): string {
  if (!estimate.known) return '';
  const facts = context.model(call);
  const stable = count(estimate.stablePrefixTokens);
  const minimum = facts?.cacheMinimumTokens;
  const needed = minimum === undefined ? '' : `; ${facts?.id} caches from ${count(minimum)} tokens on`;
  const how = facts?.caching === 'explicit' ? ', at a marker' : facts?.caching === 'automatic' ? ', by itself' : '';
  return `${stable} tokens stay the same from call to call${needed}${needed ? how : ''}.`;
}
