import { typescript } from './sites.ts';

typescript('AI SDK', [
  [
    'a model handle names model and provider; both spellings of the limit count',
    `import { generateText, streamText } from 'ai';
import { openai } from '@ai-sdk/openai';
import { google } from '@ai-sdk/google';
await generateText({ model: openai('gpt-4o'), system: 'Be brief.', prompt: 'Hi', maxOutputTokens: 100 });
streamText({ model: google('gemini-2.5-flash'), messages: [{ role: 'system', content: 'Help.' }, { role: 'user', content: 'Hi' }], maxTokens: 50 });`,
    [
      {
        api: 'generateText',
        kind: 'direct',
        sdk: 'vercel-ai',
        provider: 'openai',
        model: 'gpt-4o',
        limit: 100,
        system: 'Be brief.',
        messages: 'Hi',
        loop: 'none',
      },
      { api: 'streamText', provider: 'gcp.gemini', model: 'gemini-2.5-flash', limit: 50, system: 'Help.', messages: 'Hi' },
    ],
  ],
  [
    'without a limit the Anthropic provider sends the maximum of the model',
    `import { generateText, generateObject } from 'ai';
import { anthropic } from '@ai-sdk/anthropic';
import { openai, createOpenAI } from '@ai-sdk/openai';
import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
generateText({ model: anthropic('claude-sonnet-4-5'), prompt: 'x' });
generateObject({ model: openai.chat('gpt-4o'), schema, prompt: 'x' });
const bedrock = createAmazonBedrock({ region: 'x' });
generateText({ model: bedrock('anthropic.claude-3'), prompt: 'x' });
generateText({ model: createOpenAI({ baseURL: 'https://api.groq.com/openai/v1' })('llama'), prompt: 'x' });
generateText({ model: 'openai/gpt-5', prompt: 'x' });`,
    [
      { api: 'generateText', provider: 'anthropic', limit: 'absent', missing: 'modelMaximum' },
      { api: 'generateObject', model: 'gpt-4o', limit: 'absent', missing: 'unlimited' },
      { api: 'generateText', provider: 'aws.bedrock', model: 'anthropic.claude-3' },
      { api: 'generateText', provider: 'groq', model: 'llama' },
      { api: 'generateText', provider: 'openai', model: 'openai/gpt-5' },
    ],
  ],
  [
    'steps bound the tool loop: one by default',
    `import { generateText, stepCountIs, isLoopFinished } from 'ai';
import { openai } from '@ai-sdk/openai';
const model = openai('gpt-4o');
generateText({ model, prompt: 'x', tools: { a, b } });
generateText({ model, prompt: 'x', tools: { a }, stopWhen: stepCountIs(5) });
generateText({ model, prompt: 'x', tools: { a }, maxSteps: 6 });
generateText({ model, prompt: 'x', tools: { a }, stopWhen: isLoopFinished() });
generateText({ model, prompt: 'x', stopWhen: isLoopFinished() });`,
    [
      { api: 'generateText', tools: 2, loop: 'bounded 1 default' },
      { api: 'generateText', loop: 'bounded 5 argument' },
      { api: 'generateText', loop: 'bounded 6 argument' },
      { api: 'generateText', loop: 'unbounded argument' },
      { api: 'generateText', loop: 'none' },
    ],
  ],
  [
    'agents, embeddings, images and reranking',
    `import { ToolLoopAgent, Experimental_Agent as Agent, embed, embedMany, rerank, experimental_generateImage } from 'ai';
import { openai } from '@ai-sdk/openai';
import { cohere } from '@ai-sdk/cohere';
const agent = new ToolLoopAgent({ model: openai('a'), instructions: 'Be brief.', tools: { t } });
await agent.generate({ prompt: 'Hi' });
new Agent({ model: openai('b'), tools: { t } }).stream({ prompt: 'x' });
embed({ model: openai.textEmbeddingModel('text-embedding-3-small'), value: 'x' });
embedMany({ model: openai.embedding('e'), values: ['x'] });
rerank({ model: cohere.reranking('rerank-v3.5'), query: 'q', documents: [] });
experimental_generateImage({ model: openai.image('dall-e-3'), prompt: 'cat' });`,
    [
      { api: 'ToolLoopAgent', kind: 'config', model: 'a', system: 'Be brief.', loop: 'bounded 20 default' },
      {
        api: 'agent.generate',
        kind: 'framework',
        operation: 'agent',
        model: 'a',
        system: 'Be brief.',
        messages: 'Hi',
        loop: 'bounded 20 default',
      },
      { api: 'Experimental_Agent', kind: 'config', loop: 'bounded 1 default' },
      { api: 'agent.generate', model: 'b', loop: 'bounded 1 default' },
      { api: 'embed', operation: 'embedding', model: 'text-embedding-3-small' },
      { api: 'embedMany', model: 'e' },
      { api: 'rerank', operation: 'rerank', model: 'rerank-v3.5' },
      { api: 'generateImage', operation: 'image', model: 'dall-e-3' },
    ],
  ],
  [
    'namespace imports and provider options',
    `import * as ai from 'ai';
import { anthropic } from '@ai-sdk/anthropic';
ai.generateText({ model: anthropic('m'), maxOutputTokens: 3, messages: [{ role: 'system', content: 'Long.', providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } } }] });`,
    [{ api: 'generateText', limit: 3, marker: '5m', system: 'Long.' }],
  ],
  [
    'parameters and spreads are not absent',
    `import { generateText, LanguageModel } from 'ai';
export function run(model: LanguageModel, params: any) {
  return generateText({ model, prompt: 'x', ...params });
}`,
    [{ api: 'generateText', model: 'unknown', limit: 'unknown' }],
  ],
  [
    'look-alikes are not calls',
    `import { tool, convertToModelMessages } from 'ai';
import { useChat } from '@ai-sdk/react';
import { openai } from '@ai-sdk/openai';
function generateText(x) {}
generateText({ prompt: 'x' });
tool({ description: 'x', execute: async () => 'y' });
convertToModelMessages([]);
useChat({ api: '/api/chat' });
const model = openai('gpt-4o');
canvas.embed({ value: 'x' });`,
    [],
  ],
  [
    'names given to models by the project stand for those models',
    `import { generateText, customProvider, createProviderRegistry } from 'ai';
import { createRetryable } from 'ai-retry';
import { openai } from '@ai-sdk/openai';
import { xai } from '@ai-sdk/xai';
const models = customProvider({
  languageModels: { fast: xai('grok-4'), safe: createRetryable({ model: openai('gpt-4o'), retries: [xai('grok-4')] }) },
});
const registry = createProviderRegistry({ openai });
generateText({ model: models.languageModel('fast'), prompt: 'x' });
generateText({ model: models.languageModel('safe'), prompt: 'x' });
generateText({ model: models.languageModel(chosen), prompt: 'x' });
generateText({ model: registry.languageModel('openai:gpt-4o'), prompt: 'x' });`,
    [
      { api: 'generateText', provider: 'x_ai', model: 'grok-4' },
      { api: 'generateText', provider: 'openai', model: 'gpt-4o' },
      { api: 'generateText', model: 'unknown' },
      { api: 'generateText', provider: 'openai', model: 'openai:gpt-4o' },
    ],
  ],
  [
    'of two arms of which one is known the model is not known',
    `import { generateText, customProvider } from 'ai';
import { xai } from '@ai-sdk/xai';
const models = customProvider({ languageModels: { fast: xai('grok-4') } });
export const ask = (deep, name) => generateText({ model: deep ? xai('grok-4') : models.languageModel(name), prompt: 'x' });`,
    [{ api: 'generateText', model: 'unknown' }],
  ],
]);
