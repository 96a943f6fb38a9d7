/** Microsoft Agent Framework. */
import { bound, run } from '../agentShapes.ts';
import type { Sdk } from '../schema.ts';

const agentFrameworkSource = 'agent_framework/_tools.py:95 (max_iterations 40), read 2026-11-24';

export const agentFramework: Sdk = {
  id: 'agent-framework',
  title: 'Microsoft Agent Framework',
  provider: 'unknown',
  modules: { python: ['agent_framework'] },
  clients: [
    {
      id: 'client',
      names: ['OpenAIChatClient', 'AzureOpenAIChatClient', 'OpenAIResponsesClient', 'AzureOpenAIResponsesClient', 'AnthropicClient'],
      role: 'model',
      factories: [{ methods: ['create_agent', 'as_agent'], client: 'agent' }],
      calls: [
        run(
          'get_response',
          ['get_response', 'get_streaming_response'],
          { model: ['@model_id', '@model', '@deployment_name'], messages: ['messages', '0'] },
          { operation: 'chat' },
        ),
      ],
    },
    {
      id: 'agent',
      names: ['ChatAgent', 'Agent'],
      role: 'agent',
      calls: [
        run('agent.run', ['run', 'run_stream'], {
          model: ['@chat_client', '@client', '@model_id'],
          system: ['@instructions'],
          messages: ['0', 'messages'],
          tools: ['@tools'],
          loop: bound(
            ['@chat_client.function_invocation_configuration.max_iterations', '@function_invocation_configuration.max_iterations'],
            40,
            agentFrameworkSource,
            { needsTools: true },
          ),
        }),
      ],
    },
  ],
  source: agentFrameworkSource,
};
