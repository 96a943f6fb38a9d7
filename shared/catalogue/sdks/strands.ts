/** Strands Agents. */
import { bound, config, run } from '../agentShapes.ts';
import type { Sdk } from '../schema.ts';

const strandsSource =
  'strands-agents/sdk-python src/strands (2026-05-15): no bound found; @strands-agents/sdk 1.16.0 dist/src/types/agent.d.ts:107-125, read 2026-11-24';

export const strands: Sdk = {
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
          defaultModel: {
            id: 'global.anthropic.claude-sonnet-4-6',
            source: 'strands-agents/sdk-python src/strands/models/bedrock.py DEFAULT_BEDROCK_MODEL_ID, read 2026-11-24',
          },
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
          loop: bound(['@max_iterations', '@max_handoffs'], 20, 'strands/multiagent/swarm.py:245, read 2026-11-24'),
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
