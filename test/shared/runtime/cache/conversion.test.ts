import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import fc from 'fast-check';
import OpenAI from 'openai';
import { convert } from '../../../../shared/runtime/cache/conversion/convert.ts';
import type { RecordedReply } from '../../../../shared/runtime/cache/exactCache.ts';
import { answer } from './requests.ts';

const CHAT = '/v1/chat/completions';
const MESSAGES = '/v1/messages';

type Converted = ReturnType<typeof convert>;

const stream = (text: string): RecordedReply =>
  answer(text, { stream: true, headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
const whole = (object: object): RecordedReply => answer(JSON.stringify(object, null, 2));
const toStream = (object: object, endpoint: string, usageInStream = false) =>
  convert(whole(object), { endpoint, stream: true, usageInStream });
const toWhole = (reply: RecordedReply, endpoint: string) => convert(reply, { endpoint, stream: false, usageInStream: false });

const replyOf = (converted: Converted): RecordedReply => ('reason' in converted ? assert.fail(converted.reason) : converted);
const jsonOf = (converted: Converted): unknown => JSON.parse(replyOf(converted).body.toString());
const reasonOf = (converted: Converted): string => ('reason' in converted ? converted.reason : assert.fail('converted'));

/** A client that gets this reply, whatever it asks. */
const replying = (reply: RecordedReply) => ({
  apiKey: 'x',
  fetch: async () => new Response(new Uint8Array(reply.body), { status: 200, headers: reply.headers }),
});

const USAGE = { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12, prompt_tokens_details: { cached_tokens: 0 } };

function completion(message: object, more: object = {}): object {
  const choice = {
    index: 0,
    message: { role: 'assistant', content: null, refusal: null, ...message },
    logprobs: null,
    finish_reason: 'stop',
    ...more,
  };
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_790_000_000,
    model: 'gpt-4o-mini-2024-07-18',
    service_tier: 'default',
    system_fingerprint: 'fp_1',
    choices: [choice],
    usage: USAGE,
  };
}

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const toolCall = fc.record({
  id: text,
  type: fc.constant('function' as const),
  function: fc.record({ name: text, arguments: fc.json() }),
});
const chatMessage = fc.oneof(
  fc.record({ content: text }),
  fc.record({ refusal: text }),
  fc.record({ content: text, reasoning_content: text }),
  fc.record({ content: fc.constant(null), tool_calls: fc.array(toolCall, { minLength: 1, maxLength: 3 }) }),
);

describe('a chat completion', () => {
  it('is the same after it was a stream', () => {
    fc.assert(
      fc.property(chatMessage, fc.constantFrom('stop', 'tool_calls'), (message, finish) => {
        const original = completion(message, { finish_reason: finish });
        const streamed = replyOf(toStream(original, CHAT, true));
        // fast-check also makes objects without a prototype.
        assert.deepEqual(jsonOf(toWhole(streamed, CHAT)), JSON.parse(JSON.stringify(original)));
      }),
    );
  });

  it('with several answers and their log probabilities is the same after it was a stream', () => {
    const logprobs = { content: [{ token: 'a', logprob: -0.1, bytes: [97], top_logprobs: [] }], refusal: null };
    const [first] = (completion({ content: 'a' }, { logprobs }) as { choices: object[] }).choices;
    const original = { ...completion({}), choices: [first, { ...first, index: 1, finish_reason: 'stop' }] };
    assert.deepEqual(jsonOf(toWhole(replyOf(toStream(original, CHAT, true)), CHAT)), original);
  });

  it('made into a stream is read by the SDK as the same message', async () => {
    await fc.assert(
      fc.asyncProperty(chatMessage, async message => {
        const original = completion(message) as OpenAI.ChatCompletion;
        const client = new OpenAI(replying(replyOf(toStream(original, CHAT, true))));
        const final = await client.chat.completions.stream({ model: 'm', messages: [] }).finalChatCompletion();
        const [got, sent] = [final.choices[0]?.message, original.choices[0]?.message];
        assert.equal(got?.content, sent?.content);
        assert.equal(got?.refusal ?? null, sent?.refusal ?? null);
        assert.deepEqual(
          got?.tool_calls?.map(call => call.type === 'function' && [call.id, call.function.name, call.function.arguments]),
          sent?.tool_calls?.map(call => call.type === 'function' && [call.id, call.function.name, call.function.arguments]),
        );
        assert.deepEqual(final.usage, USAGE);
      }),
      { numRuns: 50 },
    );
  });

  it('is put together from the pieces of a real stream', () => {
    const head =
      '"id":"chatcmpl-2","object":"chat.completion.chunk","created":1,"model":"gpt-4o","service_tier":"default","system_fingerprint":"fp"';
    const chunk = (delta: string, finish = 'null', rest = '"usage":null,"obfuscation":"x1"') =>
      `data: {${head},"choices":[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${finish}}],${rest}}\n\n`;
    const recorded = stream(
      [
        chunk(
          '{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"f","arguments":""}}],"refusal":null}',
        ),
        chunk('{"tool_calls":[{"index":0,"function":{"arguments":"{\\"a\\":"}}]}'),
        chunk('{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}'),
        chunk('{"tool_calls":[{"index":1,"id":"call_2","type":"function","function":{"name":"g","arguments":"{}"}}]}'),
        chunk('{}', '"tool_calls"'),
        `data: {${head},"choices":[],"usage":${JSON.stringify(USAGE)},"obfuscation":""}\n\ndata: [DONE]\n\n`,
      ].join(''),
    );
    const call = (id: string, name: string, spoken: string) => ({ id, type: 'function', function: { name, arguments: spoken } });
    assert.deepEqual(jsonOf(toWhole(recorded, CHAT)), {
      id: 'chatcmpl-2',
      object: 'chat.completion',
      created: 1,
      model: 'gpt-4o',
      service_tier: 'default',
      system_fingerprint: 'fp',
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: null,
            refusal: null,
            tool_calls: [call('call_1', 'f', '{"a":1}'), call('call_2', 'g', '{}')],
          },
          logprobs: null,
          finish_reason: 'tool_calls',
        },
      ],
      usage: USAGE,
    });
  });

  it('loses and gains only its usage between streams with and without', () => {
    const asked = replyOf(toStream(completion({ content: 'Paris' }), CHAT, true));
    const plain = replyOf(convert(asked, { endpoint: CHAT, stream: true, usageInStream: false }));
    assert.equal(asked.body.toString().split('\n\n').length - plain.body.toString().split('\n\n').length, 1);
    assert.ok(!plain.body.includes('prompt_tokens'));
    assert.equal(replyOf(convert(asked, { endpoint: CHAT, stream: true, usageInStream: true })), asked);
    assert.match(reasonOf(convert(plain, { endpoint: CHAT, stream: true, usageInStream: true })), /without its usage/);
    assert.match(reasonOf(toWhole(plain, CHAT)), /without its usage/);
  });

  it('is not converted with parts whose streamed form is not known', () => {
    assert.match(reasonOf(toStream(completion({ content: 'x', audio: { id: 'a' } }), CHAT)), /audio is not known/);
    assert.match(
      reasonOf(toStream(completion({ content: 'x', annotations: [{ type: 'url_citation' }] }), CHAT)),
      /annotations is not known/,
    );
    assert.match(reasonOf(toStream({ ...completion({ content: 'x' }), x_vendor: 1 }, CHAT)), /x_vendor is not known/);
    assert.match(reasonOf(toStream(completion({ content: 'x' }, { stop_reason: 7 }), CHAT)), /stop_reason is not known/);
    const strange = 'data: {"id":"1","choices":[{"index":0,"delta":{"content":"x","audio":{"id":"a"}}}]}\n\ndata: [DONE]\n\n';
    assert.match(reasonOf(toWhole(stream(strange), CHAT)), /audio is not known/);
    const long = answer('{"id":"x","created":12345678901234567891,"choices":[]}');
    assert.match(reasonOf(convert(long, { endpoint: CHAT, stream: true, usageInStream: false })), /many digits/);
    assert.ok('body' in toStream(completion({ content: 'x', annotations: [] }), CHAT));
  });
});

