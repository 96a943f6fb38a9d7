/**
 * The system prompt of a wrapper whose way to the request is not in sight: a message list built by code that cannot be followed, a choice among providers.
 * What its caller hands over under the name of a system prompt is taken for it, and all that is said of it rests on that name.
 */
import type { Value } from '../resolve/values.ts';
import type { Block, Prompt, PromptPart } from './callSite.ts';
import { contentBlocks, messageBlocks, type PromptContext } from './prompt.ts';

/** In lower case without separators. */
const SYSTEM_NAMES = new Set([
  'system',
  'systemprompt',
  'systemmessage',
  'systemmsg',
  'systeminstruction',
  'systeminstructions',
  'systemtext',
]);
const MESSAGE_NAMES = new Set(['messages', 'chatmessages', 'messagelist']);

/** Shorter fixed text is glue between holes. */
const GLUE = 20;

/** Nothing of a system prompt is in sight: neither words nor what changes in it. */
export function isOutOfSight(system: Prompt): boolean {
  return (
    system.state !== 'absent' &&
    system.parts.every(part => (part.kind === 'static' ? part.text.trim().length < GLUE : part.volatility === 'unknown'))
  );
}

/** System blocks that the arguments of a wrapper name, or an object of options among them. */
export function givenSystemBlocks(given: ReadonlyMap<string, Value>, context: PromptContext): readonly Block[] {
  for (const [name, value] of named(given)) {
    const plain = name.replace(/[^A-Za-z]/g, '').toLowerCase();
    const { blocks } = SYSTEM_NAMES.has(plain)
      ? contentBlocks(value, 'system', 'system', context)
      : MESSAGE_NAMES.has(plain)
        ? messageBlocks(value, context)
        : { blocks: [] };
    const system = blocks.filter(block => block.section === 'system' && block.parts.some(isText));
    if (system.length > 0) return system.map(block => ({ ...block, parts: block.parts.map(byName) }));
  }
  return [];
}

function named(given: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...given].flatMap(([name, value]) =>
    value.kind === 'dict' ? [...value.entries].map(([key, slot]) => [key, slot.value] as const) : [[name, value] as const],
  );
}

const isText = (part: PromptPart): boolean => part.kind === 'static' && part.text.trim().length >= GLUE;

const byName = (part: PromptPart): PromptPart => (part.kind === 'hole' ? { ...part, certainty: 'named' } : part);
