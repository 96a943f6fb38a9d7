import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dialectOf } from '../../../../shared/runtime/dialects/index.ts';
import { cuts, packets, post, singleBytes } from './packets.ts';

const openai = dialectOf('openai');

function asked(body: string, path = '/v1/chat/completions') {
  const request = post(path, body);
  return openai.askForUsage(request, openai.read(request));
}

/** Blanks between the tokens of JSON, as people and languages put them. */
const spacing = fc.constantFrom<[number | undefined, string]>([undefined, ''], [2, ''], [undefined, ' ']);
const anyOptions = fc.option(
  fc.oneof(fc.constant(null), fc.dictionary(fc.constantFrom('include_obfuscation', 'include_usage', 'x'), fc.boolean(), { maxKeys: 3 })),
  { nil: undefined },
);
const anyBody = fc
  .record({
    before: fc.dictionary(
      fc.string({ maxLength: 6 }).filter(key => !/stream|__proto__|model|usage/.test(key)),
      fc.jsonValue({ maxDepth: 3 }),
      { maxKeys: 4 },
    ),
    messages: fc.array(fc.record({ role: fc.constantFrom('user', 'system'), content: fc.string({ unit: 'grapheme', maxLength: 40 }) })),
    options: anyOptions,
    first: fc.boolean(),
  })
  .map(({ before, messages, options, first }) => {
    const streaming = { ...(options === undefined ? {} : { stream_options: options }), stream: true };
    return first ? { ...streaming, ...before, messages } : { ...before, messages, ...streaming };
  });

describe('asking for the usage of a stream', function () {
  this.timeout(30_000);

  it('adds the option and keeps every other member, whatever the body', () => {
    fc.assert(
      fc.property(anyBody, spacing, (body, [indent, space]) => {
        const source = JSON.stringify(body, null, indent).replace(/^/, space);
        const usage = asked(source);
        const options = body.stream_options as Record<string, unknown> | null | undefined;
        if (options?.include_usage === true) return assert.equal(usage, undefined);
        assert.ok(usage);
        assert.deepEqual(JSON.parse(usage.body.toString()), { ...JSON.parse(source), stream_options: { ...options, include_usage: true } });
        assert.deepEqual(Buffer.concat(usage.parts), usage.body);
      }),
    );
  });

  it('keeps the bytes of numbers, blanks and escapes', () => {
    const source =
      '{ "seed": 12345678901234567890, "stream":true ,"messages":[{"role":"user","content":"\\u00e9 \\"stream_options\\": {"}]}';
    assert.equal(asked(source)?.body.toString(), source.replace('{', '{"stream_options":{"include_usage":true},'));
  });

  it('copies nothing of a large prompt', () => {
    const request = post('/v1/chat/completions', { stream: true, messages: [{ role: 'user', content: 'x'.repeat(2_000_000) }] });
    const parts = openai.askForUsage(request, openai.read(request))?.parts ?? [];
    assert.ok(parts.filter(part => part.length > 1000).every(part => part.buffer === request.body.buffer));
  });

  for (const [source, edited] of [
    ['{"stream":true,"stream_options":null}', '{"stream":true,"stream_options":{"include_usage":true}}'],
    ['{"stream":true,"stream_options":{}}', '{"stream":true,"stream_options":{"include_usage":true}}'],
    ['{"stream":true,"stream_options":{"include_usage":false}}', '{"stream":true,"stream_options":{"include_usage":true}}'],
    [
      '{"stream":true,"stream_options" : { "include_obfuscation" : false }}',
      '{"stream":true,"stream_options" : {"include_usage":true, "include_obfuscation" : false }}',
    ],
    [
      '{"x":{"stream_options":{"include_usage":true}},"stream":true}',
      '{"stream_options":{"include_usage":true},"x":{"stream_options":{"include_usage":true}},"stream":true}',
    ],
  ] as const) {
    it(`makes ${edited} of ${source}`, () => assert.equal(asked(source)?.body.toString(), edited));
  }

  it('leaves alone what asks already, what is no stream, and what tells its usage unasked', () => {
    assert.equal(asked('{"stream":true,"stream_options":{"include_usage":true}}'), undefined);
    assert.equal(asked('{"stream":false}'), undefined);
    assert.equal(asked('{"stream":true}', '/v1/responses'), undefined);
    assert.ok(asked('{"stream":true}', '/v1/completions'));
    assert.ok(asked('{"stream":true}', '/openai/deployments/prod/chat/completions?api-version=2026-10-01'));
  });
});

