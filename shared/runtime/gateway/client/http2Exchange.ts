import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { Exchange, RawHeaders } from './exchange.ts';

/** RFC 9113 8.2.2: connection-specific headers make a message malformed. */
const OF_A_CONNECTION = new Set(['connection', 'proxy-connection', 'keep-alive', 'transfer-encoding', 'upgrade']);

/** RFC 9113, section 7. */
const INTERNAL_ERROR = 2;

export class Http2Exchange implements Exchange {
  readonly method: string;
  readonly target: string;
  readonly httpVersion = '2.0';
  readonly headers: RawHeaders;
  readonly body: ServerHttp2Stream;
  readonly hasBody: boolean;
  gone = false;
  readonly #stream: ServerHttp2Stream;
  #ended = false;
  #listener: (() => void) | undefined;
  #trailers: OutgoingHttpHeaders | undefined;

  constructor(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders & { readonly ':method'?: string; readonly ':path'?: string },
    raw: RawHeaders,
  ) {
    this.method = headers[':method'] ?? '';
    this.target = headers[':path'] ?? '';
    this.headers = withoutPseudoHeaders(raw);
    this.body = stream;
    this.hasBody = !stream.endAfterHeaders;
    this.#stream = stream;
    stream.once('close', () => {
      if (this.#ended) return;
      this.gone = true;
      this.#listener?.();
    });
    // A reset of the client's arrives as an error; `close` follows and is what counts.
    stream.on('error', () => {});
  }

  onGone(listener: () => void): void {
    this.#listener = listener;
    if (this.gone) listener();
  }

  knows(status: number): boolean {
    return status < 600;
  }

  inform(status: number, headers: RawHeaders): void {
    if (!this.#stream.closed) this.#stream.additionalHeaders({ ...asObject(headers), ':status': status });
  }

  head(status: number, _message: string, headers: RawHeaders): void {
    if (this.#stream.closed) return;
    const bodyless = this.method === 'HEAD' || status === 204 || status === 304;
    this.#stream.respond({ ...asObject(headers), ':status': status }, { endStream: bodyless, waitForTrailers: !bodyless });
    if (!bodyless)
      this.#stream.once('wantTrailers', () => (this.#trailers ? this.#stream.sendTrailers(this.#trailers) : this.#stream.close()));
  }

  /** The headers are a frame of their own and have left. */
  flush(): void {}

  write(chunk: Uint8Array): boolean {
    return this.#stream.writable ? this.#stream.write(chunk) : true;
  }

  /** Frames leave when the session says so. */
  hurry(): void {}

  onDrain(listener: () => void): void {
    this.#stream.once('drain', listener);
  }

  end(chunk?: Uint8Array, trailers?: RawHeaders): void {
    this.#ended = true;
    if (trailers && trailers.length > 0) this.#trailers = asObject(trailers);
    if (!this.#stream.writable) return;
    if (chunk) this.#stream.end(chunk);
    else this.#stream.end();
  }

  breakOff(): void {
    this.#ended = true;
    this.#stream.close(INTERNAL_ERROR);
  }
}

function withoutPseudoHeaders(raw: RawHeaders): string[] {
  const headers: string[] = [];
  let authority: string | undefined;
  for (let at = 0; at < raw.length; at += 2) {
    const [name, value] = [raw[at] as string, raw[at + 1] as string];
    if (name === ':authority') {
      authority = value;
      headers.push('host', value);
    } else if (!name.startsWith(':') && !(name === 'host' && value === authority)) headers.push(name, value);
  }
  return headers;
}

function asObject(headers: RawHeaders): OutgoingHttpHeaders {
  const object: Record<string, string | string[]> = {};
  for (let at = 0; at < headers.length; at += 2) {
    const [name, value] = [(headers[at] as string).toLowerCase(), headers[at + 1] as string];
    if (OF_A_CONNECTION.has(name)) continue;
    const before = object[name];
    object[name] = before === undefined ? value : [...(typeof before === 'string' ? [before] : before), value];
  }
  return object;
}
