/** The headers of a request in the two forms that the gateway needs: what the upstream gets, and what decides. */
import type { RawHeaders } from './client/exchange.ts';

export interface RequestHead {
  /** Names in lower case; a header that came several times is joined by ', '. */
  readonly named: Readonly<Record<string, string>>;
  /** What the upstream gets: names, values and order as they came, without what belongs to this connection, to us, or to the old host. */
  readonly forwarded: string[];
  /** How many `Host` headers came. */
  readonly hosts: number;
}

/** RFC 9110 7.6.1, and what undici decides for its own connection. */
const NOT_FORWARDED = new Set([
  'connection',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const OURS = 'x-farthing-';

export function readHead(raw: RawHeaders): RequestHead {
  const named: Record<string, string> = {};
  const forwarded: string[] = [];
  let hosts = 0;
  for (let at = 0; at < raw.length; at += 2) {
    const written = raw[at] as string;
    const value = raw[at + 1] as string;
    const name = written.toLowerCase();
    const before = named[name];
    named[name] = before === undefined ? value : `${before}, ${value}`;
    if (name === 'host') hosts++;
    if (!NOT_FORWARDED.has(name) && !name.startsWith(OURS)) forwarded.push(written, value);
  }
  const ofConnection = connectionOptions(named.connection);
  return { named, forwarded: ofConnection ? without(forwarded, ofConnection) : forwarded, hosts };
}

/** Headers named by `Connection` belong to it. Undefined: none beside the usual. */
export function connectionOptions(connection: string | undefined): ReadonlySet<string> | undefined {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return undefined;
  return new Set(connection.split(',').map(option => option.trim().toLowerCase()));
}

/** Without the headers of these names, which are in lower case. */
export function without(headers: RawHeaders, names: ReadonlySet<string>): string[] {
  const rest: string[] = [];
  for (let at = 0; at < headers.length; at += 2) {
    if (!names.has((headers[at] as string).toLowerCase())) rest.push(headers[at] as string, headers[at + 1] as string);
  }
  return rest;
}
