/**
 * Frames of `application/vnd.amazon.eventstream`: total length, length of the headers, CRC of both, headers, payload, CRC of all. Read here and not by
 * @smithy/eventstream-codec, which needs a quarter of a second to load; the codec is the oracle of the tests.
 */
import { crc32 } from 'node:zlib';

export interface Frame {
  /** Headers that are strings: `:message-type`, `:event-type`, `:exception-type`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Buffer;
}

const PRELUDE = 12;
const CHECKSUM = 4;
/** The service sends no longer frames (AWS event stream specification: 16 MiB of payload, 128 KiB of headers). */
const LONGEST = 17 * 1024 * 1024;

export interface FrameCutter {
  /** Whole frames, unread. After something that is no frame: nothing any more. */
  write(chunk: Buffer): readonly Buffer[];
  /** Bytes came that are no frame. */
  readonly broken: boolean;
}

export function cutFrames(): FrameCutter {
  let pieces: Buffer[] = [];
  let length = 0;
  let broken = false;
  return {
    get broken() {
      return broken;
    },
    write(chunk) {
      if (broken) return [];
      pieces.push(chunk);
      length += chunk.length;
      const frames: Buffer[] = [];
      if (length < PRELUDE) return frames;
      let bytes = pieces.length === 1 ? chunk : Buffer.concat(pieces);
      while (bytes.length >= PRELUDE) {
        const total = bytes.readUInt32BE(0);
        if (total < PRELUDE + CHECKSUM || total > LONGEST) {
          broken = true;
          break;
        }
        if (bytes.length < total) break;
        frames.push(bytes.subarray(0, total));
        bytes = bytes.subarray(total);
      }
      pieces = bytes.length === 0 || broken ? [] : [bytes];
      length = broken ? 0 : bytes.length;
      return frames;
    },
  };
}

/** Undefined when a checksum is wrong or the headers do not fit. */
export function readFrame(frame: Buffer): Frame | undefined {
  const headersEnd = PRELUDE + frame.readUInt32BE(4);
  const payloadEnd = frame.length - CHECKSUM;
  if (headersEnd > payloadEnd) return undefined;
  if (crc32(frame.subarray(0, 8)) !== frame.readUInt32BE(8)) return undefined;
  if (crc32(frame.subarray(0, payloadEnd)) !== frame.readUInt32BE(payloadEnd)) return undefined;
  const headers = readHeaders(frame.subarray(PRELUDE, headersEnd));
  return headers && { headers, payload: frame.subarray(headersEnd, payloadEnd) };
}

const STRING = 7;
const BYTES = 6;
/** Bytes of the values whose size is fixed: true, false, byte, short, integer, long, timestamp, UUID. */
const FIXED: Readonly<Record<number, number>> = { 0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16 };

function readHeaders(bytes: Buffer): Record<string, string> | undefined {
  const headers: Record<string, string> = {};
  for (let at = 0; at < bytes.length; ) {
    const nameEnd = at + 1 + (bytes[at] as number);
    const type = bytes[nameEnd];
    if (type === undefined) return undefined;
    let end = nameEnd + 1 + (FIXED[type] ?? 0);
    if (type === STRING || type === BYTES) {
      if (bytes.length < nameEnd + 3) return undefined;
      end = nameEnd + 3 + bytes.readUInt16BE(nameEnd + 1);
      if (type === STRING) headers[bytes.toString('utf8', at + 1, nameEnd)] = bytes.toString('utf8', nameEnd + 3, end);
    }
    if (end > bytes.length) return undefined;
    at = end;
  }
  return headers;
}
