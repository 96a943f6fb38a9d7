/** OpenAI Agents SDK. */
import type { CallShape, LimitParam, LoopBound, Params, Sdk } from '../schema.ts';

const source = 'openai-agents-python src/agents/{run,run_config,model_settings}.py; @openai/agents 0.20.0 dist/runner, read 2026-11-24';

const bound = (paths: readonly string[]): LoopBound => ({
  paths,
  default: 10,
  fix: { python: 'max_turns=10', typescript: 'maxTurns: 10' },
  source:
    'openai-agents-python src/agents/run_config.py:44 (max_turns=None removes it); @openai/agents-core dist/runner/constants.js, read 2026-11-24',
});

const limitNames = ['model_settings.max_tokens', 'modelSettings.maxTokens'];
const limits = (...prefixes: readonly string[]): readonly LimitParam[] =>
  prefixes.flatMap(prefix => limitNames.map(name => ({ path: `${prefix}${name}`, source })));

/**
 * `at` is where the agent's settings stand: below `starting_agent` as keywords, in TypeScript in the object that is the first argument of `new Agent`.
 */
const run = (at: readonly string[], loop: readonly string[], runConfig: string): Params => ({
  model: [`${runConfig}.model`, ...at.map(agent => `${agent}.model`)],
  modelPrefix: '/',
  system: at.map(agent => `${agent}.instructions`),
  messages: ['input', '1'],
  limits: limits(`${runConfig}.`, ...at.map(agent => `${agent}.`)),
  missingLimit: { sends: 'unlimited', source },
  tools: at.map(agent => `${agent}.tools`),
  loop: bound(loop),
  automaticCache: true,
});

const python: Omit<CallShape, 'methods'> = {
  api: 'Runner.run',
  kind: 'framework',
  operation: 'agent',
  language: 'python',
  positional: ['starting_agent', 'input'],
  params: run(['starting_agent'], ['max_turns'], 'run_config'),
};

const typescript: Omit<CallShape, 'methods'> = {
  api: 'run',
  kind: 'framework',
  operation: 'agent',
  language: 'typescript',
  options: 2,
  params: run(['0', '0.0'], ['maxTurns'], '2'),
};

export const openaiAgents: Sdk = {
  id: 'openai-agents',
  title: 'OpenAI Agents SDK',
  provider: 'openai',
  modules: { python: ['agents'], typescript: ['@openai/agents', '@openai/agents-core', '@openai/agents-realtime'] },
  hints: ['from agents', 'import agents', '@openai/agents'],
  clients: [
    {
      id: 'agent',
      names: ['Agent', 'Agent.create', 'SandboxAgent'],
      role: 'config',
      positional: ['name'],
      transparent: ['clone()'],
      calls: [],
      construction: {
        api: 'Agent',
        kind: 'config',
        operation: 'agent',
        params: {
          model: ['model'],
          modelPrefix: '/',
          system: ['instructions'],
          tools: ['tools'],
          limits: limits(''),
          missingLimit: { sends: 'unlimited', source },
        },
      },
    },
    {
      id: 'runner',
      names: ['Runner'],
      role: 'agent',
      calls: [
        { ...python, methods: ['run', 'run_sync', 'run_streamed'] },
        { ...typescript, methods: ['run'] },
      ],
    },
  ],
  functions: [
    { ...python, methods: ['Runner.run', 'Runner.run_sync', 'Runner.run_streamed'] },
    { ...typescript, methods: ['run'] },
  ],
  modelHandles: [
    {
      names: [
        'OpenAIChatCompletionsModel',
        'OpenAIResponsesModel',
        'models.openai_chatcompletions.OpenAIChatCompletionsModel',
        'OpenAIResponsesWSModel',
      ],
      model: ['model', '0', '1'],
      provider: 'openai',
    },
    { names: ['LitellmModel', 'AnyLLMModel'], model: ['model', '0'], modelPrefix: '/', provider: 'unknown' },
    { names: ['aisdk'], model: ['0'], provider: 'unknown' },
  ],
  source,
};
