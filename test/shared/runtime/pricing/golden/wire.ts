/** A usage object put on the wire as its provider sends it: the request, the whole reply, and the streams that say the same. */
import { EventStreamCodec } from '@smithy/eventstream-codec';
import type { DialectName, Headers, WireRequest } from '../../../../../shared/runtime/dialects/dialect.ts';
import { EVENTS, events, JSON_BODY, jsonBody, namedEvents, post } from '../../dialects/packets.ts';

/** One line of a `.jsonl` file beside this one. */
export interface GoldenRow {
  readonly title: string;
  readonly via: keyof typeof wires;
  readonly model: string;
  readonly provider?: string;
  readonly usage: Readonly<Record<string, unknown>>;
  /** The service tier that the reply names. */
  readonly tier?: string;
  /** Members of the request that matter. */
  readonly asked?: Readonly<Record<string, unknown>>;
  /** The model that the reply names, where it is another one. */
  readonly answeredBy?: string;
  /** Output items of Responses, and how many of each. */
  readonly tools?: Readonly<Record<string, number>>;
  /** Tokens x dollars a million; fees as `2 x $0.01`. */
  readonly is: string;
}

export interface WireReply {
  readonly headers: Headers;
  readonly packets: readonly Buffer[];
  /** What was asked, where it is another path. */
  readonly request?: WireRequest;
}

export interface Wire {
  readonly dialect: DialectName;
  readonly request: WireRequest;
  /** All replies say the same. */
  readonly replies: Readonly<Record<string, WireReply>>;
}

const codec = new EventStreamCodec(
  bytes => Buffer.from(bytes).toString('utf8'),
  text => Buffer.from(text),
);

export function frame(type: string, payload: unknown, kind: 'event' | 'exception' = 'event'): Buffer {
  const text = (value: string) => ({ type: 'string' as const, value });
  const headers = {
    [kind === 'event' ? ':event-type' : ':exception-type']: text(type),
    ':content-type': text('application/json'),
    ':message-type': text(kind),
  };
  return Buffer.from(codec.encode({ headers, body: Buffer.from(JSON.stringify(payload)) }));
}

export const FRAMES: Headers = { 'content-type': 'application/vnd.amazon.eventstream' };

const streamOf = (bytes: Buffer, headers: Headers = EVENTS): WireReply => ({ headers, packets: [bytes] });
const whole = (body: unknown, headers: Headers = {}): WireReply => ({ headers: { ...JSON_BODY, ...headers }, packets: jsonBody(body) });
const given = (members: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

function chatLike(row: GoldenRow, object: string, answer: object, delta: object): Wire['replies'] {
  const base = { id: 'x', created: 1, model: row.answeredBy ?? row.model, ...given({ service_tier: row.tier }) };
  const chunk = (more: object) => ({ ...base, object: `${object}.chunk`, ...more });
  return {
    body: whole({ ...base, object, choices: [{ index: 0, ...answer, finish_reason: 'stop' }], usage: row.usage }),
    stream: streamOf(
      events(
        chunk({ choices: [{ index: 0, ...delta, finish_reason: null }], usage: null }),
        chunk({ choices: [{ index: 0, ...delta, finish_reason: 'stop' }], usage: null }),
        chunk({ choices: [], usage: row.usage }),
        '[DONE]',
      ),
    ),
    'stream with the usage in its last chunk': streamOf(
      events(
        chunk({ choices: [{ index: 0, ...delta, finish_reason: null }] }),
        chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage: row.usage }),
        '[DONE]',
      ),
    ),
  };
}

const messages = [{ role: 'user', content: 'hi' }];

function chat(row: GoldenRow): Wire {
  return {
    dialect: 'openai',
    request: post('/v1/chat/completions', { model: row.model, messages, ...row.asked }),
    replies: chatLike(row, 'chat.completion', { message: { role: 'assistant', content: 'yo' } }, { delta: { content: 'yo' } }),
  };
}

function completions(row: GoldenRow): Wire {
  return {
    dialect: 'openai',
    request: post('/v1/completions', { model: row.model, prompt: 'hi' }),
    replies: chatLike(row, 'text_completion', { text: 'yo' }, { text: 'yo' }),
  };
}

