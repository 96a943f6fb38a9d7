/** smolagents. */
import { bound, config, run } from '../agentShapes.ts';
import type { Sdk } from '../schema.ts';

const smolSource = 'huggingface/smolagents src/smolagents/agents.py (MultiStepAgent max_steps: int = 20)';

export const smolagents: Sdk = {
  id: 'smolagents',
  title: 'smolagents',
  provider: 'unknown',
  modules: { python: ['smolagents'] },
  clients: [
    {
      id: 'agent',
      names: ['CodeAgent', 'ToolCallingAgent', 'MultiStepAgent'],
      role: 'agent',
      positional: ['tools', 'model'],
      calls: [
        run('agent.run', ['run', '()'], {
          model: ['@model'],
          system: ['@instructions'],
          messages: ['task', '0'],
          tools: ['@tools'],
          loop: bound(['max_steps', '@max_steps'], 20, smolSource, { fix: { python: 'max_steps=10' } }),
        }),
      ],
      construction: config('Agent', { model: ['model'], tools: ['tools'], loop: bound(['max_steps'], 20, smolSource) }),
    },
  ],
  modelHandles: [
    {
      names: ['OpenAIServerModel', 'OpenAIModel', 'AzureOpenAIServerModel'],
      model: ['model_id', '0'],
      provider: 'openai',
      limits: [{ path: 'max_tokens', source: smolSource }],
    },
    {
      names: ['LiteLLMModel'],
      model: ['model_id', '0'],
      modelPrefix: '/',
      provider: 'unknown',
      limits: [{ path: 'max_tokens', source: smolSource }],
    },
    {
      names: ['InferenceClientModel', 'HfApiModel'],
      model: ['model_id', '0'],
      provider: 'unknown',
      limits: [{ path: 'max_tokens', source: smolSource }],
    },
    { names: ['AmazonBedrockServerModel', 'AmazonBedrockModel'], model: ['model_id', '0'], provider: 'aws.bedrock' },
  ],
  source: smolSource,
};
