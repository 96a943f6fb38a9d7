/** Mastra. */
import { bound, config, run } from '../agentShapes.ts';
import type { Sdk } from '../schema.ts';

const mastraSource = '@mastra/core 0.24.9 and 1.71.0 dist (maxSteps = 5 / stepCountIs(5)), read 2026-11-24';
const mastraBound = bound(
  ['1.maxSteps', '1.stopWhen', 'maxSteps', 'stopWhen', '@defaultOptions.maxSteps', '@defaultGenerateOptions.maxSteps'],
  5,
  mastraSource,
  { countedBy: ['stepCountIs'], needsTools: true },
);

export const mastra: Sdk = {
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
