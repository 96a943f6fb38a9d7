import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DialectName, RequestFacts, WireRequest } from '../../../../shared/runtime/dialects/dialect.ts';
import { dialectOf } from '../../../../shared/runtime/dialects/index.ts';
import { isFree } from '../../../../shared/runtime/dialects/requestFacts.ts';
import { get, post } from './packets.ts';

type Expected = Partial<Omit<RequestFacts, 'inputBound' | 'text'>> & {
  readonly unknown?: RegExp;
  readonly withinContext?: boolean;
  readonly free?: boolean;
  readonly text?: string;
};

const IMAGE = 'iVBORw0KGgo'.repeat(100);
const user = (content: unknown) => ({ messages: [{ role: 'user', content }] });

/** What each request says; members that are not named are not looked at. */
const requests: readonly (readonly [title: string, dialect: DialectName, request: WireRequest, expected: Expected])[] = [
  // OpenAI
  [
    'chat',
    'openai',
    post('/v1/chat/completions', { model: 'gpt-5', ...user('hi'), max_completion_tokens: 9, n: 2, stream: true }),
    {
      operation: 'chat',
      endpoint: '/v1/chat/completions',
      provider: 'openai',
      model: 'gpt-5',
      stream: true,
      outputLimit: 9,
      answers: 2,
      sampled: true,
      tools: false,
      messages: 1,
      text: 'hi',
    },
  ],
  [
    'chat with two limits',
    'openai',
    post('/v1/chat/completions', { model: 'm', ...user('hi'), max_tokens: 5, max_completion_tokens: 7 }),
    { outputLimit: 7 },
  ],
  ['chat without a limit', 'openai', post('/v1/chat/completions', { model: 'm', ...user('hi') }), { outputLimit: undefined, answers: 1 }],
  ['chat at temperature 0', 'openai', post('/v1/chat/completions', { model: 'm', ...user('hi'), temperature: 0 }), { sampled: false }],
  ['chat with a seed', 'openai', post('/v1/chat/completions', { model: 'm', ...user('hi'), seed: 1 }), { sampled: false }],
  [
    'chat with a tool',
    'openai',
    post('/v1/chat/completions', { model: 'm', ...user('hi'), tools: [{ type: 'function', function: { name: 'f' } }] }),
    { tools: true, toolCount: 1 },
  ],
  ['flex tier', 'openai', post('/v1/chat/completions', { model: 'm', ...user('hi'), service_tier: 'flex' }), { tier: 'flex' }],
  ['default tier', 'openai', post('/v1/chat/completions', { model: 'm', ...user('hi'), service_tier: 'default' }), { tier: 'standard' }],
  [
    'the tier of the account',
    'openai',
    post('/v1/chat/completions', { model: 'm', ...user('hi'), service_tier: 'auto' }),
    { tier: undefined },
  ],
  [
    'Azure',
    'openai',
    post('/openai/deployments/my%20prod/chat/completions?api-version=2026-10-01', user('hi')),
    { endpoint: '/openai/deployments/{deployment}/chat/completions', provider: 'azure.ai.openai', model: 'my prod' },
  ],
  [
    'OpenRouter',
    'openai',
    post('/api/v1/chat/completions', { model: 'x/y', ...user('hi') }),
    { endpoint: '/v1/chat/completions', model: 'x/y' },
  ],
  [
    'image by URL',
    'openai',
    post('/v1/chat/completions', { model: 'gpt-4o', ...user([{ type: 'image_url', image_url: { url: 'https://x/y.png' } }]) }),
    { mediaTokens: 1445 },
  ],
  [
    'image inside',
    'openai',
    post('/v1/chat/completions', {
      model: 'gpt-4o',
      ...user([{ type: 'image_url', image_url: { url: `data:image/png;base64,${IMAGE}` } }]),
    }),
    { mediaTokens: 1445 },
  ],
  [
    'audio',
    'openai',
    post('/v1/chat/completions', { model: 'm', ...user([{ type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } }]) }),
    { unknown: /audio/, withinContext: false },
  ],
  [
    'file',
    'openai',
    post('/v1/chat/completions', { model: 'm', ...user([{ type: 'file', file: { file_id: 'file-1' } }]) }),
    { unknown: /file/, withinContext: true },
  ],
  [
    'search in chat',
    'openai',
    post('/v1/chat/completions', { model: 'm', ...user('hi'), web_search_options: {} }),
    { unknown: /web search/, withinContext: false },
  ],
  [
    'responses',
    'openai',
    post('/v1/responses', { model: 'gpt-5', input: 'hi', instructions: 'be brief', max_output_tokens: 11, stream: true }),
    { operation: 'chat', endpoint: '/v1/responses', outputLimit: 11, stream: true, messages: 1, text: 'be brief\nhi' },
  ],
  [
    'responses with items',
    'openai',
    post('/v1/responses', {
      model: 'gpt-5',
      input: [
        { role: 'user', content: [{ type: 'input_text', text: 'a' }] },
        { type: 'function_call_output', call_id: '1', output: 'b' },
      ],
    }),
    { messages: 2, text: 'a\nb' },
  ],
  [
    'a stored conversation',
    'openai',
    post('/v1/responses', { model: 'm', input: 'hi', previous_response_id: 'resp_1' }),
    { unknown: /previous_response_id/, withinContext: true },
  ],
  [
    'a conversation',
    'openai',
    post('/v1/responses', { model: 'm', input: 'hi', conversation: 'conv_1' }),
    { unknown: /conversation/, withinContext: true },
  ],
  [
    'a stored prompt',
    'openai',
    post('/v1/responses', { model: 'm', prompt: { id: 'pmpt_1' } }),
    { unknown: /prompt id/, withinContext: true },
  ],
  [
    'web search',
    'openai',
    post('/v1/responses', { model: 'm', input: 'hi', tools: [{ type: 'web_search' }] }),
    { unknown: /web_search/, withinContext: false },
  ],
  [
    'file search and a stored prompt',
    'openai',
    post('/v1/responses', { model: 'm', prompt: { id: 'x' }, tools: [{ type: 'file_search' }] }),
    { unknown: /file_search/, withinContext: false },
  ],
  [
    'code interpreter',
    'openai',
    post('/v1/responses', { model: 'm', input: 'hi', tools: [{ type: 'code_interpreter' }] }),
    { unknown: /code_interpreter/ },
  ],
  [
    'a cache life of hours',
    'openai',
    post('/v1/responses', { model: 'm', input: 'hi', prompt_cache_options: { ttl: '12h' } }),
    { cacheLife: '1h' },
  ],
  [
    'a cache life of minutes',
    'openai',
    post('/v1/responses', { model: 'm', input: 'hi', prompt_cache_options: { ttl: '30m' } }),
    { cacheLife: '5m' },
  ],
  [
    'completions',
    'openai',
    post('/v1/completions', { model: 'm', prompt: ['a', 'b', 'c'], best_of: 4, max_tokens: 3 }),
    { operation: 'text_completion', answers: 12, outputLimit: 3, text: 'a\nb\nc' },
  ],
  [
    'a prompt in tokens',
    'openai',
    post('/v1/completions', { model: 'm', prompt: [1, 2, 3], max_tokens: 3 }),
    { answers: 1, mediaTokens: 3 },
  ],
  [
    'embeddings',
    'openai',
    post('/v1/embeddings', { model: 'e', input: ['a', 'b'] }),
    { operation: 'embeddings', outputLimit: 0, sampled: false, text: 'a\nb' },
  ],
  ['list of models', 'openai', get('/v1/models'), { operation: 'other', endpoint: '/v1/models', free: true }],
  ['a response fetched again', 'openai', get('/v1/responses/resp_0123'), { endpoint: '/v1/responses/{id}', free: true }],
  ['moderation', 'openai', post('/v1/moderations', { input: 'x' }), { free: true }],
  [
    'counting of tokens',
    'openai',
    post('/v1/responses/input_tokens', { model: 'm', input: 'x' }),
    { operation: 'count_tokens', free: true },
  ],
  [
    'images',
    'openai',
    post('/v1/images/generations', { model: 'gpt-image-1', prompt: 'x' }),
    { operation: 'other', unknown: /not known here/, free: false },
  ],
  ['a batch', 'openai', post('/v1/batches', {}), { unknown: /not known here/ }],
  ['no JSON', 'openai', post('/v1/chat/completions', 'not json'), { unknown: /not JSON/ }],
  ['compressed', 'openai', post('/v1/chat/completions', user('hi'), { 'content-encoding': 'gzip' }), { unknown: /compressed/ }],
  // Anthropic
  [
    'messages',
    'anthropic',
    post('/v1/messages', { model: 'claude-sonnet-5-5', max_tokens: 8, system: 's', ...user('hi'), stream: true }),
    {
      operation: 'chat',
      endpoint: '/v1/messages',
      provider: 'anthropic',
      outputLimit: 8,
      stream: true,
      sampled: true,
      cacheLife: undefined,
      text: 's\nhi',
    },
  ],
  [
    'beta messages',
    'anthropic',
    post('/v1/messages?beta=true', { model: 'c', max_tokens: 8, ...user('hi') }),
    { endpoint: '/v1/messages' },
  ],
  [
    'a marker in a tool result',
    'anthropic',
    post('/v1/messages', {
      model: 'c',
      max_tokens: 8,
      ...user([{ type: 'tool_result', content: [{ type: 'text', text: 'r', cache_control: { type: 'ephemeral', ttl: '1h' } }] }]),
    }),
    { cacheLife: '1h', text: 'r' },
  ],
  [
    'a marker on the request',
    'anthropic',
    post('/v1/messages', { model: 'c', max_tokens: 8, cache_control: { type: 'ephemeral' }, ...user('hi') }),
    { cacheLife: '5m' },
  ],
  [
    'markers of both lives',
    'anthropic',
    post('/v1/messages', {
      model: 'c',
      max_tokens: 8,
      system: [{ type: 'text', text: 's', cache_control: { type: 'ephemeral', ttl: '1h' } }],
      ...user([{ type: 'text', text: 'x', cache_control: { type: 'ephemeral' } }]),
    }),
    { cacheLife: '1h' },
  ],
  [
    'an image',
    'anthropic',
    post('/v1/messages', {
      model: 'c',
      max_tokens: 8,
      ...user([{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: IMAGE } }]),
    }),
    { mediaTokens: 5000 },
  ],
  [
    'a PDF',
    'anthropic',
    post('/v1/messages', { model: 'c', max_tokens: 8, ...user([{ type: 'document', source: { type: 'base64', data: 'AAAA' } }]) }),
    { unknown: /pages/, withinContext: true },
  ],
  [
    'a text document',
    'anthropic',
    post('/v1/messages', { model: 'c', max_tokens: 8, ...user([{ type: 'document', title: 't', source: { type: 'text', data: 'doc' } }]) }),
    { text: 'doc\nt' },
  ],
  [
    'a search tool',
    'anthropic',
    post('/v1/messages', { model: 'c', max_tokens: 8, ...user('hi'), tools: [{ type: 'web_search_20250305', name: 'web_search' }] }),
    { unknown: /web_search/, withinContext: false, tools: true },
  ],
  ['fast mode', 'anthropic', post('/v1/messages', { model: 'c', max_tokens: 8, ...user('hi'), speed: 'fast' }), { unknown: /fast mode/ }],
  [
    'a place',
    'anthropic',
    post('/v1/messages', { model: 'c', max_tokens: 8, ...user('hi'), inference_geo: 'us' }),
    { place: { permille: 1100, account: false } },
  ],
  [
    'everywhere',
    'anthropic',
    post('/v1/messages', { model: 'c', max_tokens: 8, ...user('hi'), inference_geo: 'global' }),
    { place: undefined },
  ],
  [
    'counting of messages',
    'anthropic',
    post('/v1/messages/count_tokens', { model: 'c', ...user('hi') }),
    { operation: 'count_tokens', model: 'c', free: true },
  ],
  ['a batch of messages', 'anthropic', post('/v1/messages/batches', {}), { endpoint: '/v1/messages/batches', unknown: /batch/ }],
  ['results of a batch', 'anthropic', get('/v1/messages/batches/msgbatch_1/results'), { free: true }],
  // Bedrock
  [
    'converse',
    'bedrock',
    post('/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse', {
      system: [{ text: 's' }],
      messages: [{ role: 'user', content: [{ text: 'hi' }] }],
      inferenceConfig: { maxTokens: 6, temperature: 0 },
    }),
    {
      operation: 'chat',
      endpoint: '/model/{modelId}/converse',
      provider: 'aws.bedrock',
      model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      outputLimit: 6,
      sampled: false,
      stream: false,
      text: 's\nhi',
    },
  ],
  [
    'converse by ARN',
    'bedrock',
    post('/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.x.y/converse-stream', { messages: [] }),
    { model: 'arn:aws:bedrock:us-east-1:1:inference-profile/us.x.y', stream: true },
  ],
  [
    'a cache point of an hour',
    'bedrock',
    post('/model/m/converse', { system: [{ text: 's' }, { cachePoint: { type: 'default', ttl: '1h' } }], messages: [] }),
    { cacheLife: '1h' },
  ],
  [
    'a cache point among tools',
    'bedrock',
    post('/model/m/converse', { messages: [], toolConfig: { tools: [{ toolSpec: { name: 't' } }, { cachePoint: { type: 'default' } }] } }),
    { cacheLife: '5m', toolCount: 2 },
  ],
  [
    'a limit of the vendor',
    'bedrock',
    post('/model/m/converse', { messages: [], inferenceConfig: { maxTokens: 5 }, additionalModelRequestFields: { max_tokens: 50 } }),
    { outputLimit: 50 },
  ],
  ['priority', 'bedrock', post('/model/m/converse', { messages: [], serviceTier: { type: 'priority' } }), { tier: 'priority' }],
  [
    'optimised latency',
    'bedrock',
    post('/model/m/converse', { messages: [], performanceConfig: { latency: 'optimized' } }),
    { unknown: /latency/ },
  ],
  [
    'a document',
    'bedrock',
    post('/model/m/converse', { messages: [{ role: 'user', content: [{ document: { name: 'd', source: { bytes: 'AAAA' } } }] }] }),
    { unknown: /pages/, withinContext: true },
  ],
  [
    'invoke Claude',
    'bedrock',
    post('/model/anthropic.claude-3-haiku-20240307-v1%3A0/invoke', {
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 4,
      ...user('hi'),
    }),
    { operation: 'chat', outputLimit: 4, text: 'hi' },
  ],
  [
    'invoke Llama',
    'bedrock',
    post('/model/meta.llama3-1-8b-instruct-v1%3A0/invoke-with-response-stream', { prompt: 'p', max_gen_len: 7 }),
    { operation: 'text_completion', outputLimit: 7, stream: true, text: 'p' },
  ],
  [
    'invoke Titan',
    'bedrock',
    post('/model/amazon.titan-text-express-v1/invoke', { inputText: 'p', textGenerationConfig: { maxTokenCount: 7, temperature: 0 } }),
    { outputLimit: 7, sampled: false, text: 'p' },
  ],
  [
    'invoke Nova',
    'bedrock',
    post('/model/amazon.nova-lite-v1%3A0/invoke', {
      messages: [{ role: 'user', content: [{ text: 'p' }] }],
      inferenceConfig: { max_new_tokens: 7 },
    }),
    { outputLimit: 7, text: 'p' },
  ],
  [
    'invoke an embedding',
    'bedrock',
    post('/model/amazon.titan-embed-text-v2%3A0/invoke', { inputText: 'p' }),
    { operation: 'embeddings', outputLimit: 0, sampled: false, text: 'p' },
  ],
  [
    "invoke a chat of OpenAI's shape",
    'bedrock',
    post('/model/openai.gpt-oss-120b-1%3A0/invoke', { ...user('p'), max_completion_tokens: 5 }),
    { operation: 'chat', outputLimit: 5, text: 'p' },
  ],
  ['counting with Bedrock', 'bedrock', post('/model/m/count-tokens', {}), { operation: 'count_tokens', free: true }],
  // Gemini
  [
    'generate',
    'gemini',
    post('/v1beta/models/gemini-2.5-flash:generateContent', {
      systemInstruction: { parts: [{ text: 's' }] },
      contents: [{ role: 'user', parts: [{ text: 'hi' }] }],
      generationConfig: { maxOutputTokens: 3, candidateCount: 2, temperature: 0 },
    }),
    {
      operation: 'generate_content',
      endpoint: '/v1beta/models/{model}:generateContent',
      provider: 'gcp.gemini',
      model: 'gemini-2.5-flash',
      outputLimit: 3,
      answers: 2,
      sampled: false,
      stream: false,
      text: 's\nhi',
    },
  ],
  [
    'generate in snake case',
    'gemini',
    post('/v1beta/models/g:streamGenerateContent?alt=sse', {
      contents: [{ parts: [{ text: 'hi' }] }],
      generation_config: { max_output_tokens: 3 },
    }),
    { outputLimit: 3, stream: true, endpoint: '/v1beta/models/{model}:streamGenerateContent' },
  ],
  [
    'Vertex',
    'gemini',
    post('/v1/projects/p/locations/l/publishers/google/models/gemini-2.5-pro:generateContent', { contents: 'hi' }),
    { provider: 'gcp.vertex_ai', model: 'gemini-2.5-pro' },
  ],
  [
    'Claude at Vertex',
    'gemini',
    post('/v1/projects/p/locations/l/publishers/anthropic/models/claude-sonnet-4-5@20250929:streamRawPredict', {
      max_tokens: 4,
      ...user('hi'),
    }),
    { provider: 'gcp.vertex_ai', model: 'claude-sonnet-4-5@20250929', outputLimit: 4, stream: true },
  ],
  [
    'Google in the way of OpenAI',
    'gemini',
    post('/v1beta/openai/chat/completions', { model: 'gemini-2.5-flash', ...user('hi') }),
    { provider: 'gcp.gemini', endpoint: '/v1/chat/completions' },
  ],
  [
    'Google search',
    'gemini',
    post('/v1beta/models/g:generateContent', { contents: [], tools: [{ googleSearch: {} }] }),
    { unknown: /googleSearch/, withinContext: false },
  ],
  [
    'functions',
    'gemini',
    post('/v1beta/models/g:generateContent', { contents: [], tools: [{ functionDeclarations: [{ name: 'a' }, { name: 'b' }] }] }),
    { toolCount: 2 },
  ],
  [
    'stored content',
    'gemini',
    post('/v1beta/models/g:generateContent', { contents: [], cachedContent: 'cachedContents/1' }),
    { unknown: /cachedContent/, withinContext: true },
  ],
  [
    'a file by URI',
    'gemini',
    post('/v1beta/models/g:generateContent', { contents: [{ parts: [{ fileData: { mimeType: 'application/pdf', fileUri: 'x' } }] }] }),
    { unknown: /file/, withinContext: true },
  ],
  [
    'an image for Gemini',
    'gemini',
    post('/v1beta/models/g:generateContent', { contents: [{ parts: [{ inlineData: { mimeType: 'image/png', data: IMAGE } }] }] }),
    { mediaTokens: 4386 },
  ],
  [
    'embed',
    'gemini',
    post('/v1beta/models/gemini-embedding-001:embedContent', { content: { parts: [{ text: 'e' }] } }),
    { operation: 'embeddings', outputLimit: 0, text: 'e' },
  ],
  [
    'embed a batch',
    'gemini',
    post('/v1beta/models/e:batchEmbedContents', {
      requests: [{ content: { parts: [{ text: 'a' }] } }, { content: { parts: [{ text: 'b' }] } }],
    }),
    { messages: 2, text: 'a\nb' },
  ],
  ['counting with Gemini', 'gemini', post('/v1beta/models/g:countTokens', { contents: [] }), { operation: 'count_tokens', free: true }],
  [
    'an interaction',
    'gemini',
    post('/v1beta/interactions', { model: 'gemini-3.8-flash', input: 'hi', generation_config: { max_output_tokens: 5 }, stream: true }),
    { model: 'gemini-3.8-flash', outputLimit: 5, stream: true, text: 'hi' },
  ],
  [
    'an interaction that goes on',
    'gemini',
    post('/v1beta/interactions', { model: 'm', input: 'hi', previous_interaction_id: 'x' }),
    { unknown: /previous_interaction_id/, withinContext: true },
  ],
];

