import assert from 'node:assert/strict';
import type { Provider } from '../../../shared/catalogue/schema.ts';
import { identify } from '../../../shared/models/identity.ts';
import { providerOfUrl } from '../../../shared/models/providerNames.ts';

describe('identity of a model string', () => {
  const table: readonly (readonly [Provider, string, provider: Provider, id: string, makerId?: string])[] = [
    ['openai', 'gpt-4o', 'openai', 'gpt-4o'],
    ['unknown', 'gpt-4o', 'openai', 'gpt-4o'],
    ['unknown', 'openai/gpt-4o', 'openai', 'gpt-4o'],
    ['unknown', 'openai:gpt-4o', 'openai', 'gpt-4o'],
    ['unknown', 'claude-sonnet-5', 'anthropic', 'claude-sonnet-5'],
    ['unknown', 'anthropic:claude-sonnet-5', 'anthropic', 'claude-sonnet-5'],
    ['unknown', 'google_genai:gemini-2.5-flash', 'gcp.gemini', 'gemini-2.5-flash'],
    ['unknown', 'google-gla:gemini-2.5-flash', 'gcp.gemini', 'gemini-2.5-flash'],
    ['gcp.gemini', 'models/gemini-2.5-flash', 'gcp.gemini', 'gemini-2.5-flash'],
    ['gcp.vertex_ai', 'projects/p/locations/eu/publishers/google/models/gemini-2.5-pro', 'gcp.vertex_ai', 'gemini-2.5-pro'],
    ['gcp.vertex_ai', 'claude-sonnet-4-5@20250929', 'gcp.vertex_ai', 'claude-sonnet-4-5-20250929', 'claude-sonnet-4-5-20250929'],
    [
      'aws.bedrock',
      'anthropic.claude-3-haiku-20240307-v1:0',
      'aws.bedrock',
      'anthropic.claude-3-haiku-20240307',
      'claude-3-haiku-20240307',
    ],
    ['aws.bedrock', 'us.anthropic.claude-sonnet-4-6', 'aws.bedrock', 'anthropic.claude-sonnet-4-6', 'claude-sonnet-4-6'],
    [
      'aws.bedrock',
      'anthropic.claude-3-haiku-20240307-v1:0:200k',
      'aws.bedrock',
      'anthropic.claude-3-haiku-20240307',
      'claude-3-haiku-20240307',
    ],
    ['aws.bedrock', 'anthropic.claude-opus-4-6-v1', 'aws.bedrock', 'anthropic.claude-opus-4-6', 'claude-opus-4-6'],
    ['unknown', 'bedrock/us.anthropic.claude-sonnet-4-6', 'aws.bedrock', 'anthropic.claude-sonnet-4-6', 'claude-sonnet-4-6'],
    ['unknown', 'bedrock/converse/us.amazon.nova-pro-v1:0', 'aws.bedrock', 'amazon.nova-pro'],
    ['unknown', 'us.amazon.nova-pro-v1:0', 'aws.bedrock', 'amazon.nova-pro'],
    ['aws.bedrock', 'amazon.titan-embed-text-v2:0', 'aws.bedrock', 'amazon.titan-embed-text-v2'],
    ['aws.bedrock', 'cohere.embed-v4:0', 'aws.bedrock', 'cohere.embed-v4'],
    ['aws.bedrock', 'cohere.command-text-v14:7:4k', 'aws.bedrock', 'cohere.command-text-v14'],
    [
      'aws.bedrock',
      'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0',
      'aws.bedrock',
      'anthropic.claude-3-haiku-20240307',
      'claude-3-haiku-20240307',
    ],
    [
      'aws.bedrock',
      'arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0',
      'aws.bedrock',
      'anthropic.claude-sonnet-4-5-20250929',
      'claude-sonnet-4-5-20250929',
    ],
    ['azure.ai.openai', 'gpt-35-turbo', 'azure.ai.openai', 'gpt-3.5-turbo'],
    ['unknown', 'azure/gpt-4o', 'azure.ai.openai', 'gpt-4o'],
    ['openrouter', 'anthropic/claude-sonnet-4.5', 'openrouter', 'anthropic/claude-sonnet-4.5', 'claude-sonnet-4-5'],
    ['unknown', 'openrouter/anthropic/claude-sonnet-4.5', 'openrouter', 'anthropic/claude-sonnet-4.5', 'claude-sonnet-4-5'],
    ['openrouter', 'deepseek/deepseek-r1:free', 'openrouter', 'deepseek/deepseek-r1', 'deepseek-r1'],
    ['groq', 'openai/gpt-oss-120b', 'groq', 'openai/gpt-oss-120b'],
    ['unknown', 'groq/openai/gpt-oss-120b', 'groq', 'openai/gpt-oss-120b'],
    ['openai', 'ft:gpt-4o-mini-2024-07-18:acme::x1', 'openai', 'ft:gpt-4o-mini-2024-07-18', 'gpt-4o-mini-2024-07-18'],
    ['anthropic', 'claude-sonnet-4.5', 'anthropic', 'claude-sonnet-4-5'],
  ];
  for (const [provider, model, at, id, makerId = id] of table) {
    it(`${provider}: ${model} is ${id} at ${at}`, () => {
      const identity = identify(provider, model);
      assert.ok(!('reason' in identity));
      assert.deepEqual([identity.provider, identity.id, identity.makerId], [at, id, makerId]);
    });
  }

  const nameless: readonly (readonly [Provider, string, RegExp])[] = [
    ['aws.bedrock', 'arn:aws:bedrock:us-east-1:123456789012:default-prompt-router/anthropic.claude:1', /router picks the model/],
    ['aws.bedrock', 'arn:aws:bedrock:us-east-1:123456789012:prompt-router/abc', /router picks the model/],
    ['aws.bedrock', 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc', /map its ARN to a model id/],
    ['aws.bedrock', 'arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc', /by the hour/],
    ['aws.bedrock', 'arn:aws:bedrock:us-east-1:123456789012:prompt/ABC', /stored prompt/],
    ['unknown', 'bedrock/arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc', /application inference profile/],
    ['aws.bedrock', 'arn:aws:iam::123456789012:role/x', /does not name a model/],
    ['ollama', 'llama3.2', /runs on Ollama: no price per token/],
    ['unknown', 'ollama_chat/llama3.2', /runs on Ollama/],
    ['unknown', 'hosted_vllm/meta-llama/Llama-3', /runs on vLLM/],
    ['unknown', 'together_ai/meta-llama/Llama-3', /price list of Together/],
    ['unknown', 'my-model', /no provider is known/],
    ['unknown', 'mistralai/Mixtral-8x7B-Instruct-v0.1', /no provider is known/],
    ['openai', '  ', /empty/],
  ];
  for (const [provider, model, reason] of nameless) {
    it(`${provider}: ${model.trim() || 'nothing'} names no model, and says why`, () => {
      const identity = identify(provider, model);
      assert.ok('reason' in identity);
      assert.match(identity.reason, reason);
    });
  }
});

describe('provider of a base URL', () => {
  for (const [url, provider] of [
    ['https://api.deepseek.com/v1', 'deepseek'],
    ['https://openrouter.ai/api/v1', 'openrouter'],
    ['https://my-team.openai.azure.com/', 'azure.ai.openai'],
    ['https://generativelanguage.googleapis.com/v1beta/openai/', 'gcp.gemini'],
    ['https://bedrock-runtime.eu-west-1.amazonaws.com', 'aws.bedrock'],
    ['https://gateway.example.com/v1', undefined],
    ['not a url', undefined],
  ] as const) {
    it(`${url}: ${provider ?? 'not known'}`, () => assert.equal(providerOfUrl(url)?.provider, provider));
  }
  it('knows servers of the user', () => {
    for (const url of ['http://localhost:11434/v1', 'http://127.0.0.1:8000', 'http://[::1]:8000/v1', 'http://192.168.1.7:8000/v1']) {
      assert.equal(providerOfUrl(url)?.local, 'a server of your own', url);
    }
  });
});
