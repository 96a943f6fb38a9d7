/** Anthropic: Messages and the counting of tokens. */
import { eventReply, jsonReply, type Received, type Reply, type Said } from '../reply.ts';

const HEADERS = { 'request-id': 'req_stand_in', 'anthropic-organization-id': 'org_stand_in' };
const STOP = { stop: 'end_turn', length: 'max_tokens', filtered: 'refusal' } as const;

export function anthropic(request: Received, said: Said): Reply | undefined {
  const path = request.path.split('?', 1)[0] as string;
  if (path.endsWith('/messages/count_tokens')) return jsonReply({ input_tokens: said.input }, 200, HEADERS);
  if (path.endsWith('/messages')) return messages(request, said);
  return undefined;
}

/** The body of a whole message; Claude on Bedrock answers with the same. */
export function messageOf(model: unknown, said: Said): object {
  return {
    id: 'msg_stand_in',
    type: 'message',
    role: 'assistant',
    model,
    content: [{ type: 'text', text: said.words.join('') }],
    stop_reason: STOP[said.finish],
    stop_sequence: null,
    usage: usageOf(said),
  };
}

/** The events of the same message. */
export function eventsOf(model: unknown, said: Said): readonly { readonly type: string }[] {
  const message = { ...messageOf(model, said), content: [], stop_reason: null, usage: { ...usageOf(said), output_tokens: 1 } };
  return [
    { type: 'message_start', message },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...said.words.map(text => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: STOP[said.finish], stop_sequence: null }, usage: { output_tokens: said.output } },
    { type: 'message_stop' },
  ] as readonly { readonly type: string }[];
}

/** `input_tokens` is what was neither read from the cache nor written to it. */
const usageOf = (said: Said): object => ({
  input_tokens: said.input - said.cached,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: said.cached,
  cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
  output_tokens: said.output,
  service_tier: 'standard',
});

function messages({ json }: Received, said: Said): Reply {
  if (json.stream !== true) return jsonReply(messageOf(json.model, said), 200, HEADERS);
  const [start, ...rest] = eventsOf(json.model, said);
  const events = [start, { type: 'ping' }, ...rest] as readonly { type: string }[];
  return eventReply(
    events.map(event => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
    HEADERS,
  );
}
