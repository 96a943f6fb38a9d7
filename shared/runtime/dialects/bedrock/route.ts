/** What a path of Bedrock's runtime means: `/model/{percent-encoded id or ARN}/converse` and its siblings. */
import type { WireRequest } from '../dialect.ts';
import { withModelInPath } from '../otherModel.ts';
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

/** The vendor of a model, whose own bodies invoke takes; profiles of a geography have it in the second place. */
const vendorOf = (model: string): string | undefined =>
  /(?:^|[./])([a-z0-9]+)\.[a-z]/.exec(model.replace(/^(?:[a-z]{2,6}|global)\.(?=[a-z0-9]+\.)/, ''))?.[1];

/** Converse speaks to all models alike, invoke only to those of a vendor. */
export function otherModel(request: WireRequest, model: string): WireRequest | undefined {
  const [, written, api] = MODEL_PATH.exec(pathOf(request).replace(/\/+$/, '')) ?? [];
  if (written === undefined) return undefined;
  if (api?.startsWith('invoke') && vendorOf(decoded(written)) !== vendorOf(model)) return undefined;
  return withModelInPath(request, written, model);
}