function responses(row: GoldenRow): Wire {
  const output = Object.entries(row.tools ?? {}).flatMap(([type, count]) =>
    Array.from({ length: count }, () => ({ type, status: 'completed' })),
  );
  const response = {
    id: 'resp_1',
    object: 'response',
    status: 'completed',
    model: row.model,
    output: [...output, { type: 'message', content: [{ type: 'output_text', text: 'yo' }] }],
    ...given({ service_tier: row.tier }),
    usage: row.usage,
  };
  return {
    dialect: 'openai',
    request: post('/v1/responses', { model: row.model, input: 'hi', ...row.asked }),
    replies: {
      body: whole(response),
      stream: streamOf(
        namedEvents(
          { type: 'response.created', response: { ...response, status: 'in_progress', output: [], usage: null } } as { type: string },
          { type: 'response.output_text.delta', delta: 'yo' } as { type: string },
          { type: 'response.output_text.done', text: 'yo' } as { type: string },
          { type: 'response.completed', response } as { type: string },
        ),
      ),
    },
  };
}

function embeddings(row: GoldenRow): Wire {
  const data = [{ object: 'embedding', index: 0, embedding: [0.1, -0.2] }];
  const many = Array.from({ length: 60_000 }, () => data[0]);
  return {
    dialect: 'openai',
    request: post('/v1/embeddings', { model: row.model, input: 'hi' }),
    replies: {
      body: whole({ object: 'list', data, model: row.model, usage: row.usage }),
      'body of megabytes': whole({ object: 'list', data: many, model: row.model, usage: row.usage }),
    },
  };
}

function claudeEvents({ usage, model }: GoldenRow) {
  const { output_tokens, server_tool_use, output_tokens_details, ...input } = usage;
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    usage: { ...input, output_tokens: Math.min(1, output_tokens as number) },
  };
  return (last: object) => [
    { type: 'message_start', message },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'ping' },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'yo' } },
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens, ...given({ server_tool_use, output_tokens_details }), ...last },
    },
    { type: 'message_stop' },
  ];
}

function claudeMessage({ usage, model }: GoldenRow) {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model,
    content: [{ type: 'text', text: 'yo' }],
    stop_reason: 'end_turn',
    usage,
  };
}

function messagesWire(row: GoldenRow): Wire {
  const { cache_creation_input_tokens, cache_read_input_tokens, input_tokens } = row.usage;
  return {
    dialect: 'anthropic',
    request: post('/v1/messages', { model: row.model, max_tokens: 100, messages, ...row.asked }),
    replies: {
      body: whole(claudeMessage(row)),
      stream: streamOf(namedEvents(...claudeEvents(row)({}))),
      'stream that repeats its input': streamOf(
        namedEvents(...claudeEvents(row)(given({ input_tokens, cache_creation_input_tokens, cache_read_input_tokens }))),
      ),
    },
  };
}

const modelPath = (model: string, api: string) => `/model/${encodeURIComponent(model)}/${api}`;
const trace = ({ answeredBy }: GoldenRow) => (answeredBy === undefined ? {} : { trace: { promptRouter: { invokedModelId: answeredBy } } });

function converse(row: GoldenRow): Wire {
  const tier = row.tier === undefined ? {} : { serviceTier: { type: row.tier } };
  const ends = { usage: row.usage, metrics: { latencyMs: 1 }, ...trace(row), ...tier };
  return {
    dialect: 'bedrock',
    request: post(modelPath(row.model, 'converse'), { messages: [{ role: 'user', content: [{ text: 'hi' }] }], ...row.asked }),
    replies: {
      body: whole({ output: { message: { role: 'assistant', content: [{ text: 'yo' }] } }, stopReason: 'end_turn', ...ends }),
      stream: streamOf(
        Buffer.concat([
          frame('messageStart', { role: 'assistant' }),
          frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'yo' } }),
          frame('contentBlockStop', { contentBlockIndex: 0 }),
          frame('messageStop', { stopReason: 'end_turn' }),
          frame('metadata', ends),
        ]),
        FRAMES,
      ),
    },
  };
}

export function vendorFrame(event: unknown): Buffer {
  return frame('chunk', { bytes: Buffer.from(JSON.stringify(event)).toString('base64'), p: 'abcd' });
}

function invokeClaude(row: GoldenRow): Wire {
  const sent = claudeEvents(row)({});
  const metrics = {
    'amazon-bedrock-invocationMetrics': { inputTokenCount: row.usage.input_tokens, outputTokenCount: row.usage.output_tokens },
  };
  const last = { ...(sent.at(-1) as object), ...metrics };
  return {
    dialect: 'bedrock',
    request: post(modelPath(row.model, 'invoke'), { anthropic_version: 'bedrock-2023-05-31', max_tokens: 100, messages, ...row.asked }),
    replies: {
      body: whole(claudeMessage(row), { 'x-amzn-bedrock-input-token-count': '1', 'x-amzn-bedrock-output-token-count': '1' }),
      stream: streamOf(Buffer.concat([...sent.slice(0, -1), last].map(vendorFrame)), FRAMES),
    },
  };
}

