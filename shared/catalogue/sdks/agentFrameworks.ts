/** Agent frameworks known by their runs and bounds only: AutoGen, Strands, Haystack, Mastra, Semantic Kernel, smolagents, Agent Framework, Google ADK. */
import type { CallShape, Client, LoopBound, Params, Sdk } from '../schema.ts';

const run = (api: string, methods: readonly string[], params: Params, more: Partial<CallShape> = {}): CallShape => ({
  api,
  kind: 'framework',
  operation: 'agent',
  methods,
  params,
  ...more,
});

const config = (api: string, params: Params): NonNullable<Client['construction']> => ({ api, kind: 'config', operation: 'agent', params });

const bound = (paths: readonly string[], turns: number | null, source: string, more: Partial<LoopBound> = {}): LoopBound => ({
  paths,
  default: turns,
  source,
  ...more,
});

const read = 'read 2026-11-24';

const autogenTeam = bound(
  ['@max_turns', '@termination_condition'],
  null,
  `autogen_agentchat/teams/_group_chat/_base_group_chat.py:74, ${read}`,
);
const autogenAgent = bound(['@max_tool_iterations'], 1, `autogen_agentchat/agents/_assistant_agent.py:85, ${read}`);
const magentic = bound(['@max_turns'], 20, `autogen_agentchat _magentic_one_group_chat.py:117, ${read}`);

const autogen: Sdk = {
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
            limits: [{ path: '@max_tokens', source: `autogen_ext/models, ${read}` }],
          },
          { operation: 'chat', positional: ['messages'] },
        ),
      ],
      construction: {
        api: 'ChatCompletionClient',
        kind: 'config',
        operation: 'chat',
        params: { model: ['model', 'azure_deployment'], limits: [{ path: 'max_tokens', source: `autogen_ext/models, ${read}` }] },
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
  source: `microsoft/autogen python/packages (2026-04), ${read}`,
};

const strandsSource = `strands-agents/sdk-python src/strands (2026-05-15): no bound found; @strands-agents/sdk 1.16.0 dist/src/types/agent.d.ts:107-125, ${read}`;

const strands: Sdk = {
  id: 'strands',
  title: 'Strands Agents',
  provider: 'aws.bedrock',
  modules: { python: ['strands', 'strands_agents'], typescript: ['@strands-agents/sdk'] },
  hints: ['from strands', 'import strands', '@strands-agents'],
  clients: [
    {
      id: 'agent',
      names: ['Agent', 'agent.Agent'],
      role: 'agent',
      calls: [
        run('Agent', ['()', 'invoke_async', 'stream_async', 'structured_output', 'structured_output_async', 'invoke', 'stream'], {
          model: ['@model'],
          defaultModel: { id: 'global.anthropic.claude-sonnet-4-6', source: `strands default model, FACTS 1.5, ${read}` },
          system: ['@system_prompt', '@systemPrompt'],
          messages: ['0', 'prompt'],
          tools: ['@tools'],
          loop: bound(['1.limits.turns', 'limits.turns'], null, strandsSource, { needsTools: true }),
        }),
      ],
      construction: config('Agent', { model: ['model'], system: ['system_prompt', 'systemPrompt'], tools: ['tools'] }),
    },
    {
      id: 'model',
      names: ['BedrockModel'],
      role: 'model',
      provider: 'aws.bedrock',
      calls: [],
      construction: {
        api: 'BedrockModel',
        kind: 'config',
        operation: 'chat',
        params: {
          model: ['model_id', 'modelId'],
          limits: [
            { path: 'max_tokens', source: strandsSource },
            { path: 'maxTokens', source: strandsSource },
          ],
        },
      },
    },
    {
      id: 'swarm',
      names: ['Swarm'],
      role: 'agent',
      calls: [
        run('Swarm', ['()', 'invoke_async'], {
          loop: bound(['@max_iterations', '@max_handoffs'], 20, `strands/multiagent/swarm.py:245, ${read}`),
        }),
      ],
    },
  ],
  modelHandles: [
    { names: ['AnthropicModel'], model: ['model_id'], provider: 'anthropic', limits: [{ path: 'max_tokens', source: strandsSource }] },
    { names: ['OpenAIModel'], model: ['model_id'], provider: 'openai', limits: [{ path: 'params.max_tokens', source: strandsSource }] },
    {
      names: ['LiteLLMModel'],
      model: ['model_id'],
      modelPrefix: '/',
      provider: 'unknown',
      limits: [{ path: 'params.max_tokens', source: strandsSource }],
    },
    { names: ['OllamaModel'], model: ['model_id'], provider: 'ollama' },
  ],
  source: strandsSource,
};

