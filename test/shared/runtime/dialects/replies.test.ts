import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DialectName, ReplyFacts, RequestFacts, WireRequest } from '../../../../shared/runtime/dialects/dialect.ts';
import { dialectOf } from '../../../../shared/runtime/dialects/index.ts';
import { FRAMES, frame, vendorFrame } from '../pricing/golden/wire.ts';
import { cuts, EVENTS, events, JSON_BODY, jsonBody, namedEvents, packets, post, readReply, singleBytes } from './packets.ts';

const messages = [{ role: 'user', content: 'hi' }];
const asked = (dialect: DialectName, request: WireRequest): RequestFacts => dialectOf(dialect).read(request);

const chat = asked('openai', post('/v1/chat/completions', { model: 'gpt-5', messages, stream: true }));
const responses = asked('openai', post('/v1/responses', { model: 'gpt-5', input: 'hi', stream: true }));
const claude = asked('anthropic', post('/v1/messages', { model: 'claude-opus-5-5', max_tokens: 9, messages, stream: true }));
const converse = asked('bedrock', post('/model/m/converse-stream', { messages: [] }));
const invoke = asked('bedrock', post('/model/anthropic.claude-3/invoke-with-response-stream', { messages, max_tokens: 9 }));
const gemini = asked('gemini', post('/v1beta/models/g:streamGenerateContent', { contents: [] }));
const interaction = asked('gemini', post('/v1beta/interactions', { model: 'm', input: 'hi', stream: true }));

/** Text with everything that is cut badly: several bytes a letter, escapes, quotes, names of members. */
const TEXT = ['Grüß', ' dich 🙂', '\n"usage":{"prompt_tokens":1}', ' 你好', '\\u00e9', ' data: [DONE]'];

interface Streamed {
  readonly dialect: DialectName;
  readonly facts: RequestFacts;
  readonly headers: Record<string, string>;
  /** Events in their order; the last ones hold usage and end. */
  readonly events: readonly Buffer[];
  /** How many of them emit a piece of `TEXT` each, from the first that does. */
  readonly firstText: number;
}

const delta = (text: string) => ({
  id: 'x',
  model: 'gpt-5',
  choices: [{ index: 0, delta: { content: text }, finish_reason: null }],
  usage: null,
});

const streams: Readonly<Record<string, Streamed>> = {
  chat: {
    dialect: 'openai',
    facts: chat,
    headers: EVENTS,
    firstText: 1,
    events: [
      events({ id: 'x', model: 'gpt-5', choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] }),
      ...TEXT.map(text => events(delta(text))),
      events({ id: 'x', model: 'gpt-5', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
      events({ id: 'x', model: 'gpt-5', choices: [], usage: { prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 } }),
      events('[DONE]'),
    ],
  },
  responses: {
    dialect: 'openai',
    facts: responses,
    headers: EVENTS,
    firstText: 1,
    events: [
      { type: 'response.created', response: { object: 'response', status: 'in_progress', model: 'gpt-5', usage: null } },
      ...TEXT.map(text => ({ type: 'response.output_text.delta', delta: text })),
      { type: 'response.output_text.done', text: TEXT.join('') },
      {
        type: 'response.completed',
        response: { object: 'response', status: 'completed', model: 'gpt-5', output: [], usage: { input_tokens: 10, output_tokens: 20 } },
      },
    ].map(event => namedEvents(event)),
  },
  messages: {
    dialect: 'anthropic',
    facts: claude,
    headers: EVENTS,
    firstText: 2,
    events: [
      { type: 'message_start', message: { model: 'claude-opus-5-5', usage: { input_tokens: 10, output_tokens: 1 } } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      ...TEXT.map(text => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 20 } },
      { type: 'message_stop' },
    ].map(event => namedEvents(event)),
  },
  converse: {
    dialect: 'bedrock',
    facts: converse,
    headers: FRAMES as Record<string, string>,
    firstText: 1,
    events: [
      frame('messageStart', { role: 'assistant' }),
      ...TEXT.map(text => frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text } })),
      frame('messageStop', { stopReason: 'end_turn' }),
      frame('metadata', { usage: { inputTokens: 10, outputTokens: 20 } }),
    ],
  },
  invoke: {
    dialect: 'bedrock',
    facts: invoke,
    headers: FRAMES as Record<string, string>,
    firstText: 1,
    events: [
      { type: 'message_start', message: { model: 'claude-3', usage: { input_tokens: 10, output_tokens: 1 } } },
      ...TEXT.map(text => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 20 } },
      { type: 'message_stop', 'amazon-bedrock-invocationMetrics': { inputTokenCount: 10, outputTokenCount: 20 } },
    ].map(vendorFrame),
  },
  gemini: {
    dialect: 'gemini',
    facts: gemini,
    headers: EVENTS,
    firstText: 0,
    events: [
      ...TEXT.map((text, index) => ({
        candidates: [{ content: { parts: [{ text }] } }],
        usageMetadata: { promptTokenCount: 10, candidatesTokenCount: index + 1 },
        modelVersion: 'g',
      })),
      {
        candidates: [{ content: { parts: [{ text: '' }] }, finishReason: 'STOP' }],
        usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 20 },
        modelVersion: 'g',
      },
    ].map(event => events(event)),
  },
  interaction: {
    dialect: 'gemini',
    facts: interaction,
    headers: EVENTS,
    firstText: 1,
    events: [
      { event_type: 'interaction.created', interaction: { model: 'm' } },
      ...TEXT.map(text => ({ event_type: 'step.delta', delta: { type: 'text', text } })),
      {
        event_type: 'interaction.completed',
        interaction: { status: 'completed', usage: { total_input_tokens: 10, total_output_tokens: 20 } },
      },
    ].map(event => events(event)),
  },
};

