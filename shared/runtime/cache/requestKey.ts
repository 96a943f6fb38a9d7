/** What makes two requests the same. */
import { createHash, hash } from 'node:crypto';
import type { DialectName, RequestFacts, WireRequest } from '../dialects/dialect.ts';
import type { Identity } from '../ledger/attempt.ts';
import { canonicalBody, canonicalOf, type JsonObject } from './canonicalBody.ts';
import type { CacheKey, CacheWishes } from './exactCache.ts';
import { headersOfAnswer } from './headersOfAnswer.ts';

/** Raised when the rules below change: old entries are then never found. */
const RULES = 1;

/** Of arrays such as `messages`, so many are told apart one by one. */
const ELEMENTS_TOLD_APART = 64;

export function requestKey(
  request: WireRequest,
  facts: RequestFacts,
  dialect: DialectName,
  upstream: string,
  identity: Identity,
  wishes: CacheWishes,
): CacheKey | { readonly bypass: string } {
  const body = canonicalBody(request.body);
  if ('reason' in body) return { bypass: body.reason };
  const headers = headersOfAnswer(request.headers, dialect);
  const path = pathOfAnswer(request.path);
  // An array of strings has one JSON text, and no part can run into the next.
  const partition = JSON.stringify([
    RULES,
    identity.key,
    identity.user ?? null,
    identity.team ?? null,
    identity.project ?? null,
    wishes.namespace ?? null,
    dialect,
    upstream,
  ]);
  const whole = createHash('sha256')
    .update(partition)
    .update('\n')
    .update(JSON.stringify([path, headers]))
    .update('\n')
    .update(body.text);
  return {
    hash: whole.digest('base64url'),
    fields: () => fieldsOf(request.body, path, headers),
    setting: () => hash('sha256', `${partition}\n${JSON.stringify([path, headers])}`, 'base64url'),
    family: short(`${partition}\n${facts.endpoint}`),
    endpoint: facts.endpoint,
    stream: facts.stream,
    usageInStream: (body.delivery.stream_options as JsonObject | null | undefined)?.include_usage === true,
    ...(wishes.ttl !== undefined && { maxAge: wishes.ttl * 1000 }),
  };
}

/** A query may carry the key of an API (Gemini's `?key=`): it is part of the identity, and of no hash. */
function pathOfAnswer(path: string): string {
  const question = path.indexOf('?');
  if (question < 0) return path;
  const parameters = path.slice(question + 1).split('&');
  const counting = parameters.filter(parameter => !/^(key|api[-_]key|access_token)=/i.test(parameter));
  const before = path.slice(0, question);
  return counting.length > 0 ? `${before}?${counting.join('&')}` : before;
}

function fieldsOf(body: Buffer, path: string, headers: readonly (readonly [string, string])[]): Record<string, string> {
  const fields: Record<string, string> = { path: short(path) };
  for (const [name, value] of headers) fields[`header ${name}`] = short(value);
  const parsed = canonicalBody(body);
  if ('reason' in parsed) return fields;
  for (const [name, value] of Object.entries(parsed.json)) {
    if (!Array.isArray(value)) {
      fields[name] = short(canonicalOf(value));
      continue;
    }
    for (const [index, element] of value.slice(0, ELEMENTS_TOLD_APART).entries()) {
      fields[`${name}[${index}]`] = short(canonicalOf(element));
    }
    if (value.length === 0 || value.length > ELEMENTS_TOLD_APART) fields[name] = short(canonicalOf(value.slice(ELEMENTS_TOLD_APART)));
  }
  return fields;
}

const short = (text: string): string => hash('sha256', text, 'hex').slice(0, 16);
