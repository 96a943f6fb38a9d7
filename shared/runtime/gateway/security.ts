/**
 * Who may ask. A page in the user's browser must not spend his money: names that resolve to 127.0.0.1 (DNS rebinding) betray themselves by the Host
 * header, pages by Origin or Sec-Fetch-Site. Requests that two readers could read in two ways are refused.
 */
import { timingSafeEqual } from 'node:crypto';
import type { Exchange } from './client/exchange.ts';
import type { RequestHead } from './requestHead.ts';

export interface Objection {
  readonly status: number;
  readonly sentence: string;
}

/** A path with its query: no spaces, no control characters, no fragment. */
const TARGET = /^\/[!-"$-~\x80-\xff]*$/;

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** Undefined: nothing speaks against the request. */
export type Objector = (exchange: Exchange, head: RequestHead) => Objection | undefined;

export function objector(port: number): Objector {
  const hosts = new Set(LOOPBACK_NAMES.map(name => `${name}:${port}`));
  // A client leaves the port out where it is the scheme's own.
  if (port === 80) for (const name of LOOPBACK_NAMES) hosts.add(name);
  const origins = new Set([...hosts].map(host => `http://${host}`));

  return ({ target, httpVersion }, { named, hosts: hostCount }) => {
    if (hostCount !== 1 || !hosts.has((named.host ?? '').toLowerCase())) {
      return { status: 403, sentence: 'the Host header does not name this runtime. It answers on 127.0.0.1 and localhost only.' };
    }
    if (!TARGET.test(target)) {
      return { status: 400, sentence: 'the target must be a path; Farthing is not a forward proxy. Point the base URL of your SDK at it.' };
    }
    const encoding = named['transfer-encoding'];
    if (encoding !== undefined && (encoding.toLowerCase() !== 'chunked' || httpVersion !== '1.1')) {
      return { status: 400, sentence: 'the only transfer encoding understood is "chunked", on HTTP/1.1.' };
    }
    if (fromAPage(named, origins)) return { status: 403, sentence: 'requests from web pages are refused.' };
    if (named.upgrade !== undefined && namesUpgrade(named.connection)) {
      return { status: 501, sentence: 'WebSocket and other upgrades are not carried, as they could not be metered. Use the HTTP API.' };
    }
    return undefined;
  };
}

function fromAPage(named: RequestHead['named'], own: ReadonlySet<string>): boolean {
  const { origin } = named;
  if (origin !== undefined) return !own.has(origin.toLowerCase()) && !origin.startsWith('vscode-webview://');
  const site = named['sec-fetch-site'];
  return site === 'cross-site' || site === 'same-site';
}

function namesUpgrade(connection: string | undefined): boolean {
  return connection?.toLowerCase().includes('upgrade') ?? false;
}

/** Compares in a time that tells nothing about the token. */
export function bearsToken(authorization: string | undefined, token: string): boolean {
  const expected = Buffer.from(`Bearer ${token}`);
  const given = Buffer.from(authorization ?? '');
  // The length is no secret: it is the same for every installation.
  return given.length === expected.length && timingSafeEqual(given, expected);
}
