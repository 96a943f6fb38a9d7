/** AutoGen. */
import { bound, run } from '../agentShapes.ts';
import type { Sdk } from '../schema.ts';

const autogenTeam = bound(
  ['@max_turns', '@termination_condition'],
  null,
  'autogen_agentchat/teams/_group_chat/_base_group_chat.py:74, read 2026-11-24',
);
const autogenAgent = bound(['@max_tool_iterations'], 1, 'autogen_agentchat/agents/_assistant_agent.py:85, read 2026-11-24');
const magentic = bound(['@max_turns'], 20, 'autogen_agentchat _magentic_one_group_chat.py:117, read 2026-11-24');

export const autogen: Sdk = {
  id: 'autogen',
  title: 'AutoGen',
  provider: 'unknown',
  modules: { python: ['autogen_agentchat', 'autogen_core', 'autogen_ext', 'autogen', 'ag2', 'pyautogen'] },
  clients: [
    {
      id: 'model',
      names: [
        'OpenAIChatCompletionClient',
        'AzureOpenAIChatCompletionClient',
        'AnthropicChatCompletionClient',
        'OllamaChatCompletionClient',
      ],
      role: 'model',
      calls: [
        run(
          'model_client.create',
          ['create', 'create_stream'],
          {
            model: ['@model', '@azure_deployment'],
            messages: ['messages'],
            systemRoles: ['system'],
            limits: [{ path: '@max_tokens', source: 'autogen_ext/models, read 2026-11-24' }],
          },
          { operation: 'chat', positional: ['messages'] },
        ),
      ],
      construction: {
        api: 'ChatCompletionClient',
        kind: 'config',
        operation: 'chat',
        params: { model: ['model', 'azure_deployment'], limits: [{ path: 'max_tokens', source: 'autogen_ext/models, read 2026-11-24' }] },
      },
    },
    {
      id: 'assistant',
      names: ['AssistantAgent', 'CodeExecutorAgent', 'ConversableAgent'],
      role: 'agent',
      positional: ['name'],
      calls: [
        run(
          'agent.run',
          [
            'run',
            'run_stream',
            'on_messages',
            'on_messages_stream',
            'initiate_chat',
            'a_initiate_chat',
            'generate_reply',
            'a_generate_reply',
          ],
          { model: ['@model_client'], system: ['@system_message'], messages: ['task', 'message'], tools: ['@tools'], loop: autogenAgent },
        ),
      ],
    },
    {
      id: 'team',
      names: ['RoundRobinGroupChat', 'SelectorGroupChat', 'Swarm', 'GraphFlow'],
      role: 'agent',
      positional: ['participants'],
      calls: [run('team.run', ['run', 'run_stream'], { model: ['@model_client'], messages: ['task'], loop: autogenTeam })],
    },
    {
      id: 'magentic',
      names: ['MagenticOneGroupChat', 'MagenticOne'],
      role: 'agent',
      positional: ['participants'],
      calls: [run('team.run', ['run', 'run_stream'], { model: ['@model_client', '@client'], messages: ['task'], loop: magentic })],
    },
    {
      id: 'UserMessage',
      names: ['UserMessage', 'TextMessage'],
      role: 'message',
      message: { role: 'user', content: ['content'] },
      calls: [],
    },
    { id: 'SystemMessage', names: ['SystemMessage'], role: 'message', message: { role: 'system', content: ['content'] }, calls: [] },
  ],
  source: 'microsoft/autogen python/packages (2026-04), read 2026-11-24',
};