/** A vendor whose body says nothing of tokens: the service counts them, in headers or in the last event. */
function invokeCounts(row: GoldenRow): Wire {
  const { inputTokenCount, outputTokenCount } = row.usage;
  const headers = {
    'x-amzn-bedrock-input-token-count': String(inputTokenCount),
    'x-amzn-bedrock-output-token-count': String(outputTokenCount),
  };
  return {
    dialect: 'bedrock',
    request: post(modelPath(row.model, 'invoke'), { prompt: 'hi', max_gen_len: 100 }),
    replies: {
      body: whole({ outputs: [{ text: 'yo' }] }, headers),
      stream: streamOf(
        Buffer.concat([
          vendorFrame({ outputs: [{ text: 'yo' }] }),
          vendorFrame({ outputs: [], 'amazon-bedrock-invocationMetrics': row.usage }),
        ]),
        FRAMES,
      ),
    },
  };
}

function invokeBody(body: (row: GoldenRow) => object, asked: object) {
  return (row: GoldenRow): Wire => ({
    dialect: 'bedrock',
    request: post(modelPath(row.model, 'invoke'), asked),
    replies: {
      body: whole(body(row)),
      stream: streamOf(
        vendorFrame({ ...body(row), 'amazon-bedrock-invocationMetrics': { invocationLatency: 9, firstByteLatency: 3 } }),
        FRAMES,
      ),
    },
  });
}

function gemini(row: GoldenRow): Wire {
  const chunk = (text: string, usageMetadata: object, more: object = {}) => ({
    candidates: [{ content: { role: 'model', parts: [{ text }] }, index: 0, ...more }],
    usageMetadata,
    modelVersion: row.model,
  });
  const chunks = [
    chunk('', { promptTokenCount: row.usage.promptTokenCount, candidatesTokenCount: 1 }),
    chunk('', { ...row.usage, candidatesTokenCount: 1 }),
    chunk('yo', row.usage, { finishReason: 'STOP' }),
  ];
  const body = { contents: [{ parts: [{ text: 'hi' }] }], ...row.asked };
  return {
    dialect: 'gemini',
    request: post(`/v1beta/models/${row.model}:streamGenerateContent?alt=sse`, body),
    replies: {
      body: { ...whole(chunks[2]), request: post(`/v1beta/models/${row.model}:generateContent`, body) },
      stream: streamOf(events(...chunks)),
      'stream of CRLF': streamOf(
        Buffer.from(
          events(...chunks)
            .toString()
            .replaceAll('\n', '\r\n'),
        ),
      ),
      array: whole(chunks),
    },
  };
}

function interactions(row: GoldenRow): Wire {
  const interaction = {
    id: 'i',
    object: 'interaction',
    model: row.model,
    status: 'completed',
    steps: [{ type: 'model_output', content: [{ type: 'text', text: 'yo' }] }],
    usage: row.usage,
  };
  return {
    dialect: 'gemini',
    request: post('/v1beta/interactions', { model: row.model, input: 'hi' }),
    replies: {
      body: whole(interaction),
      stream: streamOf(
        events(
          { event_type: 'interaction.created', interaction: { id: 'i', model: row.model, status: 'in_progress' } },
          { event_type: 'step.delta', index: 0, delta: { type: 'text', text: 'yo' } },
          { event_type: 'interaction.completed', interaction },
        ),
      ),
    },
  };
}

const wires = {
  chat,
  completions,
  responses,
  embeddings,
  messages: messagesWire,
  converse,
  'invoke-claude': invokeClaude,
  'invoke-counts': invokeCounts,
  'invoke-llama': invokeBody(row => ({ generation: 'yo', stop_reason: 'stop', ...row.usage }), { prompt: 'hi' }),
  'invoke-titan-embed': invokeBody(row => ({ embedding: [0.1], ...row.usage }), { inputText: 'hi' }),
  'invoke-chat': invokeBody(row => ({ choices: [{ message: { content: 'yo' }, finish_reason: 'stop' }], usage: row.usage }), { messages }),
  gemini,
  interactions,
} as const;

export function wireOf(row: GoldenRow): Wire {
  return wires[row.via](row);
}
