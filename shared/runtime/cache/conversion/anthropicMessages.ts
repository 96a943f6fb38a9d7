/** Messages: a `message` and the events of its stream (@anthropic-ai/sdk 1.13 resources/messages/messages.d.ts). */
import { structureOf } from '../canonicalBody.ts';
import type { AnswerForms } from './answerForms.ts';
import { isObject, type Json, listOf, unknownKey } from './json.ts';
import { objectOf, type StreamEvent } from './streamEvents.ts';

const MESSAGE = new Set(['id', 'type', 'role', 'model', 'content', 'stop_reason', 'stop_sequence', 'usage']);
/** Kinds of content whose pieces are known, and all that they may say. */
const BLOCKS: Readonly<Record<string, ReadonlySet<string>>> = {
  text: new Set(['type', 'text']),
  thinking: new Set(['type', 'thinking', 'signature']),
  redacted_thinking: new Set(['type', 'data']),
  tool_use: new Set(['type', 'id', 'name', 'input']),
};
const DELTA_OF_MESSAGE = new Set(['stop_reason', 'stop_sequence']);

export const anthropicMessages: AnswerForms = {
  endpoint: '/messages',

  whole(events) {
    let message: Json | undefined;
    const blocks: Growing[] = [];
    for (const event of events.map(objectOf)) {
      const block = blocks[Number(event?.index)];
      const delta = (event?.delta ?? {}) as Json;
      switch (event?.type) {
        case 'message_start':
          message = event.message as Json;
          break;
        case 'content_block_start':
          blocks.push({ block: { ...(event.content_block as Json) }, input: '' });
          break;
        case 'content_block_delta':
          if (!block || !grow(block, delta)) return { reason: `${String(delta.type)} is not known` };
          break;
        case 'message_delta': {
          const strange = unknownKey(delta, DELTA_OF_MESSAGE);
          if (strange !== undefined) return { reason: `${strange} is not known` };
          message = { ...message, ...delta, usage: { ...(message?.usage as Json), ...present(event.usage) } };
          break;
        }
      }
    }
    const finished = blocks.map(finish);
    if (!message || finished.includes(undefined)) return { reason: 'it could not be read' };
    const answer = { ...message, content: finished };
    const strange = strangeMessage(answer);
    return strange === undefined ? answer : { reason: `${strange} is not known` };
  },

  stream(answer) {
    const strange = strangeMessage(answer);
    if (strange !== undefined) return { reason: `${strange} is not known` };
    const usage = (answer.usage ?? {}) as Json;
    const message = { ...answer, content: [], stop_reason: null, stop_sequence: null, usage: { ...usage, output_tokens: 0 } };
    const end = {
      delta: { stop_reason: answer.stop_reason, stop_sequence: answer.stop_sequence ?? null },
      usage: { output_tokens: usage.output_tokens },
    };
    return [
      event('message_start', { message }),
      ...listOf(answer.content).flatMap(eventsOfBlock),
      event('message_delta', end),
      event('message_stop', {}),
    ];
  },
};

const event = (type: string, fields: Json): StreamEvent => ({ name: type, data: JSON.stringify({ type, ...fields }) });

function strangeMessage(message: Json): string | undefined {
  return (
    unknownKey(message, MESSAGE) ??
    listOf(message.content)
      .map(block => {
        const known = BLOCKS[String(block.type)];
        return known ? unknownKey(block, known) : String(block.type);
      })
      .find(found => found !== undefined)
  );
}

/** A block as far as it has come; the input of a tool comes as pieces of a JSON text. */
interface Growing {
  block: Record<string, unknown>;
  input: string;
}

/** False for a piece that is not known. */
function grow(growing: Growing, delta: Json): boolean {
  const { block } = growing;
  switch (delta.type) {
    case 'text_delta':
      block.text = `${block.text ?? ''}${delta.text}`;
      return true;
    case 'thinking_delta':
      block.thinking = `${block.thinking ?? ''}${delta.thinking}`;
      return true;
    case 'signature_delta':
      block.signature = `${block.signature ?? ''}${delta.signature}`;
      return true;
    case 'input_json_delta':
      growing.input += String(delta.partial_json ?? '');
      return true;
    default:
      return false;
  }
}

/** Undefined when the input of a tool is not JSON, or has numbers that would change. */
function finish({ block, input }: Growing): Json | undefined {
  if (input === '') return block;
  try {
    return structureOf(input).inexact === undefined ? { ...block, input: JSON.parse(input) } : undefined;
  } catch {
    return undefined;
  }
}

function eventsOfBlock(block: Json, index: number): readonly StreamEvent[] {
  const [empty, deltas] = piecesOf(block);
  return [
    event('content_block_start', { index, content_block: empty }),
    ...deltas.map(delta => event('content_block_delta', { index, delta })),
    event('content_block_stop', { index }),
  ];
}

/** A block as it begins, and what follows. */
function piecesOf(block: Json): readonly [empty: Json, deltas: readonly Json[]] {
  switch (block.type) {
    case 'text':
      return [{ ...block, text: '' }, [{ type: 'text_delta', text: block.text }]];
    case 'thinking':
      return [
        { ...block, thinking: '', signature: '' },
        [
          { type: 'thinking_delta', thinking: block.thinking },
          { type: 'signature_delta', signature: block.signature },
        ],
      ];
    case 'tool_use':
      return [{ ...block, input: {} }, [{ type: 'input_json_delta', partial_json: JSON.stringify(block.input) }]];
    default:
      return [block, []];
  }
}

/** Counts that are reported, not null. */
function present(usage: unknown): Json {
  return isObject(usage) ? Object.fromEntries(Object.entries(usage).filter(([, count]) => count !== null)) : {};
}