const haystackSource = `haystack/components/{generators,agents/agent.py:369,retrievers/in_memory}, ${read}`;
const haystackLimits = ['generation_kwargs.max_tokens', 'generation_kwargs.max_completion_tokens'].flatMap(path => [
  { path, source: haystackSource },
  { path: `@${path}`, source: haystackSource },
]);

const haystack: Sdk = {
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

const mastraSource = `@mastra/core 0.24.9 and 1.71.0 dist (maxSteps = 5 / stepCountIs(5)), ${read}`;
const mastraBound = bound(
  ['1.maxSteps', '1.stopWhen', 'maxSteps', 'stopWhen', '@defaultOptions.maxSteps', '@defaultGenerateOptions.maxSteps'],
  5,
  mastraSource,
  { countedBy: ['stepCountIs'], needsTools: true },
);

const mastra: Sdk = {
  id: 'mastra',
  title: 'Mastra',
  provider: 'unknown',
  modules: { typescript: ['@mastra/core', '@mastra'] },
  clients: [
    {
      id: 'agent',
      names: ['Agent'],
      role: 'agent',
      calls: [
        run(
          'Agent.generate',
          ['generate', 'stream', 'generateLegacy', 'streamLegacy', 'generateVNext', 'streamVNext', 'network'],
          {
            model: ['@model'],
            modelPrefix: '/',
            system: ['@instructions', 'instructions'],
            messages: ['0'],
            systemRoles: ['system'],
            tools: ['@tools'],
            limits: [
              { path: 'modelSettings.maxOutputTokens', source: mastraSource },
              { path: 'maxTokens', source: mastraSource },
            ],
            loop: mastraBound,
          },
          { options: 1 },
        ),
      ],
      construction: config('Agent', { model: ['model'], modelPrefix: '/', system: ['instructions'], tools: ['tools'] }),
    },
  ],
  source: mastraSource,
};

const semanticKernelSource = `python/semantic_kernel/connectors/ai/function_choice_behavior.py:18 (maximum_auto_invoke_attempts 5), ${read}`;

const semanticKernel: Sdk = {
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

const smolSource = 'huggingface/smolagents src/smolagents/agents.py (MultiStepAgent max_steps: int = 20)';

const smolagents: Sdk = {
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

const adkSource = 'google/adk-python: Agent(model=, instruction=, tools=), RunConfig.max_llm_calls = 500 (agents/run_config.py)';
const adkBound = bound(['run_config.max_llm_calls'], 500, adkSource, { weak: true });

const googleAdk: Sdk = {
  id: 'google-adk',
  title: 'Google ADK',
  provider: 'gcp.gemini',
  modules: { python: ['google.adk'] },
  hints: ['google.adk', 'from google import adk'],
  clients: [
    {
      id: 'agent',
      names: ['Agent', 'LlmAgent'],
      role: 'config',
      calls: [],
      construction: config('Agent', {
        model: ['model'],
        system: ['instruction', 'global_instruction'],
        tools: ['tools'],
        limits: [{ path: 'generate_content_config.max_output_tokens', source: adkSource }],
        missingLimit: { sends: 'unlimited', source: adkSource },
      }),
    },
    {
      id: 'runner',
      names: ['Runner', 'InMemoryRunner'],
      role: 'agent',
      calls: [
        run('Runner.run', ['run', 'run_async', 'run_live'], {
          model: ['@agent.model'],
          system: ['@agent.instruction'],
          messages: ['new_message'],
          tools: ['@agent.tools'],
          loop: adkBound,
        }),
      ],
    },
  ],
  modelHandles: [{ names: ['LiteLlm'], model: ['model', '0'], modelPrefix: '/', provider: 'unknown' }],
  source: adkSource,
};

const agentFrameworkSource = `agent_framework/_tools.py:95 (max_iterations 40), ${read}`;

const agentFramework: Sdk = {
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

export const agentFrameworks: readonly Sdk[] = [autogen, strands, haystack, mastra, semanticKernel, smolagents, googleAdk, agentFramework];
