/** Reading files: bytes for the scan, text for the parser. */
import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { systemReason } from './folders.ts';
import { MAX_BYTES } from './sourceFiles.ts';

/** One buffer for all reads: allocating for each of thousands of files costs more than reading them. */
let shared: Buffer | undefined;

/** The bytes of a file, good until the next call, or a sentence part saying why there are none. */
export function readBytes(path: string): Buffer | string {
  shared ??= Buffer.allocUnsafeSlow(MAX_BYTES + 1);
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    let length = 0;
    for (let room = shared.length; room > 0; room = shared.length - length) {
      const read = readSync(file, shared, length, room, null);
      length += read;
      // Less than asked for is the end of a file.
      if (read < room) return shared.subarray(0, length);
    }
    return tooLong;
  } catch (error) {
    return `cannot read the file: ${systemReason(error)}`;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

export const tooLong = `skipped: longer than ${MAX_BYTES / 1024 / 1024} MB`;

export const utf16 = 'skipped: UTF-16 text, only UTF-8 is read';

export interface FileText {
  readonly text: string;
  /** What is wrong with the text although it can be analysed. */
  readonly warning?: string;
}

/** Text to analyse, or a sentence part saying why there is none. */
export function decode(bytes: Buffer): FileText | string {
  if (bytes.includes(0)) return isUtf16(bytes) ? utf16 : 'skipped: contains NUL bytes, so it is no source text';
  const text = bytes.toString('utf8');
  return isUtf8(bytes) ? { text } : { text, warning: 'not valid UTF-8: the bytes that are wrong were replaced' };
}

export const isUtf16 = (bytes: Buffer): boolean => (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
