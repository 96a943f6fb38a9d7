/**
 * What a path of the OpenAI API means, whatever stands before it: `/v1`, `/openai/v1`, a deployment of Azure
 * (`/openai/deployments/NAME/chat/completions`), `/api/v1` of OpenRouter, `/v1beta/openai` of Google.
 */
import type { Provider } from '../../../catalogue/schema.ts';
import type { WireRequest } from '../dialect.ts';
import { onlyAsks, pathOf, templateOf } from '../requestFacts.ts';

export type OpenAiApi = 'chat' | 'responses' | 'completions' | 'embeddings';

export interface OpenAiRoute {
  readonly api: OpenAiApi | 'countTokens' | 'free' | 'unknown';
  readonly endpoint: string;
  readonly provider: Provider;
  /** Azure: the deployment in the path, which the body need not repeat. */
  readonly deployment?: string;
}

const APIS: readonly (readonly [suffix: string, api: OpenAiRoute['api']])[] = [
  ['/chat/completions', 'chat'],
  ['/responses', 'responses'],
  ['/completions', 'completions'],
  ['/embeddings', 'embeddings'],
  // Summarises a conversation; input and usage are those of a response.
  ['/responses/compact', 'responses'],
  ['/responses/input_tokens', 'countTokens'],
  // developers.openai.com/api/docs/pricing: moderation is free; files and uploads are stored, not read by a model.
  ['/moderations', 'free'],
  ['/files', 'free'],
  ['/uploads', 'free'],
];

/** POST requests to a thing that exists: they stop it, or read it. */
const FREE_ACTIONS = /\/(cancel|complete|parts|search)$/;

export function routeOf(request: WireRequest): OpenAiRoute {
  const path = pathOf(request).replace(/\/+$/, '');
  const deployment = /\/deployments\/([^/]+)\//.exec(path)?.[1];
  const provider: Provider = deployment === undefined ? 'openai' : 'azure.ai.openai';
  const named = deployment === undefined ? {} : { deployment: decoded(deployment) };
  if (onlyAsks(request.method)) return { api: 'free', endpoint: templateOf(path), provider, ...named };
  const found = APIS.find(([suffix]) => path.endsWith(suffix));
  if (found) {
    const prefix = deployment === undefined ? '/v1' : '/openai/deployments/{deployment}';
    return { api: found[1], endpoint: `${prefix}${found[0]}`, provider, ...named };
  }
  return { api: FREE_ACTIONS.test(path) ? 'free' : 'unknown', endpoint: templateOf(path), provider, ...named };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
