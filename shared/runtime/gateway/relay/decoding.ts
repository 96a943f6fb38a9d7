/** What the reader of a reply sees: the bytes without their content-encoding. The client gets them with it. */

import type { Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';

export interface Decoding {
  write(chunk: Buffer): void;
  /** Resolves when the reader has seen all of it, also of a body that broke off. */
  end(): Promise<void>;
}

/** `unreadable`: an encoding that nobody here knows, so that nothing is learned of the reply. */
export function decoding(contentEncoding: string | undefined, see: (chunk: Uint8Array) => void): Decoding | 'unreadable' {
  const encodings = (contentEncoding ?? '')
    .split(',')
    .map(encoding => encoding.trim().toLowerCase())
    .filter(encoding => encoding !== '' && encoding !== 'identity');
  if (encodings.length === 0) return { write: see, end: async () => {} };
  const open = DECODERS[encodings[0] as string];
  return open && encodings.length === 1 ? throughDecoder(open(), see) : 'unreadable';
}

/** A body that broke off yields what it has: without these, its end would be an error that hides the last bytes. */
const ZLIB = { finishFlush: constants.Z_SYNC_FLUSH };
const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(ZLIB),
  'x-gzip': () => createGunzip(ZLIB),
  deflate: () => createInflate(ZLIB),
  br: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  zstd: () => createZstdDecompress({ finishFlush: constants.ZSTD_e_flush }),
};

function throughDecoder(decoder: Transform, see: (chunk: Uint8Array) => void): Decoding {
  const over = new Promise<void>(resolve => {
    decoder.on('data', see);
    decoder.once('end', resolve);
    // Damaged or foreign bytes: the reply passes all the same, and its usage stays unknown.
    decoder.once('error', () => resolve());
    decoder.once('close', resolve);
  });
  return {
    write: chunk => {
      decoder.write(chunk);
    },
    end: () => {
      decoder.end();
      return over;
    },
  };
}
