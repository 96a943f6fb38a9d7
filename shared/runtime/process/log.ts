/** The runtime's log: a line for what a person may want to know afterwards. No request is logged; those are in the ledger. */
import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { OWN_FILE } from './home.ts';

export interface Log {
  info(sentence: string): void;
  warn(sentence: string): void;
  error(sentence: string): void;
  close(): void;
}

/** Bytes after which the file is put aside as `FILE.1`, in the place of an earlier one. */
const MOST_BYTES = 1_000_000;

/** Lines are written at once: there are few, and the last before a crash are those that are wanted. A log that cannot be written stops nothing. */
export function openLog(path: string, now: () => Date = () => new Date(), mostBytes = MOST_BYTES): Log {
  let file = openSync(path, 'a', OWN_FILE);
  let size = statSync(path).size;

  function rotate(): void {
    closeSync(file);
    renameSync(path, `${path}.1`);
    file = openSync(path, 'a', OWN_FILE);
    size = 0;
  }

  function write(level: string, sentence: string): void {
    const line = `${now().toISOString()} ${level} ${sentence.replace(/\s*\n\s*/g, ' | ')}\n`;
    try {
      if (size > 0 && size + Buffer.byteLength(line) > mostBytes) rotate();
      size += writeSync(file, line);
    } catch {
      // A full disk, or a folder that was removed: there is nowhere to say it.
    }
  }

  return {
    info: sentence => write('info ', sentence),
    warn: sentence => write('warn ', sentence),
    error: sentence => write('error', sentence),
    close: () => closeSync(file),
  };
}