const MESSAGE_USAGE = {
  input_tokens: 10,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 4,
  output_tokens: 5,
  service_tier: 'standard',
};
const messageOf = (content: readonly object[], stop: string | null = 'end_turn'): object => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-5-20250929',
  content,
  stop_reason: stop,
  stop_sequence: null,
  usage: MESSAGE_USAGE,
});

const block = fc.oneof(
  fc.record({ type: fc.constant('text'), text }),
  fc.record({ type: fc.constant('thinking'), thinking: text, signature: text }),
  fc.record({ type: fc.constant('redacted_thinking'), data: text }),
  fc.record({
    type: fc.constant('tool_use'),
    id: text,
    name: text,
    input: fc.dictionary(
      fc.string({ maxLength: 5 }).filter(key => key !== '__proto__'),
      fc.oneof(text, fc.integer(), fc.boolean(), fc.array(fc.integer())),
    ),
  }),
);

describe('a message of Anthropic', () => {
  it('is the same after it was a stream', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), content => {
        const original = JSON.parse(JSON.stringify(messageOf(content)));
        assert.deepEqual(jsonOf(toWhole(replyOf(toStream(original, MESSAGES)), MESSAGES)), original);
      }),
    );
  });

  it('made into a stream is read by the SDK as the same message', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 4 }), async content => {
        const original = JSON.parse(JSON.stringify(messageOf(content, 'tool_use')));
        const client = new Anthropic({ ...replying(replyOf(toStream(original, MESSAGES))), maxRetries: 0 });
        const final = await client.messages.stream({ model: 'm', max_tokens: 1, messages: [] }).finalMessage();
        assert.deepEqual(JSON.parse(JSON.stringify({ ...final, parsed_output: undefined })), original);
      }),
      { numRuns: 50 },
    );
  });

  it('is put together from the pieces of a real stream, its counts from the first and the last', () => {
    const events: readonly (readonly [string, object])[] = [
      ['message_start', { message: { ...messageOf([], null), usage: { ...MESSAGE_USAGE, output_tokens: 1 } } }],
      ['content_block_start', { index: 0, content_block: { type: 'text', text: '' } }],
      ['ping', {}],
      ['content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'Let me ' } }],
      ['content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'look.' } }],
      ['content_block_stop', { index: 0 }],
      ['content_block_start', { index: 1, content_block: { type: 'tool_use', id: 'toolu_1', name: 'f', input: {} } }],
      ['content_block_delta', { index: 1, delta: { type: 'input_json_delta', partial_json: '' } }],
      ['content_block_delta', { index: 1, delta: { type: 'input_json_delta', partial_json: '{"a": ' } }],
      ['content_block_delta', { index: 1, delta: { type: 'input_json_delta', partial_json: '[1]}' } }],
      ['content_block_stop', { index: 1 }],
      ['message_delta', { delta: { stop_reason: 'tool_use', stop_sequence: null }, usage: { output_tokens: 5, input_tokens: null } }],
      ['message_stop', {}],
    ];
    const recorded = stream(events.map(([type, fields]) => `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`).join(''));
    assert.deepEqual(
      jsonOf(toWhole(recorded, MESSAGES)),
      messageOf(
        [
          { type: 'text', text: 'Let me look.' },
          { type: 'tool_use', id: 'toolu_1', name: 'f', input: { a: [1] } },
        ],
        'tool_use',
      ),
    );
  });

  it('is not converted with parts whose streamed form is not known', () => {
    assert.match(reasonOf(toStream(messageOf([{ type: 'server_tool_use', id: 'a' }]), MESSAGES)), /server_tool_use is not known/);
    assert.match(
      reasonOf(toStream(messageOf([{ type: 'text', text: 'x', citations: [{ type: 'char_location' }] }]), MESSAGES)),
      /citations is not known/,
    );
    assert.match(reasonOf(toStream({ ...messageOf([]), container: { id: 'c' } }, MESSAGES)), /container is not known/);
    assert.ok('body' in toStream(messageOf([{ type: 'text', text: 'x', citations: null }]), MESSAGES));
  });
});

