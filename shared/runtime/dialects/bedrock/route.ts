/** What a path of Bedrock's runtime means: `/model/{percent-encoded id or ARN}/converse` and its siblings. */
import type { WireRequest } from '../dialect.ts';
import { onlyAsks, pathOf, templateOf } from '../requestFacts.ts';

export type BedrockApi = 'converse' | 'converse-stream' | 'invoke' | 'invoke-with-response-stream' | 'count-tokens';

export interface BedrockRoute {
  readonly api: BedrockApi | 'free' | 'unknown';
  readonly endpoint: string;
  readonly model?: string;
}

const MODEL_PATH = /\/model\/([^/]+)\/(converse|converse-stream|invoke|invoke-with-response-stream|count-tokens)$/;

export function routeOf(request: WireRequest): BedrockRoute {
  const path = pathOf(request).replace(/\/+$/, '');
  const [, model, api] = MODEL_PATH.exec(path) ?? [];
  if (model !== undefined && api !== undefined) {
    return { api: api as BedrockApi, endpoint: `/model/{modelId}/${api}`, model: decoded(model) };
  }
  return { api: onlyAsks(request.method) ? 'free' : 'unknown', endpoint: templateOf(path) };
}

/** Some clients leave the slashes and colons of an ARN as they are, and some encode them. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
