/** LangGraph: compiled graphs and prebuilt agents. Their bound is a number of super-steps; an agent's turn takes about two. */
import type { Client, Sdk } from '../schema.ts';
import { agentRuns, configurable, graphBound, langgraphDefault } from './langchain/agents.ts';
import { bindings } from './langchain/models.ts';

const loops = { python: langgraphDefault, typescript: graphBound.typescript };

/** Builders return themselves, in JavaScript so that calls can be chained. */
const building = [
  'addNode()',
  'addEdge()',
  'addConditionalEdges()',
  'addSequence()',
  'setEntryPoint()',
  'setFinishPoint()',
  'add_node()',
  'add_edge()',
  'add_conditional_edges()',
  'add_sequence()',
  'set_entry_point()',
  'set_finish_point()',
];

const graph: Client = {
  id: 'graph',
  names: ['CompiledStateGraph', 'CompiledGraph', 'Pregel'],
  role: 'agent',
  transparent: bindings,
  calls: agentRuns('graph.invoke', { elsewhere: 'the models are set in its nodes' }, loops),
};

const reactAgent: Client = {
  id: 'react',
  names: [
    'create_react_agent',
    'createReactAgent',
    'create_agent',
    'create_deep_agent',
    'createDeepAgent',
    'create_tool_calling_executor',
    'create_function_calling_executor',
  ],
  role: 'agent',
  transparent: bindings,
  calls: agentRuns(
    'create_react_agent.run',
    {
      model: ['@model', '@llm', '@0'],
      modelPrefix: ':',
      tools: ['@tools', '@1'],
      system: [
        '@prompt',
        '@system_prompt',
        '@state_modifier',
        '@messages_modifier',
        '@systemPrompt',
        '@stateModifier',
        '@messageModifier',
        '@instructions',
      ],
    },
    loops,
  ),
  construction: {
    api: 'create_react_agent',
    kind: 'config',
    operation: 'agent',
    params: {
      model: ['model', 'llm', '0'],
      modelPrefix: ':',
      tools: ['tools', '1'],
      system: [
        'prompt',
        'system_prompt',
        'state_modifier',
        'messages_modifier',
        'systemPrompt',
        'stateModifier',
        'messageModifier',
        'instructions',
      ],
    },
  },
};

export const langgraph: Sdk = {
  id: 'langgraph',
  title: 'LangGraph',
  provider: 'unknown',
  modules: {
    python: ['langgraph', 'langgraph_supervisor', 'langgraph_swarm', 'deepagents'],
    typescript: ['@langchain/langgraph', '@langchain/langgraph-supervisor', '@langchain/langgraph-swarm', 'deepagents'],
  },
  clients: [
    {
      id: 'builder',
      names: [
        'StateGraph',
        'MessageGraph',
        'Graph',
        'graph.StateGraph',
        'graph.MessageGraph',
        'create_supervisor',
        'create_swarm',
        'createSupervisor',
        'createSwarm',
      ],
      transparent: building,
      factories: [{ methods: ['compile'], client: 'graph' }],
      calls: [],
    },
    ...configurable(graph),
    ...configurable(reactAgent),
  ],
  source: 'langgraph libs/langgraph, libs/prebuilt (2026-08-20); @langchain/langgraph 1.7.3, read 2026-11-24',
};