function plain(facts: ReplyFacts): object {
  return { ...facts };
}

describe('a streamed reply', function () {
  this.timeout(30_000);

  for (const [name, { dialect, facts, headers, events: sent, firstText }] of Object.entries(streams)) {
    const all = Buffer.concat(sent);
    const read = (pieces: readonly Buffer[]) => readReply(dialect, facts, { headers, packets: pieces });

    it(`of ${name} tells its usage and its text, and is complete`, () => {
      const reply = read([all]);
      assert.equal(reply.usage?.input, 10);
      assert.equal(reply.usage?.output, 20);
      assert.equal(reply.emittedText, TEXT.join(''));
      assert.equal(reply.emittedCharacters, TEXT.join('').length);
      assert.equal(reply.complete, true);
      assert.ok(!reply.usagePartial);
    });

    it(`of ${name} says the same in any packets`, () => {
      const expected = plain(read([all]));
      assert.deepEqual(plain(read(singleBytes(all))), expected);
      fc.assert(
        fc.property(cuts, at => assert.deepEqual(plain(read(packets(all, at))), expected)),
        { numRuns: 50 },
      );
    });

    it(`of ${name} may be asked at any time without changing what it says later`, () => {
      const reader = dialectOf(dialect).reader(facts, { status: 200, headers });
      for (const byte of singleBytes(all)) {
        reader.write(byte);
        plain(reader.facts());
      }
      assert.deepEqual(plain(reader.facts()), plain(read([all])));
    });

    it(`of ${name}, broken off after any event, has what was emitted and is not complete`, () => {
      for (let count = 0; count < sent.length - 1; count++) {
        const reply = read(sent.slice(0, count));
        const pieces = Math.max(0, Math.min(TEXT.length, count - firstText));
        assert.equal(reply.emittedText, TEXT.slice(0, pieces).join(''), `after ${count}`);
        assert.equal(reply.complete, false, `after ${count}`);
        assert.ok(reply.usage === undefined || reply.usagePartial || count >= sent.length - 2, `after ${count}`);
      }
    });

    it(`of ${name} throws at nothing, whatever comes`, () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(all.length), fc.nat(300), (noise, place, lost) => {
          plain(read([Buffer.concat([all.subarray(0, place), Buffer.from(noise), all.subarray(Math.min(all.length, place + lost))])]));
          plain(read([Buffer.from(noise)]));
        }),
        { numRuns: 60 },
      );
    });
  }
});

