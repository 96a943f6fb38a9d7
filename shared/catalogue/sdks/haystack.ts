/** Haystack. */
import { bound, config, run } from '../agentShapes.ts';
import type { Sdk } from '../schema.ts';

const haystackSource = 'haystack/components/{generators,agents/agent.py:369,retrievers/in_memory}, read 2026-11-24';
const haystackLimits = ['generation_kwargs.max_tokens', 'generation_kwargs.max_completion_tokens'].flatMap(path => [
  { path, source: haystackSource },
  { path: `@${path}`, source: haystackSource },
]);

export const haystack: Sdk = {
  id: 'haystack',
  title: 'Haystack',
  provider: 'unknown',
  modules: { python: ['haystack', 'haystack_integrations'] },
  clients: [
    {
      id: 'generator',
      names: [
        'OpenAIGenerator',
        'OpenAIChatGenerator',
        'AzureOpenAIGenerator',
        'AzureOpenAIChatGenerator',
        'AnthropicGenerator',
        'AnthropicChatGenerator',
        'AmazonBedrockGenerator',
        'AmazonBedrockChatGenerator',
        'GoogleAIGeminiGenerator',
        'GoogleGenAIChatGenerator',
        'CohereChatGenerator',
        'MistralChatGenerator',
        'OllamaGenerator',
        'OllamaChatGenerator',
      ],
      role: 'model',
      calls: [
        run(
          'Generator.run',
          ['run', 'run_async'],
          {
            model: ['@model', '@azure_deployment'],
            messages: ['messages', 'prompt'],
            system: ['@system_prompt'],
            systemRoles: ['system'],
            limits: haystackLimits,
            tools: ['tools', '@tools'],
          },
          { operation: 'chat' },
        ),
      ],
      construction: {
        api: 'Generator',
        kind: 'config',
        operation: 'chat',
        params: { model: ['model', 'azure_deployment'], limits: haystackLimits.filter(limit => !limit.path.startsWith('@')) },
      },
    },
    {
      id: 'agent',
      names: ['Agent'],
      role: 'agent',
      calls: [
        run('Agent.run', ['run', 'run_async'], {
          model: ['@chat_generator'],
          system: ['@system_prompt'],
          messages: ['messages'],
          tools: ['@tools'],
          loop: bound(['@max_agent_steps'], 100, haystackSource, { weak: true, fix: { python: 'max_agent_steps=10' } }),
        }),
      ],
      construction: config('Agent', {
        model: ['chat_generator'],
        system: ['system_prompt'],
        tools: ['tools'],
        loop: bound(['max_agent_steps'], 100, haystackSource, { weak: true }),
      }),
    },
    {
      id: 'retriever',
      names: [
        'InMemoryEmbeddingRetriever',
        'InMemoryBM25Retriever',
        'ChromaEmbeddingRetriever',
        'PineconeEmbeddingRetriever',
        'QdrantEmbeddingRetriever',
        'WeaviateEmbeddingRetriever',
        'ElasticsearchEmbeddingRetriever',
        'OpenSearchEmbeddingRetriever',
        'PgvectorEmbeddingRetriever',
      ],
      role: 'retriever',
      calls: [],
      construction: {
        api: 'Retriever',
        kind: 'retriever',
        operation: 'retrieval',
        params: { retrievalK: { paths: ['top_k'], default: 10, source: haystackSource } },
      },
    },
  ],
  source: haystackSource,
};
