/** Facts of Bedrock requests. */
import type { RequestFacts, WireRequest } from '../dialect.ts';
import { asObject } from '../jsonValue.ts';
import { bodyOf, freeFacts, UNKNOWN_ENDPOINT, unknownFacts } from '../requestFacts.ts';
import { routeOf } from './route.ts';
import { converseFacts, invokeFacts, tierOf } from './vendorBodies.ts';

const PROVIDER = 'aws.bedrock';

export function readRequest(request: WireRequest): RequestFacts {
  const { api, endpoint, model } = routeOf(request);
  if (api === 'free') return freeFacts('other', endpoint, PROVIDER);
  // docs.aws.amazon.com/bedrock/latest/userguide/count-tokens.html: no charge.
  if (api === 'count-tokens') return freeFacts('count_tokens', endpoint, PROVIDER, model);
  if (api === 'unknown' || model === undefined) return unknownFacts(endpoint, PROVIDER, UNKNOWN_ENDPOINT);
  const read = bodyOf(request);
  if ('unread' in read) return unknownFacts(endpoint, PROVIDER, read.unread, model);
  const { body } = read;
  const converse = api === 'converse' || api === 'converse-stream';
  const said = converse ? converseFacts(body, request.body) : invokeFacts(model, body, request.body);
  const tier = tierOf(converse ? asObject(body.serviceTier)?.type : request.headers['x-amzn-bedrock-service-tier']);
  const optimised = request.headers['x-amzn-bedrock-performanceconfig-latency'] === 'optimized';
  return {
    ...said,
    ...(optimised ? { inputBound: { unknown: 'optimised latency has a price of its own' } } : {}),
    ...(tier === undefined ? {} : { tier }),
    endpoint,
    provider: PROVIDER,
    model,
    stream: api === 'converse-stream' || api === 'invoke-with-response-stream',
  };
}