const content = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom('"usage":null', ',"usage":{"prompt_tokens":1}', '"choices":[]', 'data: [DONE]', '\n\n', 'é🙂'),
);
const style = fc.record({
  end: fc.constantFrom('\n', '\r\n'),
  spaced: fc.boolean(),
  usageFirst: fc.boolean(),
  nulls: fc.boolean(),
  comment: fc.boolean(),
  done: fc.boolean(),
  lastEnd: fc.boolean(),
});
type Style = typeof style extends fc.Arbitrary<infer Value> ? Value : never;

function json(value: unknown, { spaced }: Style): string {
  return spaced ? JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ') : JSON.stringify(value);
}

/** What an upstream sends for these texts, with and without the option. */
function upstream(texts: readonly string[], how: Style, withUsage: boolean): Buffer {
  const usage = withUsage && how.nulls ? { usage: null } : {};
  const chunk = (choices: unknown[], more: object) =>
    json(how.usageFirst ? { ...more, id: 'chatcmpl-1', model: 'gpt', choices } : { id: 'chatcmpl-1', model: 'gpt', choices, ...more }, how);
  const chunks = texts.map(one => chunk([{ index: 0, delta: { content: one }, finish_reason: null }], usage));
  chunks.push(chunk([{ index: 0, delta: {}, finish_reason: 'stop' }], usage));
  if (withUsage) chunks.push(chunk([], { usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 } }));
  const events = chunks.map(data => `data: ${data}${how.end}${how.end}`);
  if (how.comment) events.splice(1, 0, `: keep-alive${how.end}${how.end}`);
  if (how.done) events.push(`data: [DONE]${how.end}${how.end}`);
  const all = events.join('');
  return Buffer.from(how.lastEnd ? all : all.slice(0, -how.end.length * 2));
}

function filtered(pieces: readonly Buffer[]): Buffer {
  const filter = asked('{"stream":true}')?.filter();
  assert.ok(filter);
  const passed = pieces.flatMap(piece => filter.write(piece) ?? []);
  return Buffer.concat([...passed, ...([filter.end()].filter(rest => rest !== undefined) as Buffer[])]);
}

describe('the answer to a question of ours', function () {
  this.timeout(30_000);

  it('reaches the client as if nobody had asked, byte for byte, whatever the packets', () => {
    fc.assert(
      fc.property(fc.array(content, { maxLength: 6 }), style, cuts, (texts, how, at) => {
        const expected = upstream(texts, how, false);
        const sent = upstream(texts, how, true);
        // Without the option nothing ends the last event either.
        const tail = how.lastEnd || how.done ? expected : Buffer.concat([expected, Buffer.from(how.end.repeat(2))]);
        assert.deepEqual(filtered(packets(sent, at)).toString(), tail.toString());
        assert.deepEqual(filtered(singleBytes(sent)).toString(), tail.toString());
      }),
    );
  });

  it('passes every stream without usage as it came', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), cuts, (bytes, at) => {
        const stream = Buffer.from(bytes);
        assert.deepEqual(filtered(packets(stream, at)), stream);
      }),
    );
  });

  it('keeps a chunk with usage that has choices, and an event that only looks like one', () => {
    const kept = [
      'data: {"choices":[{"index":0,"delta":{"content":"x"}}],"usage":{"prompt_tokens":1}}\n\n',
      'data: {"choices":[],"usage":"none"}\n\n',
      'data: {"prompt_filter_results":[],"choices":[]}\n\n',
      'data: "usage"\n\n',
    ].join('');
    assert.equal(filtered([Buffer.from(kept)]).toString(), kept);
  });

  it('is passed on at once: a whole event waits for nothing', () => {
    const filter = asked('{"stream":true}')?.filter();
    assert.deepEqual(filter?.write(Buffer.from('data: {"choices":[{}]}\n\ndata: {"cho')), Buffer.from('data: {"choices":[{}]}\n\n'));
  });
});
