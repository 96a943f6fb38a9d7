/** The headers of a reply on their way back. */

import { type NanoDollars, toDollars } from '../../money/nanoDollars.ts';
import { connectionOptions, without } from './requestHead.ts';

const OF_THE_CONNECTION = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'proxy-connection', 'transfer-encoding', 'upgrade']);

const UNPRINTABLE = /[^\t -~\xa0-\xff]/;

export interface ReplyHead {
  readonly status: number;
  readonly message: string;
  /** As they came, without what belongs to the upstream's connection. */
  readonly headers: string[];
  readonly named: Readonly<Record<string, string>>;
  /** Bytes of the body, where the upstream says so. */
  readonly length?: number;
}

export function readReplyHead(status: number, message: string, raw: readonly (Buffer | string)[]): ReplyHead {
  const named: Record<string, string> = {};
  const headers: string[] = [];
  for (let at = 0; at < raw.length; at += 2) {
    const written = latin1(raw[at] as Buffer | string);
    const value = latin1(raw[at + 1] as Buffer | string);
    const name = written.toLowerCase();
    const before = named[name];
    named[name] = before === undefined ? value : `${before}, ${value}`;
    if (!OF_THE_CONNECTION.has(name)) headers.push(written, value);
  }
  const options = connectionOptions(named.connection);
  const length = named['content-length'];
  return {
    status,
    // A client needs none, and what is not Latin-1 cannot be sent.
    message: UNPRINTABLE.test(message) ? '' : message,
    headers: options ? without(headers, options) : headers,
    named,
    ...(length !== undefined && { length: Number(length) }),
  };
}

/** What is added to a reply, and nothing else is. */
export function addedHeaders(requestId: string, cache: string, cost?: NanoDollars): string[] {
  const added = ['x-farthing-request-id', requestId, 'x-farthing-cache', cache];
  if (cost !== undefined) added.push('x-farthing-cost-usd', inDollars(cost));
  return added;
}

/** Why the cache did not answer. Names of fields are the client's own, and a header carries only ASCII. */
export function explanation(why: string | undefined): string[] {
  return why === undefined ? [] : ['x-farthing-cache-why', why.replaceAll(/[^ -~]/g, '?').slice(0, 500)];
}

/** Plain decimal, never scientific: `0.0000005`. */
function inDollars(cost: NanoDollars): string {
  const exact = toDollars(cost).toFixed(9).replace(/0+$/, '');
  return exact.endsWith('.') ? `${exact}0` : exact;
}

/** Headers are bytes; Latin-1 keeps each as it is. */
export function latin1(bytes: Buffer | string): string {
  return typeof bytes === 'string' ? bytes : bytes.toString('latin1');
}
