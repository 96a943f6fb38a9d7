import type { DialectName, Headers } from '../dialects/dialect.ts';

/**
 * Headers that carry the message, credentials, telemetry or a number of this one request, and have no part in the answer. Any other header counts:
 * gateways and betas steer answers by headers of their own, and an unknown one had better cost a hit than give a wrong answer.
 * Credentials are part of the identity.
 */
const NO_PART_IN_THE_ANSWER = new Set([
  // The message.
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'expect',
  'host',
  'keep-alive',
  'pragma',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  // Credentials and their signatures.
  'api-key',
  'authorization',
  'cookie',
  'proxy-authorization',
  'x-api-key',
  'x-goog-api-key',
  // Who sends it, and which try it is.
  'anthropic-dangerous-direct-browser-access',
  'b3',
  'baggage',
  'dnt',
  'forwarded',
  'idempotency-key',
  'origin',
  'priority',
  'referer',
  'request-id',
  'tracestate',
  'traceparent',
  'user-agent',
  'via',
  'x-app',
  'x-client-request-id',
  'x-goog-api-client',
  'x-request-id',
  'x-server-timeout',
]);

/** The same by the beginnings of names. `x-amz-` is the signature; what steers Bedrock begins with `x-amzn-bedrock-`. */
const NO_PART_BY_PREFIX = [
  'x-stainless-',
  'x-amz-',
  'amz-sdk-',
  'x-farthing-',
  'x-b3-',
  'x-forwarded-',
  'x-datadog-',
  'sentry-',
  'sec-',
  'access-control-',
];

/** InvokeModel chooses the form of the answer by it (botocore bedrock-runtime service-2.json, InvokeModelRequest.accept). */
const COUNTS_AT: Readonly<Record<string, DialectName>> = { accept: 'bedrock' };

/** Names and values, sorted by name. */
export function headersOfAnswer(headers: Headers, dialect: DialectName): readonly (readonly [name: string, value: string])[] {
  const counting: [string, string][] = [];
  for (const name in headers) {
    const aside = NO_PART_IN_THE_ANSWER.has(name) || NO_PART_BY_PREFIX.some(prefix => name.startsWith(prefix));
    if (!aside || COUNTS_AT[name] === dialect) counting.push([name, headers[name] as string]);
  }
  return counting.sort(([one], [other]) => (one < other ? -1 : 1));
}
