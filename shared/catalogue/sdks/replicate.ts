/** Replicate. */
import type { Sdk } from '../schema.ts';

export const replicate: Sdk = {
  id: 'replicate',
  title: 'Replicate',
  provider: 'unknown',
  modules: { python: ['replicate'], typescript: ['replicate'] },
  clients: [
    {
      id: 'client',
      names: ['Client', 'default'],
      role: 'client',
      calls: [
        {
          api: 'run',
          kind: 'direct',
          operation: 'completion',
          language: 'python',
          methods: ['run', 'stream', 'async_run', 'async_stream'],
          positional: ['ref', 'input'],
          params: { model: ['ref'], messages: ['input.prompt'], system: ['input.system_prompt'] },
        },
        {
          api: 'run',
          kind: 'direct',
          operation: 'completion',
          language: 'typescript',
          methods: ['run', 'stream'],
          options: 1,
          params: { model: ['0'], messages: ['input.prompt'], system: ['input.system_prompt'] },
        },
      ],
    },
  ],
  functions: [
    {
      api: 'run',
      kind: 'direct',
      operation: 'completion',
      language: 'python',
      methods: ['run', 'stream', 'async_run', 'async_stream'],
      positional: ['ref', 'input'],
      params: { model: ['ref'], messages: ['input.prompt'], system: ['input.system_prompt'] },
    },
  ],
  source: 'replicate/replicate-python: its documentation',
};
