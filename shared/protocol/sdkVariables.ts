/**
 * Variables of the environment by which SDKs are led to the runtime, and what each of them needs behind its address.
 * Read in the SDKs' sources (November 2026): openai 7.57 `client.js`, `azure.js`; @anthropic-ai/sdk 1.13 `client.js`; @ai-sdk/openai and
 * @ai-sdk/anthropic 4.0 `loadOptionalSetting`; @google/genai 3.1 `getBaseUrl`; @smithy/core `AWS_ENDPOINT_URL_<SERVICE>`, which boto3 reads too.
 */

/** Variable, and the path below the runtime that speaks to whoever reads it. */
export const BASE_URLS = {
  OPENAI_BASE_URL: '/openai/v1',
  ANTHROPIC_BASE_URL: '/anthropic',
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME: '/bedrock',
  GOOGLE_GEMINI_BASE_URL: '/gemini',
} as const;

/** Of Azure's clients; the upstream has a name of the user's, so the path is `/up/NAME`. */
export const AZURE_ENDPOINT = 'AZURE_OPENAI_ENDPOINT';

/** Headers for every request, one `name: value` a line. */
export const CUSTOM_HEADERS = ['OPENAI_CUSTOM_HEADERS', 'ANTHROPIC_CUSTOM_HEADERS'] as const;

/** Where the environment was led to the runtime: tells our own addresses from those that somebody else has set. */
export const RUNTIME_URL = 'FARTHING_RUNTIME_URL';
