/** Why an upstream gave no reply, or no whole one, in words for people. */

export interface UpstreamFailure {
  readonly kind: 'unreachable' | 'broken' | 'stalled';
  /** Whether any of the request may have reached the upstream. */
  readonly sent: boolean;
  /** One sentence without anything of the request. */
  readonly sentence: string;
}

const STALLED = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

export function failureOf(error: Error & { readonly code?: string }, sent: boolean, origin: string): UpstreamFailure {
  const code = error.code ?? '';
  if (STALLED.has(code)) return { kind: 'stalled', sent, sentence: `${origin} sent nothing for too long` };
  if (!sent) return { kind: 'unreachable', sent, sentence: `${origin} cannot be reached${inBrackets(code)}` };
  return { kind: 'broken', sent, sentence: `${origin} broke the connection off${inBrackets(code)}` };
}

/** Codes are of Node, OpenSSL or undici and say nothing of the request. */
function inBrackets(code: string): string {
  return /^[A-Z][A-Z0-9_]+$/.test(code) ? ` (${code})` : '';
}
