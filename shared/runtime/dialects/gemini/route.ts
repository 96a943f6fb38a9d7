/**
 * What a path means at the Gemini API (`/v1beta/models/{model}:generateContent`) and at Vertex AI
 * (`/v1/projects/P/locations/L/publishers/google/models/{model}:generateContent`).
 */
import type { Provider } from '../../../catalogue/schema.ts';
import type { WireRequest } from '../dialect.ts';
import { withModelInBody, withModelInPath } from '../otherModel.ts';
import { onlyAsks, pathOf, templateOf } from '../requestFacts.ts';

export type GeminiApi = 'generateContent' | 'streamGenerateContent' | 'embedContent' | 'batchEmbedContents' | 'interactions' | 'claude';

export interface GeminiRoute {
  /** `openai`: the paths that Google made like OpenAI's. */
  readonly api: GeminiApi | 'openai' | 'countTokens' | 'free' | 'unknown';
  readonly endpoint: string;
  readonly provider: Provider;
  readonly model?: string;
  readonly action?: string;
}

const MODEL_ACTION = /\/(?:models|tunedModels|endpoints)\/([^/:]+):([a-zA-Z]+)$/;

const ACTIONS: Readonly<Record<string, GeminiRoute['api']>> = {
  generateContent: 'generateContent',
  streamGenerateContent: 'streamGenerateContent',
  embedContent: 'embedContent',
  batchEmbedContents: 'batchEmbedContents',
  // ai.google.dev/gemini-api/docs/pricing: counting tokens is free.
  countTokens: 'countTokens',
  computeTokens: 'countTokens',
  rawPredict: 'claude',
  streamRawPredict: 'claude',
};

export function routeOf(request: WireRequest): GeminiRoute {
  const path = pathOf(request).replace(/\/+$/, '');
  const vertex = /\/(projects|publishers)\//.test(path);
  const provider: Provider = vertex ? 'gcp.vertex_ai' : 'gcp.gemini';
  if (onlyAsks(request.method)) return { api: 'free', endpoint: templateOf(path), provider };
  if (/\/openai\/|\/endpoints\/openapi\//.test(path)) return { api: 'openai', endpoint: path, provider };
  if (/\/interactions$/.test(path)) return { api: 'interactions', endpoint: '/v1beta/interactions', provider };
  const [, model, action] = MODEL_ACTION.exec(path) ?? [];
  if (model === undefined || action === undefined)
    return { api: /:cancel$|\/files$/.test(path) ? 'free' : 'unknown', endpoint: templateOf(path), provider };
  const known = ACTIONS[action] ?? 'unknown';
  // Only Claude's requests are read at Vertex's raw door.
  const api = known === 'claude' && !path.includes('/publishers/anthropic/') ? 'unknown' : known;
  return { api, endpoint: `/v1beta/models/{model}:${action}`, provider, model: decoded(model), action };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Models of other makers at Vertex AI have bodies of their own. */
export function otherModel(request: WireRequest, model: string): WireRequest | undefined {
  const { api } = routeOf(request);
  if (api === 'interactions' || api === 'openai') return withModelInBody(request, model);
  if ((api === 'claude') !== /claude/.test(model)) return undefined;
  return withModelInPath(request, MODEL_ACTION.exec(pathOf(request))?.[1], model);
}
