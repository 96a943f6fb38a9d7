/** Genkit. */
import type { Sdk } from '../schema.ts';

export const genkit: Sdk = {
  id: 'genkit',
  title: 'Genkit',
  provider: 'gcp.gemini',
  modules: { typescript: ['genkit', '@genkit-ai'] },
  clients: [
    {
      id: 'genkit',
      names: ['genkit'],
      role: 'client',
      calls: [
        {
          api: 'generate',
          kind: 'framework',
          operation: 'chat',
          methods: ['generate', 'generateStream'],
          params: {
            model: ['model', '@model'],
            modelPrefix: '/',
            system: ['system'],
            messages: ['messages', 'prompt'],
            tools: ['tools'],
            limits: [{ path: 'config.maxOutputTokens', source: 'genkit: its documentation' }],
            missingLimit: { sends: 'unlimited', source: 'genkit: its documentation' },
            loop: {
              paths: ['maxTurns'],
              default: 5,
              needsTools: true,
              source: 'genkit, tool calling: maxTurns defaults to 5: its documentation',
            },
          },
        },
        {
          api: 'embed',
          kind: 'framework',
          operation: 'embedding',
          methods: ['embed', 'embedMany'],
          params: { model: ['embedder'], messages: ['content'] },
        },
      ],
    },
  ],
  modelHandles: [
    { names: ['googleAI'], methods: ['model', 'embedder'], provider: 'gcp.gemini' },
    { names: ['vertexAI'], methods: ['model', 'embedder'], provider: 'gcp.vertex_ai' },
  ],
  source: 'firebase/genkit: its documentation',
};