describe('facts of requests', function () {
  this.timeout(30_000);

  for (const [title, dialect, request, { unknown, withinContext, free, text, ...expected }] of requests) {
    it(`of ${dialect}: ${title}`, () => {
      const facts = dialectOf(dialect).read(request);
      for (const [name, value] of Object.entries(expected)) assert.deepEqual(facts[name as keyof RequestFacts], value, name);
      if (text !== undefined) assert.equal(facts.text(), text);
      if (free !== undefined) assert.equal(isFree(facts), free, 'free');
      const bound = facts.inputBound;
      if (unknown) assert.match('unknown' in bound ? bound.unknown : '', unknown);
      else assert.ok('tokens' in bound, JSON.stringify(bound));
      if (withinContext !== undefined) assert.equal('unknown' in bound && bound.withinContext, withinContext);
    });
  }

  it('of an image count its tokens and not the letters of its data', () => {
    const facts = dialectOf('anthropic').read(
      post('/v1/messages', { max_tokens: 1, ...user([{ type: 'image', source: { type: 'base64', data: 'A'.repeat(1_000_000) } }]) }),
    );
    assert.ok('tokens' in facts.inputBound && facts.inputBound.tokens < 6000);
  });

  const nested = (count: number, open: string, close: string, inside: string) => open.repeat(count) + inside + close.repeat(count);
  for (const [dialect, path, body] of [
    [
      'anthropic',
      '/v1/messages',
      `{"max_tokens":1,"messages":[{"content":${nested(20_000, '[{"type":"tool_result","content":', '}]', '"x"')}}]}`,
    ],
    ['openai', '/v1/chat/completions', `{"messages":[],"tools":[{"type":"function","function":${nested(20_000, '{"a":', '}', '1')}}]}`],
    ['bedrock', '/model/m/converse', `{"messages":[{"content":${nested(20_000, '[{"toolResult":{"content":', '}}]', '[]')}}]}`],
    ['gemini', '/v1beta/interactions', `{"model":"m","input":${nested(20_000, '[{"content":', '}]', '"x"')}}`],
  ] as const) {
    it(`of ${dialect} are read however deep the request is nested`, () => {
      const facts = dialectOf(dialect).read(post(path, body));
      assert.ok('unknown' in facts.inputBound || facts.inputBound.tokens >= body.length);
      assert.equal(facts.text(), body);
    });
  }

  it('of any JSON are read, and nothing throws', () => {
    const names = [
      'messages',
      'content',
      'contents',
      'parts',
      'input',
      'tools',
      'system',
      'prompt',
      'type',
      'source',
      'requests',
      'toolConfig',
      'max_tokens',
      'n',
      'stream',
    ];
    const { value } = fc.letrec(tie => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 9e15, '', 'text', 'image', 'function'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 5 }),
      ),
    }));
    const paths = requests.filter(([, , { method }]) => method === 'POST').map(([, dialect, { path }]) => [dialect, path] as const);
    fc.assert(
      fc.property(fc.constantFrom(...paths), value, ([dialect, path], body) => {
        const facts = dialectOf(dialect).read(post(path, JSON.stringify(body)));
        facts.text();
        assert.ok(Number.isSafeInteger(facts.answers) && facts.answers >= 1);
        assert.ok(facts.outputLimit === undefined || Number.isSafeInteger(facts.outputLimit));
      }),
      { numRuns: 500 },
    );
  });
});
