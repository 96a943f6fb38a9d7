import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import type { RecordedReply } from './exactCache.ts';

const DECODERS: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
};

/** The reply without its content-encoding, so that it can be given to any client. Undefined for an encoding that is not known, or is not as it says. */
export function plainReply(reply: RecordedReply): RecordedReply | undefined {
  const { 'content-encoding': encoding, ...headers } = reply.headers;
  if (encoding === undefined || encoding === 'identity') return reply;
  const decode = DECODERS[encoding.toLowerCase()];
  if (!decode) return undefined;
  try {
    return { ...reply, headers, body: decode(reply.body) };
  } catch {
    return undefined;
  }
}
