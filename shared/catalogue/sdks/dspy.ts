/** DSPy: programs whose model is configured once. Its own answer cache is on unless `cache=False`. */
import type { Params, Sdk } from '../schema.ts';

const source = 'stanfordnlp/dspy dspy/clients/lm.py:63-135 (max_tokens=None, cache=True), read 2026-11-24';

const elsewhere = 'the model is set by dspy.configure';

const lm = (prefix: string): Params => ({
  model: [`${prefix}model`],
  modelPrefix: '/',
  limits: [
    { path: `${prefix}max_tokens`, source },
    { path: `${prefix}max_completion_tokens`, source },
  ],
  missingLimit: { sends: 'unlimited', source },
});

const retrievers = {
  paths: ['k'],
  source: 'dspy/retrievers/*.py (Embeddings 5, DatabricksRM 3), read 2026-11-24',
};

export const dspy: Sdk = {
  id: 'dspy',
  title: 'DSPy',
  provider: 'unknown',
  modules: { python: ['dspy', 'dsp'] },
  clients: [
    {
      id: 'lm',
      names: ['LM', 'OpenAI', 'AzureOpenAI', 'Claude', 'Together', 'Google', 'GROQ', 'AWSAnthropic'],
      role: 'model',
      positional: ['model'],
      calls: [
        {
          api: 'LM',
          kind: 'framework',
          operation: 'chat',
          methods: ['()', 'forward', 'aforward', 'acall', 'request'],
          positional: ['prompt'],
          params: { ...lm('@'), messages: ['messages', 'prompt'] },
        },
      ],
      construction: { api: 'LM', kind: 'config', operation: 'chat', params: lm('') },
    },
    {
      id: 'module',
      names: [
        'Predict',
        'ChainOfThought',
        'ChainOfThoughtWithHint',
        'ProgramOfThought',
        'CodeAct',
        'MultiChainComparison',
        'TypedPredictor',
        'TypedChainOfThought',
        'functional.TypedPredictor',
      ],
      role: 'model',
      calls: [
        {
          api: 'Predict',
          kind: 'framework',
          operation: 'chat',
          methods: ['()', 'forward', 'aforward', 'acall', 'batch'],
          params: { model: ['lm'], elsewhere, messages: ['question', 'input'] },
        },
      ],
    },
    {
      id: 'react',
      names: ['ReAct'],
      role: 'agent',
      positional: ['signature', 'tools'],
      calls: [
        {
          api: 'ReAct',
          kind: 'framework',
          operation: 'agent',
          methods: ['()', 'forward', 'aforward', 'acall', 'batch'],
          params: {
            model: ['lm'],
            elsewhere,
            tools: ['@tools'],
            loop: {
              paths: ['max_iters', '@max_iters'],
              default: 20,
              fix: { python: 'max_iters=10' },
              source: 'dspy/predict/react.py:17, read 2026-11-24',
            },
          },
        },
      ],
    },
    {
      id: 'retriever',
      names: ['Retrieve', 'ColBERTv2', 'Embeddings', 'retrievers.Embeddings', 'DatabricksRM', 'ChromadbRM', 'WeaviateRM'],
      role: 'retriever',
      calls: [],
      construction: { api: 'Retrieve', kind: 'retriever', operation: 'retrieval', params: { retrievalK: retrievers } },
    },
  ],
  source,
};
