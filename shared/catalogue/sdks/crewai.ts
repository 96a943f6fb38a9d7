/** CrewAI: agents with their models, run as a crew. */
import type { LoopBound, Params, Sdk } from '../schema.ts';

const source = 'crewai src/crewai/{agent,crew,llm}.py, agents/agent_builder/base_agent.py:304, read 2026-11-24';

const bound = (path: string): LoopBound => ({ paths: [path], default: 25, fix: { python: 'max_iter=10' }, source });

const model: Params = { model: ['llm'], modelPrefix: '/', limits: [{ path: 'max_tokens', source }] };

export const crewai: Sdk = {
  id: 'crewai',
  title: 'CrewAI',
  provider: 'unknown',
  modules: { python: ['crewai', 'crewai_tools'] },
  clients: [
    {
      id: 'agent',
      names: ['Agent'],
      role: 'config',
      calls: [
        {
          api: 'Agent.kickoff',
          kind: 'framework',
          operation: 'agent',
          methods: ['kickoff', 'kickoff_async', 'execute_task'],
          positional: ['messages'],
          params: {
            model: ['@llm'],
            modelPrefix: '/',
            messages: ['messages'],
            system: ['@backstory'],
            tools: ['@tools'],
            loop: bound('@max_iter'),
          },
        },
      ],
      construction: {
        api: 'Agent',
        kind: 'config',
        operation: 'agent',
        params: { ...model, system: ['backstory'], tools: ['tools'], loop: bound('max_iter') },
      },
    },
    {
      id: 'crew',
      names: ['Crew'],
      role: 'agent',
      calls: [
        {
          api: 'Crew.kickoff',
          kind: 'framework',
          operation: 'agent',
          methods: ['kickoff', 'kickoff_async', 'kickoff_for_each', 'kickoff_for_each_async', 'akickoff', 'train', 'test', 'replay'],
          params: { model: ['@agents[].llm', '@manager_llm'], modelPrefix: '/', loop: bound('@agents[].max_iter') },
        },
      ],
    },
    {
      id: 'llm',
      names: ['LLM'],
      role: 'model',
      positional: ['model'],
      calls: [
        {
          api: 'LLM.call',
          kind: 'framework',
          operation: 'chat',
          methods: ['call', 'acall'],
          positional: ['messages'],
          params: {
            model: ['@model'],
            modelPrefix: '/',
            messages: ['messages'],
            systemRoles: ['system'],
            limits: [
              { path: '@max_tokens', source },
              { path: '@max_completion_tokens', source },
            ],
            missingLimit: { sends: 'unlimited', source },
          },
        },
      ],
      construction: {
        api: 'LLM',
        kind: 'config',
        operation: 'chat',
        params: {
          model: ['model'],
          modelPrefix: '/',
          limits: [
            { path: 'max_tokens', source },
            { path: 'max_completion_tokens', source },
          ],
          missingLimit: { sends: 'unlimited', source },
        },
      },
    },
  ],
  source,
};
