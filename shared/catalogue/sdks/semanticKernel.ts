/** Semantic Kernel. */
import { bound, run } from '../agentShapes.ts';
import type { Sdk } from '../schema.ts';

const semanticKernelSource =
  'python/semantic_kernel/connectors/ai/function_choice_behavior.py:18 (maximum_auto_invoke_attempts 5), read 2026-11-24';

export const semanticKernel: Sdk = {
  id: 'semantic-kernel',
  title: 'Semantic Kernel',
  provider: 'unknown',
  modules: { python: ['semantic_kernel'] },
  clients: [
    {
      id: 'service',
      names: [
        'OpenAIChatCompletion',
        'AzureChatCompletion',
        'OpenAITextCompletion',
        'AzureTextCompletion',
        'AnthropicChatCompletion',
        'GoogleAIChatCompletion',
        'BedrockChatCompletion',
        'MistralAIChatCompletion',
        'OllamaChatCompletion',
      ],
      role: 'model',
      calls: [
        run(
          'get_chat_message_content',
          [
            'get_chat_message_content',
            'get_chat_message_contents',
            'get_streaming_chat_message_content',
            'get_streaming_chat_message_contents',
            'get_text_contents',
          ],
          {
            model: ['@ai_model_id', '@deployment_name', '@model_id'],
            messages: ['chat_history'],
            limits: [
              { path: 'settings.max_tokens', source: semanticKernelSource },
              { path: 'settings.max_completion_tokens', source: semanticKernelSource },
            ],
            loop: bound(['settings.function_choice_behavior.maximum_auto_invoke_attempts'], 5, semanticKernelSource, { needsTools: true }),
          },
          { operation: 'chat', positional: ['chat_history', 'settings'] },
        ),
      ],
    },
    {
      id: 'agent',
      names: ['ChatCompletionAgent', 'OpenAIAssistantAgent', 'AzureAIAgent'],
      role: 'agent',
      calls: [
        run('Agent.invoke', ['invoke', 'invoke_stream', 'get_response'], {
          model: ['@service'],
          system: ['@instructions'],
          messages: ['messages', '0'],
          loop: bound(['@function_choice_behavior.maximum_auto_invoke_attempts'], 5, semanticKernelSource),
        }),
      ],
    },
  ],
  source: semanticKernelSource,
};
