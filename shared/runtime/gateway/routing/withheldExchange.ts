/** A reply that is kept until it is known whether its client is to have it. */
import type { Exchange, RawHeaders } from '../client/exchange.ts';

export interface Withheld {
  /** To be answered in place of the client's. */
  readonly exchange: Exchange;
  /** What came: whole, broken off, or too long to be held, so that the client has it already. */
  reply(): WithheldReply | 'broken' | 'passed';
  /** The client gets it. */
  release(): void;
}

export interface WithheldReply {
  readonly status: number;
  /** In lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What is longer is not kept: it passes unchecked. */
const MOST_BYTES = 8 * 1024 * 1024;

export function withheldFrom(client: Exchange): Withheld {
  let head: { readonly status: number; readonly message: string; readonly headers: RawHeaders } | undefined;
  let chunks: Uint8Array[] = [];
  let bytes = 0;
  let ended = false;
  let trailers: RawHeaders | undefined;
  let passing = false;

  const pass = (): boolean => {
    passing = true;
    if (head) client.head(head.status, head.message, head.headers);
    const kept = Buffer.concat(chunks);
    chunks = [];
    if (!ended) return client.write(kept);
    client.end(kept, trailers);
    return true;
  };

  const { method, target, httpVersion, headers, body, hasBody } = client;
  const exchange: Exchange = {
    method,
    target,
    httpVersion,
    headers,
    body,
    hasBody,
    get gone() {
      return client.gone;
    },
    onGone: listener => client.onGone(listener),
    knows: status => client.knows(status),
    inform: () => {},
    head: (status, message, given) => {
      head = { status, message, headers: given };
    },
    flush: () => {
      if (passing) client.flush();
    },
    hurry: () => {
      if (passing) client.hurry();
    },
    write: chunk => {
      if (passing) return client.write(chunk);
      bytes += chunk.length;
      chunks.push(chunk);
      return bytes <= MOST_BYTES || pass();
    },
    onDrain: listener => client.onDrain(listener),
    end: (chunk, last) => {
      if (passing) return client.end(chunk, last);
      if (chunk) chunks.push(chunk);
      ended = true;
      trailers = last;
    },
    breakOff: () => {
      if (passing) client.breakOff();
    },
  };

  return {
    exchange,
    reply: () => {
      if (passing) return 'passed';
      return head && ended ? { status: head.status, headers: named(head.headers), body: Buffer.concat(chunks) } : 'broken';
    },
    release: () => {
      if (!passing) pass();
    },
  };
}

function named(headers: RawHeaders): Readonly<Record<string, string>> {
  const byName: Record<string, string> = {};
  for (let at = 0; at < headers.length; at += 2) byName[(headers[at] as string).toLowerCase()] = headers[at + 1] as string;
  return byName;
}
