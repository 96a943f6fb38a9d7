/** Google ADK. */
import { bound, config, run } from '../agentShapes.ts';
import type { Sdk } from '../schema.ts';

const adkSource = 'google/adk-python: Agent(model=, instruction=, tools=), RunConfig.max_llm_calls = 500 (agents/run_config.py)';
const adkBound = bound(['run_config.max_llm_calls'], 500, adkSource, { weak: true });

export const googleAdk: Sdk = {
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
