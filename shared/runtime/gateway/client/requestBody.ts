import type { Exchange } from './exchange.ts';

/** `too large`: it has more bytes than allowed. `gone`: the client went away before its end. */
export type BodyOutcome = Buffer | 'too large' | 'gone';

/** Reads the body once into one piece of memory. `declared`: its length, where a header says so. */
export function readBody(exchange: Exchange, declared: number | undefined, mostBytes: number): Promise<BodyOutcome> {
  if (declared !== undefined && declared > mostBytes) return Promise.resolve('too large');
  return new Promise(resolve => {
    const { body } = exchange;
    const gathered = declared === undefined ? new Pieces() : new OnePiece(declared);
    body.on('data', (chunk: Buffer) => {
      if (gathered.add(chunk) <= mostBytes) return;
      body.pause();
      resolve('too large');
    });
    body.once('end', () => resolve(gathered.whole()));
    body.once('error', () => resolve('gone'));
    exchange.onGone(() => resolve('gone'));
  });
}

/** The length is known: each chunk is copied into its place, and no second copy of a large body ever is. */
class OnePiece {
  readonly #declared: number;
  #body: Buffer | undefined;
  #filled = 0;

  constructor(declared: number) {
    this.#declared = declared;
  }

  add(chunk: Buffer): number {
    // Most bodies come in one chunk, which nobody else holds.
    if (this.#body === undefined && chunk.length === this.#declared) this.#body = chunk;
    else {
      this.#body ??= Buffer.allocUnsafeSlow(this.#declared);
      chunk.copy(this.#body, this.#filled);
    }
    this.#filled += chunk.length;
    return this.#filled;
  }

  whole(): Buffer {
    return (this.#body ?? Buffer.alloc(0)).subarray(0, this.#filled);
  }
}

class Pieces {
  readonly #pieces: Buffer[] = [];
  #bytes = 0;

  add(chunk: Buffer): number {
    this.#pieces.push(chunk);
    this.#bytes += chunk.length;
    return this.#bytes;
  }

  whole(): Buffer {
    return this.#pieces.length === 1 ? (this.#pieces[0] as Buffer) : Buffer.concat(this.#pieces, this.#bytes);
  }
}
