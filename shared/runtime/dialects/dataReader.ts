/** Reads the data of server-sent events one after the other, and the last one also where the stream ended without the empty line behind it. */
import type { ReplyFacts, ReplyReader } from './dialect.ts';
import { parseObject } from './jsonValue.ts';
import { cutEvents, dataOf } from './serverSentEvents.ts';

const DONE = Buffer.from('[DONE]');

export function isDone(data: Buffer): boolean {
  return data.equals(DONE);
}

export function dataReader(read: (data: Buffer) => void, facts: () => ReplyFacts): ReplyReader {
  const cutter = cutEvents();
  /** Data that was read before its event had ended. */
  let early: Buffer | undefined;
  return {
    write(chunk) {
      for (const event of cutter.write(asBuffer(chunk))) {
        const data = dataOf(event);
        if (data && !early?.equals(data)) read(data);
        early = undefined;
      }
    },
    facts() {
      const data = dataOf(cutter.rest());
      if (data && !early?.equals(data) && (isDone(data) || parseObject(data))) {
        early = Buffer.from(data);
        read(early);
      }
      return facts();
    },
  };
}

/** The same bytes. */
export function asBuffer(chunk: Uint8Array): Buffer {
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
