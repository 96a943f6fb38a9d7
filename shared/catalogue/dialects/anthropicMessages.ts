/** Anthropic's Messages dialect. */
import type { CacheMarkerShape, LimitParam, Params } from '../schema.ts';

const source = 'anthropic-sdk-python 0.121.0 types/message_create_params.py, read 2026-11-24';

/** One `cache_control` on the block that ends the prefix, or at the top level for the last cacheable block. */
export const anthropicCacheMarker: CacheMarkerShape = {
  key: 'cache_control',
  placement: 'onBlock',
  write: { python: '"cache_control": {"type": "ephemeral"}', typescript: "cache_control: { type: 'ephemeral' }" },
  textBlock: {
    python: '[{"type": "text", "text": $text, "cache_control": {"type": "ephemeral"}}]',
    typescript: "[{ type: 'text', text: $text, cache_control: { type: 'ephemeral' } }]",
  },
  topLevel: ['cache_control'],
  maxMarkers: 4,
  source: `${source}:127; breakpoints: platform.claude.com prompt caching, read 2026-11-24`,
};

const rejected = (path: string): LimitParam => ({
  path,
  status: 'rejected',
  insteadUse: 'max_tokens',
  source: `not a field of the API: ${source}`,
});

export const anthropicMessages: Params = {
  model: ['model'],
  system: ['system'],
  messages: ['messages'],
  limits: [
    { path: 'max_tokens', status: 'current', source },
    rejected('max_output_tokens'),
    rejected('max_completion_tokens'),
    rejected('max_tokens_to_sample'),
    rejected('maxTokens'),
    rejected('maxOutputTokens'),
  ],
  missingLimit: { sends: 'required', source: `${source} (max_tokens: Required[int])` },
  tools: ['tools'],
  stream: ['stream'],
  effort: ['output_config.effort'],
  serviceTier: ['service_tier'],
  cacheMarker: anthropicCacheMarker,
};
