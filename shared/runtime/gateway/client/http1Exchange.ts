import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Exchange, RawHeaders } from './exchange.ts';

export class Http1Exchange implements Exchange {
  readonly method: string;
  readonly target: string;
  readonly httpVersion: '1.0' | '1.1';
  readonly headers: RawHeaders;
  readonly body: IncomingMessage;
  readonly hasBody: boolean;
  gone = false;
  readonly #response: ServerResponse;
  #ended = false;
  #listener: (() => void) | undefined;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.method = request.method ?? '';
    this.target = request.url ?? '';
    this.httpVersion = request.httpVersion === '1.0' ? '1.0' : '1.1';
    this.headers = request.rawHeaders;
    this.body = request;
    // RFC 9112 6.3: without either there is no body.
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
    this.hasBody = encoding !== undefined || (length !== undefined && length !== '0');
    this.#response = response;
    // The upstream's own Date passes; a second one would not be its.
    response.sendDate = false;
    response.once('close', () => {
      if (this.#ended) return;
      this.gone = true;
      this.#listener?.();
    });
  }

  onGone(listener: () => void): void {
    this.#listener = listener;
    if (this.gone) listener();
  }

  knows(): boolean {
    return true;
  }

  inform(status: number, headers: RawHeaders): void {
    if (status === 102) this.#response.writeProcessing();
    const hints: Record<string, string[]> = {};
    for (let at = 0; at < headers.length; at += 2) {
      const name = (headers[at] as string).toLowerCase();
      hints[name] = [...(hints[name] ?? []), headers[at + 1] as string];
    }
    if (status === 103 && hints.link) this.#response.writeEarlyHints(hints);
  }

  head(status: number, message: string, headers: RawHeaders): void {
    this.#response.writeHead(status, message, headers as string[]);
  }

  flush(): void {
    this.#response.flushHeaders();
  }

  write(chunk: Uint8Array): boolean {
    return this.#response.write(chunk);
  }

  hurry(): void {
    // Node holds the socket back until the next tick.
    this.#response.socket?.uncork();
  }

  onDrain(listener: () => void): void {
    this.#response.once('drain', listener);
  }

  end(chunk?: Uint8Array, trailers?: RawHeaders): void {
    this.#ended = true;
    if (trailers && trailers.length > 0) this.#response.addTrailers(inPairs(trailers));
    this.#response.end(chunk);
  }

  breakOff(): void {
    this.#ended = true;
    this.#response.destroy();
  }
}

function inPairs(headers: RawHeaders): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at < headers.length; at += 2) pairs.push([headers[at] as string, headers[at + 1] as string]);
  return pairs;
}
