/**
 * Requests signed with AWS Signature Version 4: the signature covers the host, so that of the client is worthless upstream and a new one is made
 * with the user's own credentials, found as every AWS SDK finds them.
 */
import type { RawHeaders } from '../client/exchange.ts';
import { type RequestHead, without } from '../requestHead.ts';
import type { UpstreamRequest } from '../upstream/connections.ts';
import type { AwsCredentials } from './credentials.ts';

/** What a signature is for, as its credential scope says. */
export interface SignatureScope {
  readonly region: string;
  readonly service: string;
}

const SCOPE = /^AWS4-HMAC-SHA256 Credential=[^,\s]*\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request\b/;

/** Undefined: the request is not signed so (a bearer token, say), and is forwarded as it is. */
export function scopeOf(head: RequestHead): SignatureScope | undefined {
  const [, region, service] = SCOPE.exec(head.named.authorization ?? '') ?? [];
  return region === undefined || service === undefined ? undefined : { region, service };
}

const OF_THE_SIGNATURE: ReadonlySet<string> = new Set(['authorization', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256']);

/** The same request with a signature for its new host. Path and query are signed, and sent, as they are. */
export async function signed(
  request: UpstreamRequest & { readonly body?: Buffer },
  scope: SignatureScope,
  credentials: AwsCredentials,
  at: Date,
): Promise<UpstreamRequest> {
  const [{ SignatureV4 }, { Sha256 }] = await Promise.all([import('@smithy/signature-v4'), import('@aws-crypto/sha256-js')]);
  const signer = new SignatureV4({ ...scope, credentials, sha256: Sha256 });
  const { hostname, host, protocol } = new URL(request.origin);
  const kept = without(request.headers, OF_THE_SIGNATURE);
  const [path, query] = split(request.path);
  const { headers } = await signer.sign(
    {
      method: request.method,
      protocol,
      hostname,
      path,
      query: valuesByName(query),
      headers: { ...byName(kept), host },
      body: request.body,
    },
    { signingDate: at },
  );
  const added: string[] = [];
  for (const name of OF_THE_SIGNATURE) if (headers[name] !== undefined) added.push(name, headers[name]);
  return { ...request, headers: [...kept, ...added] };
}

function split(target: string): readonly [path: string, query: string] {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

function byName(headers: RawHeaders): Record<string, string> {
  const named: Record<string, string> = {};
  for (let at = 0; at < headers.length; at += 2) named[(headers[at] as string).toLowerCase()] = headers[at + 1] as string;
  return named;
}

function valuesByName(query: string): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(query)) values[name] = [...(values[name] ?? []), value];
  return values;
}