describe('a reply', () => {
  const openai = (body: unknown, status = 200, facts = chat) =>
    readReply('openai', facts, { status, headers: JSON_BODY, packets: jsonBody(body) });
  const choice = (reason: string) => ({
    model: 'gpt-5',
    choices: [{ message: { content: 'x' }, finish_reason: reason }],
    usage: { prompt_tokens: 1, completion_tokens: 1 },
  });

  it('that ran into its limit or a filter is not complete', () => {
    assert.equal(openai(choice('stop')).complete, true);
    assert.equal(openai(choice('tool_calls')).complete, true);
    assert.equal(openai(choice('length')).complete, false);
    assert.equal(openai(choice('content_filter')).complete, false);
    const incomplete = { object: 'response', status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' }, output: [] };
    assert.deepEqual(openai(incomplete, 200, responses).finishReasons, ['max_output_tokens']);
    assert.equal(openai(incomplete, 200, responses).complete, false);
    const stopped = { type: 'message', stop_reason: 'max_tokens', content: [], usage: { input_tokens: 1, output_tokens: 1 } };
    assert.equal(readReply('anthropic', claude, { headers: JSON_BODY, packets: jsonBody(stopped) }).complete, false);
    const blocked = { promptFeedback: { blockReason: 'SAFETY' }, usageMetadata: { promptTokenCount: 3 } };
    assert.equal(readReply('gemini', { ...gemini, stream: false }, { headers: JSON_BODY, packets: jsonBody(blocked) }).complete, false);
  });

  it('with an error status was refused, with its message, in every dialect', () => {
    const error = { error: { message: 'no', type: 'x' }, message: 'no' };
    for (const [dialect, facts] of [
      ['openai', chat],
      ['anthropic', claude],
      ['bedrock', converse],
      ['gemini', gemini],
    ] as const) {
      const reply = readReply(dialect, facts, { status: 429, headers: JSON_BODY, packets: jsonBody(error) });
      assert.deepEqual([reply.refused, reply.error, reply.complete], [true, 'no', false]);
    }
    assert.equal(readReply('openai', chat, { status: 502, packets: [Buffer.from('<html>')] }).error, 'HTTP 502');
  });

  it('may carry an error within its stream', () => {
    const overloaded = namedEvents({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } } as { type: string });
    const sent = streams.messages?.events.slice(0, 4) ?? [];
    const broken = readReply('anthropic', claude, { headers: EVENTS, packets: [...sent, overloaded] });
    assert.deepEqual([broken.error, broken.complete, broken.refused, broken.usage?.input], ['Overloaded', false, undefined, 10]);

    const throttled = frame('throttlingException', { message: 'slow down' }, 'exception');
    assert.equal(readReply('bedrock', converse, { headers: FRAMES, packets: [throttled] }).error, 'slow down');

    const failed = { type: 'response.failed', response: { object: 'response', status: 'failed', error: { message: 'oops' }, output: [] } };
    assert.equal(readReply('openai', responses, { headers: EVENTS, packets: [namedEvents(failed)] }).error, 'oops');

    const chunk = events({ error: { message: 'upstream gone', code: 502 } });
    assert.equal(readReply('openai', chat, { headers: EVENTS, packets: [chunk] }).error, 'upstream gone');
  });

  it('counts its tool calls and keeps their arguments as text', () => {
    const call = (index: number, more: object) =>
      events({ model: 'm', choices: [{ index: 0, delta: { tool_calls: [{ index, ...more }] } }] });
    const reply = readReply('openai', chat, {
      headers: EVENTS,
      packets: [
        call(0, { id: 'a', function: { name: 'f', arguments: '' } }),
        call(0, { function: { arguments: '{"x"' } }),
        call(0, { function: { arguments: ':1}' } }),
        call(1, { id: 'b', function: { name: 'g', arguments: '{}' } }),
      ],
    });
    assert.equal(reply.toolCalls, 2);
    assert.equal(reply.emittedText, 'f{"x":1}g{}');

    const used = namedEvents(
      { type: 'content_block_start', content_block: { type: 'tool_use', name: 'f', input: {} } } as { type: string },
      { type: 'content_block_delta', delta: { type: 'input_json_delta', partial_json: '{"x":1}' } } as { type: string },
    );
    const tool = readReply('anthropic', claude, { headers: EVENTS, packets: [used] });
    assert.deepEqual([tool.toolCalls, tool.emittedText], [1, 'f{"x":1}']);
  });

  it('of Azure names its model, though its first chunk, of the content filter, does not', () => {
    const filter = events({ model: '', choices: [], prompt_filter_results: [{ prompt_index: 0 }] });
    const reply = readReply('openai', chat, { headers: EVENTS, packets: [filter, ...(streams.chat?.events ?? [])] });
    assert.deepEqual([reply.model, reply.complete, reply.usage?.output], ['gpt-5', true, 20]);
    assert.equal(readReply('openai', chat, { headers: EVENTS, packets: [filter] }).model, undefined);
  });

  it('counts reasoning that is shown as emitted text', () => {
    const thought = events({ model: 'm', choices: [{ index: 0, delta: { reasoning_content: 'hm' } }] });
    assert.equal(readReply('openai', chat, { headers: EVENTS, packets: [thought] }).emittedText, 'hm');
  });

  it('knows a stream without an end from one that ended without an empty line', () => {
    const all = Buffer.concat(streams.chat?.events ?? []);
    assert.equal(readReply('openai', chat, { headers: EVENTS, packets: [all.subarray(0, -2)] }).complete, true);
    assert.equal(readReply('openai', chat, { headers: EVENTS, packets: [all.subarray(0, -16)] }).complete, false);
  });

  it('of a free call has no usage, even where it shows one', () => {
    const fetched = asked('openai', { ...post('/v1/responses/resp_1', ''), method: 'GET' });
    assert.equal(openai({ object: 'response', usage: { input_tokens: 9 } }, 200, fetched).usage, undefined);
  });

  it('that only began in the background goes on', () => {
    assert.equal(openai({ object: 'response', status: 'queued', usage: null, output: [] }, 200, responses).continues, true);
  });

  it('with counts that cannot be has no usage', () => {
    assert.equal(
      openai({ ...choice('stop'), usage: { prompt_tokens: 1, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 5 } } }).usage,
      undefined,
    );
    assert.equal(openai({ ...choice('stop'), usage: { prompt_tokens: -1, completion_tokens: 1.5 } }).usage, undefined);
  });
});
