/** Facts of requests that no body has to be read for. */
import type { Provider } from '../../catalogue/schema.ts';
import { NO_CONTENT } from './content.ts';
import type { Headers, RequestFacts, WireOperation, WireRequest } from './dialect.ts';
import { type JsonObject, parseObject } from './jsonValue.ts';

/** Path without its query. */
export function pathOf(request: WireRequest): string {
  const query = request.path.indexOf('?');
  return query < 0 ? request.path : request.path.slice(0, query);
}

/** Requests that only ask or delete: none of them makes a model run. */
export function onlyAsks(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'DELETE' || method === 'OPTIONS';
}

/** The route of a path that is not known: its first segments, whatever looks like an identifier replaced. */
export function templateOf(path: string): string {
  const segments = path.split('/').filter(segment => segment !== '');
  return `/${segments
    .slice(0, 6)
    .map(segment => (/^v\d+[a-z]*\d*$/.test(segment) || /^[a-z][a-z_-]*(:[a-zA-Z]+)?$/.test(segment) ? segment : '{id}'))
    .join('/')}`;
}

/** A request that costs nothing: counting tokens, listing models, fetching what was answered before. */
export function freeFacts(operation: WireOperation, endpoint: string, provider: Provider, model?: string): RequestFacts {
  return { ...blank(operation, endpoint, provider, model), inputBound: { tokens: 0 }, outputLimit: 0 };
}

/** Whether a call is known to cost nothing. */
export function isFree(facts: RequestFacts): boolean {
  return (
    (facts.operation === 'other' || facts.operation === 'count_tokens') && 'tokens' in facts.inputBound && facts.inputBound.tokens === 0
  );
}

/** A request of which it is not known what it may cost. */
export function unknownFacts(endpoint: string, provider: Provider, reason: string, model?: string): RequestFacts {
  return { ...blank('other', endpoint, provider, model), inputBound: { unknown: reason } };
}

function blank(operation: WireOperation, endpoint: string, provider: Provider, model: string | undefined) {
  return {
    operation,
    endpoint,
    provider,
    ...(model === undefined ? {} : { model }),
    stream: false,
    answers: 1,
    sampled: false,
    tools: false,
    text: () => '',
    content: () => NO_CONTENT,
    messages: 0,
    toolCount: 0,
  };
}

/** Why an endpoint that may make a model run is not priced. */
export const UNKNOWN_ENDPOINT = 'what this endpoint costs is not known here';

/** The JSON object that a request sends, or why there is none to be read. */
export function bodyOf(request: WireRequest): { readonly body: JsonObject } | { readonly unread: string } {
  if (isCompressed(request)) return { unread: 'the request is compressed' };
  const body = parseObject(request.body);
  return body ? { body } : { unread: 'the request is not JSON' };
}

/** Only ever `Content-Encoding: identity` is read; what is compressed is passed and its size is not known. */
function isCompressed(request: WireRequest): boolean {
  const encoding = request.headers['content-encoding'];
  return encoding !== undefined && encoding !== '' && encoding.toLowerCase() !== 'identity';
}

/** Whether a reply comes as events: what it says it is, else what was asked for. */
export function comesAsEvents(facts: RequestFacts, headers: Headers): boolean {
  const type = headers['content-type'] ?? '';
  return /event-stream/.test(type) || (facts.stream && !/json/.test(type));
}
