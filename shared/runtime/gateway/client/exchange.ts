/** One request of a client and its reply, the same to the gateway over HTTP/1.1 and HTTP/2. */
import type { Readable } from 'node:stream';

/** Names and values in turn, as they stand on the wire. */
export type RawHeaders = readonly string[];

export interface Exchange {
  readonly method: string;
  /** Path and query as sent; an absolute URL where the client sent one. */
  readonly target: string;
  readonly httpVersion: '1.0' | '1.1' | '2.0';
  /** Without pseudo-headers. HTTP/2's `:authority` stands among them as `host`. */
  readonly headers: RawHeaders;
  readonly body: Readable;
  readonly hasBody: boolean;
  /** The client went away before its reply ended. */
  readonly gone: boolean;
  /** The last listener set is told once when the client goes away before its reply ended; at once if it has. */
  onGone(listener: () => void): void;
  /** Whether the protocol has such a status of a final reply. */
  knows(status: number): boolean;
  /** An interim reply: 102 or 103. */
  inform(status: number, headers: RawHeaders): void;
  /** Status and headers; sent with the first byte of the body or by `flush`. */
  head(status: number, message: string, headers: RawHeaders): void;
  flush(): void;
  /** False: the client reads slower than we write; go on at `onDrain`. */
  write(chunk: Uint8Array): boolean;
  /** What was written leaves now; of itself it does so once all is done that this turn of the event loop has to do. */
  hurry(): void;
  onDrain(listener: () => void): void;
  end(chunk?: Uint8Array, trailers?: RawHeaders): void;
  /** Breaks the reply off in a way that no client takes for its end. */
  breakOff(): void;
}
