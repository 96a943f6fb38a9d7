/** OpenAI's Responses dialect. */
import type { LimitParam, Params } from '../schema.ts';

const source = 'openai-python 3.3.1 types/responses/response_create_params.py:104-117, read 2026-11-24';

const rejected = (path: string): LimitParam => ({
  path,
  status: 'rejected',
  insteadUse: 'max_output_tokens',
  source: `not a field of the API: ${source}`,
});

export const responsesParams: Params = {
  model: ['model'],
  system: ['instructions'],
  messages: ['input'],
  systemRoles: ['system', 'developer'],
  limits: [
    { path: 'max_output_tokens', status: 'current', source },
    { path: 'extra_body.max_output_tokens', source },
    rejected('max_tokens'),
    rejected('max_completion_tokens'),
    rejected('maxTokens'),
    rejected('maxOutputTokens'),
  ],
  missingLimit: { sends: 'unlimited', source },
  tools: ['tools'],
  stream: ['stream'],
  effort: ['reasoning.effort'],
  serviceTier: ['service_tier'],
  automaticCache: true,
};
