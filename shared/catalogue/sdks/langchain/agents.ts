/** LangChain's agents: the executor with its count of iterations, and version 1's `create_agent`, which is a graph. */
import type { CallShape, Client, LoopBound, Params } from '../../schema.ts';
import { bindings, runMethods } from './models.ts';

/** A graph stops at a number of super-steps, given with each run or bound before. */
const recursionPaths = [
  'config.recursion_limit',
  'config.recursionLimit',
  '1.recursion_limit',
  '1.recursionLimit',
  'recursionLimit',
  '@recursion_limit',
  '@config.recursion_limit',
  '@recursionLimit',
  '@middleware[].run_limit',
  '@middleware[].runLimit',
  '@middleware[].0.runLimit',
];

export const graphBound = {
  python: (defaultTurns: number, source: string): LoopBound => ({
    paths: recursionPaths,
    default: defaultTurns,
    weak: true,
    fix: { python: 'config={"recursion_limit": 25}' },
    source,
  }),
  typescript: {
    paths: recursionPaths,
    default: 25,
    source: '@langchain/langgraph 1.7.3 dist/pregel/utils/config.js:36; @langchain/core 1.4.0 dist/runnables/config.js:85, read 2026-11-24',
  } satisfies LoopBound,
};

export const langgraphDefault = graphBound.python(
  10007,
  'langgraph libs/langgraph/langgraph/_internal/_config.py:32 (25 before; env LANGGRAPH_DEFAULT_RECURSION_LIMIT), read 2026-11-24',
);
const createAgentDefault = graphBound.python(
  10_000,
  'langchain libs/langchain_v1/langchain/agents/factory.py (recursion_limit 10_000), read 2026-11-24',
);

/** The runs of an agent or graph. */
export function agentRuns(
  api: string,
  params: Params,
  loop: { readonly python: LoopBound; readonly typescript: LoopBound },
): readonly CallShape[] {
  return (['python', 'typescript'] as const).map(language => ({
    api,
    kind: 'framework',
    operation: 'agent',
    language,
    methods: [...runMethods, 'run', 'arun'],
    positional: ['input', 'config'],
    options: 1,
    params: { ...params, messages: ['input.messages', '0.messages', 'input', '0'], systemRoles: ['system'], loop: loop[language] },
  }));
}

/**
 * Python's `with_config({'recursion_limit': 5})` takes its settings as first positional argument, where the constructor has something else: an agent
 * that was configured is another client, with one more place to look for the bound.
 */
export function configurable(agent: Client): readonly Client[] {
  const id = `${agent.id}.configured`;
  const transparent = agent.transparent?.filter(name => name !== 'with_config()');
  const calls = agent.calls.map(call => {
    const { loop } = call.params;
    return loop ? { ...call, params: { ...call.params, loop: { ...loop, paths: [...loop.paths, '@0.recursion_limit'] } } } : call;
  });
  const { construction: _, ...configured } = { ...agent, id, names: [], calls };
  return [
    {
      ...agent,
      ...(transparent ? { transparent } : {}),
      factories: [...(agent.factories ?? []), { methods: ['with_config'], client: id }],
    },
    configured,
  ];
}

const executor: LoopBound = {
  paths: ['@max_iterations', '@maxIterations', '@2.maxIterations', '@agent_executor_kwargs.max_iterations'],
  default: 15,
  source:
    'langchain_classic/agents/agent.py AgentExecutor.max_iterations = 15 ("Setting to None could lead to an infinite loop"), read 2026-11-24',
};

const built = (loop: LoopBound): LoopBound => ({
  ...loop,
  paths: loop.paths.map(path => path.replace(/^@/, '')),
  fix: { python: 'max_iterations=15', typescript: 'maxIterations: 15' },
});

const executorModel = ['@llm', '@model', '@agent', '@1'];

export const agentClients: readonly Client[] = [
  {
    id: 'executor',
    names: ['AgentExecutor', 'AgentExecutor.from_agent_and_tools', 'AgentExecutor.fromAgentAndTools'],
    role: 'agent',
    transparent: bindings,
    calls: agentRuns('AgentExecutor.run', { model: ['@agent'], tools: ['@tools'] }, { python: executor, typescript: executor }),
    construction: {
      api: 'AgentExecutor',
      kind: 'config',
      operation: 'agent',
      params: { model: ['agent'], tools: ['tools'], loop: built(executor) },
    },
  },
  {
    id: 'initialize_agent',
    names: ['initialize_agent', 'initializeAgentExecutorWithOptions', 'initializeAgentExecutor'],
    role: 'agent',
    positional: ['tools', 'llm', 'agent'],
    calls: agentRuns('AgentExecutor.run', { model: executorModel, tools: ['@tools', '@0'] }, { python: executor, typescript: executor }),
    construction: {
      api: 'initialize_agent',
      kind: 'config',
      operation: 'agent',
      params: { model: ['llm', '1'], tools: ['tools', '0'], loop: built(executor) },
    },
  },
  {
    id: 'toolkitAgent',
    names: [
      'create_sql_agent',
      'create_pandas_dataframe_agent',
      'create_csv_agent',
      'create_json_agent',
      'create_openapi_agent',
      'create_vectorstore_agent',
      'create_spark_sql_agent',
      'createSqlAgent',
      'createOpenApiAgent',
    ],
    role: 'agent',
    positional: ['llm'],
    calls: agentRuns('AgentExecutor.run', { model: ['@llm', '@0'] }, { python: executor, typescript: executor }),
    construction: { api: 'create_sql_agent', kind: 'config', operation: 'agent', params: { model: ['llm', '0'], loop: built(executor) } },
  },
  {
    id: 'agentRunnable',
    names: [
      'create_tool_calling_agent',
      'create_openai_functions_agent',
      'create_openai_tools_agent',
      'create_react_agent',
      'create_structured_chat_agent',
      'create_json_chat_agent',
      'create_xml_agent',
      'create_self_ask_with_search_agent',
      'createToolCallingAgent',
      'createOpenAIFunctionsAgent',
      'createOpenAIToolsAgent',
      'createReactAgent',
      'createStructuredChatAgent',
      'createXmlAgent',
      'ZeroShotAgent.from_llm_and_tools',
      'ConversationalChatAgent.from_llm_and_tools',
    ],
    role: 'model',
    positional: ['llm', 'tools', 'prompt'],
    calls: [],
  },
  ...configurable({
    id: 'create_agent',
    names: ['create_agent', 'createAgent'],
    role: 'agent',
    transparent: bindings,
    calls: agentRuns(
      'create_agent.run',
      {
        model: ['@model', '@llm', '@0'],
        modelPrefix: ':',
        tools: ['@tools', '@1'],
        system: ['@system_prompt', '@systemPrompt', '@prompt'],
      },
      { python: createAgentDefault, typescript: graphBound.typescript },
    ),
    construction: {
      api: 'create_agent',
      kind: 'config',
      operation: 'agent',
      params: {
        model: ['model', 'llm', '0'],
        modelPrefix: ':',
        tools: ['tools', '1'],
        system: ['system_prompt', 'systemPrompt', 'prompt'],
      },
    },
  }),
];