describe('a response of OpenAI', () => {
  const response = {
    id: 'resp_1',
    object: 'response',
    status: 'completed',
    output: [{ type: 'message', content: [] }],
    usage: { input_tokens: 1 },
  };

  it('is what the last event of its stream says', () => {
    const recorded = stream(
      `event: response.created\ndata: ${JSON.stringify({ type: 'response.created', response: { ...response, status: 'in_progress' } })}\n\n` +
        `event: response.completed\ndata: ${JSON.stringify({ type: 'response.completed', sequence_number: 9, response })}\n\n`,
    );
    assert.deepEqual(jsonOf(toWhole(recorded, '/v1/responses')), response);
  });

  it('is not made into a stream, nor from a stream that did not complete', () => {
    assert.match(reasonOf(toStream(response, '/v1/responses')), /its events are not known/);
    assert.match(reasonOf(toWhole(stream('data: {"type":"response.created"}\n\n'), '/v1/responses')), /did not say/);
  });
});

describe('any other answer', () => {
  it('is given in the form it was recorded in, byte for byte, and in no other', () => {
    const recorded = stream('anything');
    assert.equal(convert(recorded, { endpoint: '/v1/completions', stream: true, usageInStream: false }), recorded);
    assert.match(reasonOf(toWhole(recorded, '/v1/completions')), /^recorded as a stream, and asked for in the other form$/);
  });
});
