/** An upstream that failed, told in the shape of each dialect; with these statuses every SDK tries again by itself, as with a failure of the provider. */
import type { DialectName, RefusalReply } from '../../dialects/dialect.ts';
import type { UpstreamFailure } from './failure.ts';

type Shape = (message: string, status: number, requestId: string) => { readonly body: unknown; readonly headers?: Record<string, string> };

const SHAPES: Readonly<Record<DialectName, Shape>> = {
  openai: message => ({ body: { error: { message, type: 'upstream_error', param: null, code: 'upstream_failed' } } }),
  anthropic: (message, _status, requestId) => ({ body: { type: 'error', error: { type: 'api_error', message }, request_id: requestId } }),
  // Modelled for every operation of bedrock-runtime, and retried.
  bedrock: message => ({ body: { message }, headers: { 'x-amzn-errortype': 'ServiceUnavailableException' } }),
  gemini: (message, status) => ({ body: { error: { code: status, message, status: 'UNAVAILABLE' } } }),
};

/** 502, or 504 where the upstream was waited for in vain. */
export function failureReply(dialect: DialectName, { kind, sentence }: UpstreamFailure, requestId: string): RefusalReply {
  const status = kind === 'stalled' ? 504 : 502;
  const { body, headers } = SHAPES[dialect](`Farthing: ${sentence}.`, status, requestId);
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: Buffer.from(JSON.stringify(body)) };
}
