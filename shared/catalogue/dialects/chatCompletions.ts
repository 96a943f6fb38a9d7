/**
 * The Chat Completions dialect: OpenAI's, and of the many that speak it (Groq, Together, Cerebras, LiteLLM, raw HTTP).
 * Field names as OpenAI's reference has them; what differs is said by each SDK.
 */
import type { LimitParam, Params } from '../schema.ts';

const openaiTypes = 'openai-python 3.3.1 types/chat/completion_create_params.py:117-133, read 2026-11-24';

/** Models that answer `max_tokens` with "Unsupported parameter ... Use 'max_completion_tokens' instead" (HTTP 400). */
const openAiReasoningModels = /(?:^|[/:])(?:o[1-9](?:-|$)|gpt-(?:[5-9]|\d\d)(?![\w.-]*chat))/;

const written = (path: string): LimitParam => ({
  path,
  status: 'rejected',
  insteadUse: 'max_completion_tokens',
  source: `not a field of the API: ${openaiTypes}`,
});

/** The spellings of an output limit in OpenAI's own Chat Completions; `extra_body` reaches the request as it is. */
const openAiChatLimits: readonly LimitParam[] = [
  { path: 'max_completion_tokens', status: 'current', source: openaiTypes },
  {
    path: 'max_tokens',
    status: 'rejected',
    models: openAiReasoningModels,
    insteadUse: 'max_completion_tokens',
    source: `${openaiTypes}; the API's refusal for gpt-5: github.com/langgenius/dify/issues/24307 (2025-08-21)`,
  },
  { path: 'max_tokens', status: 'deprecated', insteadUse: 'max_completion_tokens', source: openaiTypes },
  { path: 'extra_body.max_completion_tokens', source: openaiTypes },
  { path: 'extra_body.max_tokens', source: openaiTypes },
  written('max_output_tokens'),
  written('maxTokens'),
  written('maxOutputTokens'),
  written('maxCompletionTokens'),
  written('max_tokens_to_sample'),
  written('max_new_tokens'),
];

/** What every speaker of the dialect shares: where model, messages, tools and the knobs stand. */
export const chatCompletionParams = {
  model: ['model'],
  messages: ['messages'],
  systemRoles: ['system', 'developer'],
  tools: ['tools', 'functions'],
  completions: ['n'],
  stream: ['stream'],
  effort: ['reasoning_effort'],
  serviceTier: ['service_tier'],
} as const satisfies Params;

/** OpenAI's Chat Completions. */
export const openAiChat: Params = {
  ...chatCompletionParams,
  limits: openAiChatLimits,
  missingLimit: { sends: 'unlimited', source: openaiTypes },
  automaticCache: true,
};

/** Hosts that took over the dialect with `max_tokens` as its limit and, since 2024, `max_completion_tokens` as a second name of it. */
export function compatibleChat(source: string, automaticCache = false): Params {
  return {
    ...chatCompletionParams,
    limits: [
      { path: 'max_tokens', source },
      { path: 'max_completion_tokens', source },
      { path: 'max_output_tokens', status: 'rejected', insteadUse: 'max_tokens', source },
    ],
    missingLimit: { sends: 'unlimited', source },
    ...(automaticCache ? { automaticCache } : {}),
  };
}

/** Legacy completions: text in, text out. */
export const completionParams: Params = {
  model: ['model', 'engine', 'deployment_id'],
  limits: [{ path: 'max_tokens', source: 'openai-python 3.3.1 types/completion_create_params.py, read 2026-11-24' }],
  missingLimit: {
    sends: 'default',
    tokens: 16,
    source: 'openai-python 3.3.1 types/completion_create_params.py: "max_tokens ... defaults to 16", OpenAI API reference',
  },
  messages: ['prompt'],
  completions: ['best_of', 'n'],
  stream: ['stream'],
};

/** Embeddings, images, audio: a model and nothing that limits output. */
export const modelOnly: Params = { model: ['model', 'engine'] };
export const embeddingParams: Params = { model: ['model', 'engine'], messages: ['input'] };
