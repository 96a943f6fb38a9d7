import assert from 'node:assert/strict';
import type { RequestContent } from '../../../../shared/runtime/dialects/content.ts';
import type { DialectName } from '../../../../shared/runtime/dialects/dialect.ts';
import { dialectOf } from '../../../../shared/runtime/dialects/index.ts';
import { post } from './packets.ts';

function contentOf(dialect: DialectName, path: string, body: object): RequestContent {
  return dialectOf(dialect).read(post(path, body)).content();
}

/** One line a message: role, texts, tools it calls, results it carries. */
function shape({ system, messages, tools }: RequestContent): object {
  return {
    system,
    tools,
    messages: messages.map(({ role, texts, toolCalls, toolResults, other }) =>
      [
        role,
        ...texts,
        ...toolCalls.map(name => `calls ${name}`),
        ...(toolResults ? [`${toolResults} result`] : []),
        ...(other ? ['other'] : []),
      ].join(' | '),
    ),
  };
}

const LOOKUP = {
  system: ['Be kind.'],
  tools: ['lookup'],
  messages: ['user | Where is it? | other', 'assistant | calls lookup', 'tool | Here. | 1 result'],
};

const conversations: readonly (readonly [title: string, DialectName, path: string, body: object])[] = [
  [
    'OpenAI chat',
    'openai',
    '/v1/chat/completions',
    {
      model: 'm',
      messages: [
        { role: 'developer', content: 'Be kind.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Where is it?' },
            { type: 'image_url', image_url: { url: 'https://x.example/a.png' } },
          ],
        },
        { role: 'assistant', content: null, tool_calls: [{ id: '1', type: 'function', function: { name: 'lookup', arguments: '{}' } }] },
        { role: 'tool', tool_call_id: '1', content: 'Here.' },
      ],
      tools: [{ type: 'function', function: { name: 'lookup' } }],
    },
  ],
  [
    'OpenAI responses',
    'openai',
    '/v1/responses',
    {
      model: 'm',
      instructions: 'Be kind.',
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'Where is it?' },
            { type: 'input_image', image_url: 'https://x.example/a.png' },
          ],
        },
        { type: 'function_call', call_id: '1', name: 'lookup', arguments: '{}' },
        { type: 'function_call_output', call_id: '1', output: 'Here.' },
      ],
      tools: [{ type: 'function', name: 'lookup' }],
    },
  ],
  [
    'Anthropic',
    'anthropic',
    '/v1/messages',
    {
      model: 'm',
      system: [{ type: 'text', text: 'Be kind.', cache_control: { type: 'ephemeral' } }],
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Where is it?' },
            { type: 'image', source: {} },
          ],
        },
        { role: 'assistant', content: [{ type: 'tool_use', id: '1', name: 'lookup', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: '1', content: [{ type: 'text', text: 'Here.' }] }] },
      ],
      tools: [{ name: 'lookup', input_schema: {} }],
    },
  ],
  [
    'Bedrock Converse',
    'bedrock',
    '/model/anthropic.claude-x/converse',
    {
      system: [{ text: 'Be kind.' }, { cachePoint: { type: 'default' } }],
      messages: [
        { role: 'user', content: [{ text: 'Where is it?' }, { image: {} }, { cachePoint: { type: 'default' } }] },
        { role: 'assistant', content: [{ toolUse: { toolUseId: '1', name: 'lookup', input: {} } }] },
        { role: 'user', content: [{ toolResult: { toolUseId: '1', content: [{ text: 'Here.' }] } }] },
      ],
      toolConfig: { tools: [{ toolSpec: { name: 'lookup' } }] },
    },
  ],
  [
    'Gemini',
    'gemini',
    '/v1beta/models/gemini-3-pro:generateContent',
    {
      system_instruction: { parts: [{ text: 'Be kind.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Where is it?' }, { inlineData: { mimeType: 'image/png', data: '' } }] },
        { role: 'model', parts: [{ functionCall: { name: 'lookup', args: {} } }] },
        { role: 'user', parts: [{ functionResponse: { name: 'lookup', response: {} } }] },
      ],
      tools: [{ functionDeclarations: [{ name: 'lookup' }] }],
    },
  ],
];

describe('what a request says', () => {
  for (const [title, dialect, path, body] of conversations) {
    it(`is taken apart: ${title}`, () => {
      const messages = dialect === 'gemini' ? [...LOOKUP.messages.slice(0, 2), 'tool | 1 result'] : LOOKUP.messages;
      assert.deepEqual(shape(contentOf(dialect, path, body)), { ...LOOKUP, messages });
    });
  }

  it('is a message for a prompt or a text to embed', () => {
    for (const [path, body] of [
      ['/v1/completions', { prompt: 'Once' }],
      ['/v1/embeddings', { input: ['Once'] }],
      ['/v1/responses', { input: 'Once' }],
    ] as const) {
      assert.deepEqual(shape(contentOf('openai', path, { model: 'm', ...body })), { system: [], tools: [], messages: ['user | Once'] });
    }
    assert.deepEqual(shape(contentOf('bedrock', '/model/amazon.titan-text/invoke', { inputText: 'Once' })), {
      system: [],
      tools: [],
      messages: ['user | Once'],
    });
  });

  it('is nothing for a body that is no JSON, of an unexpected shape, or nested without end', () => {
    const read = (body: string) =>
      dialectOf('openai')
        .read({ ...post('/v1/chat/completions', {}), body: Buffer.from(body) })
        .content();
    for (const body of ['', '[]', '{"messages":{"role":1}}', `{"messages":${'['.repeat(5000)}${']'.repeat(5000)}}`]) {
      assert.deepEqual(shape(read(body)), { system: [], tools: [], messages: [] });
    }
    for (const dialect of ['anthropic', 'bedrock', 'gemini'] as const) {
      const path = { anthropic: '/v1/messages', bedrock: '/model/m/converse', gemini: '/v1beta/models/m:generateContent' }[dialect];
      const odd = {
        system: 5,
        messages: [7, null, { content: [{ type: 'text' }, 3], role: {} }],
        contents: [4, { parts: 'x' }],
        tools: ['a', { name: 5 }],
      };
      assert.doesNotThrow(() => contentOf(dialect, path, odd));
    }
  });
});
