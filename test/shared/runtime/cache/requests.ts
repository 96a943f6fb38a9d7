import assert from 'node:assert/strict';
import type { CacheKey, ExactCache, Lookup, RecordedReply } from '../../../../shared/runtime/cache/exactCache.ts';
import { readCacheWishes } from '../../../../shared/runtime/cache/wishes.ts';
import { NO_CONTENT } from '../../../../shared/runtime/dialects/content.ts';
import type { DialectName, ReplyFacts, RequestFacts, WireRequest } from '../../../../shared/runtime/dialects/dialect.ts';
import type { Identity } from '../../../../shared/runtime/ledger/attempt.ts';

export const ANN: Identity = { key: 'hmac-of-ann', user: 'ann', project: 'shop', tags: {} };

export interface Sent {
  readonly body?: object | string | Buffer;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly facts?: Partial<RequestFacts>;
  readonly dialect?: DialectName;
  readonly upstream?: string;
  readonly identity?: Identity;
  /** `x-farthing-cache`. */
  readonly wishes?: string;
}

export const QUESTION = { model: 'gpt-4o-mini', temperature: 0, messages: [{ role: 'user', content: 'Capital of France?' }] };

function wireRequest({ body = QUESTION, path = '/v1/chat/completions', method = 'POST', headers = {} }: Sent): WireRequest {
  const written = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return { method, path, headers, body: Buffer.from(written as string) };
}

const FACTS: RequestFacts = {
  operation: 'chat',
  endpoint: '/v1/chat/completions',
  provider: 'openai',
  stream: false,
  answers: 1,
  inputBound: { tokens: 100 },
  sampled: false,
  tools: false,
  text: () => '',
  content: () => NO_CONTENT,
  messages: 1,
  toolCount: 0,
};

export function keyOrReason(cache: ExactCache, sent: Sent = {}): CacheKey | { readonly bypass: string } {
  const { dialect = 'openai', upstream = 'openai https://api.openai.com', identity = ANN } = sent;
  return cache.key(wireRequest(sent), { ...FACTS, ...sent.facts }, dialect, upstream, identity, readCacheWishes(sent.wishes));
}

export function keyOf(cache: ExactCache, sent: Sent = {}): CacheKey {
  const key = keyOrReason(cache, sent);
  assert.ok(!('bypass' in key), 'bypass' in key ? key.bypass : '');
  return key;
}

export const answer = (body: string | Buffer, more: Partial<RecordedReply> = {}): RecordedReply => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(body as string),
  stream: false,
  ...more,
});

export const textOf = (lookup: Lookup): string | undefined => ('hit' in lookup ? lookup.hit.body.toString() : undefined);

export const whyOf = (lookup: Lookup): string => ('miss' in lookup ? lookup.why() : assert.fail('a hit'));

export const COMPLETE: ReplyFacts = { emittedCharacters: 5, emittedText: 'Paris', complete: true, finishReasons: ['stop'], toolCalls: 0 };
