/** What is known of each file before anything is parsed: size, time, whether it imports an SDK, what it imports. */
import { hash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { ProjectMemory, SeenFile } from './cache/projectCache.ts';
import { isUtf16, readBytes, tooLong, utf16 } from './fileText.ts';
import { systemReason } from './folders.ts';
import type { Scan } from './importScan.ts';
import type { Problem } from './problem.ts';
import { MAX_BYTES } from './sourceFiles.ts';

/** Files whose text is not the one on disk: an editor's buffer, standard input, a fix being tried. */
export type Overlay = ReadonlyMap<string, string>;

export class Inventory {
  readonly files = new Map<string, SeenFile>();
  readonly problems: Problem[] = [];
  /** Files that are not as they were remembered, or are new. */
  readonly changed = new Set<string>();
  /** Files that were read to look for imports. */
  scanned = 0;
  readonly #memory: ProjectMemory | undefined;
  readonly #overlay: Overlay;
  readonly #stale: string[] = [];
  readonly #asked = new Set<string>();

  constructor(memory: ProjectMemory | undefined, overlay: Overlay) {
    this.#memory = memory;
    this.#overlay = overlay;
  }

  /** Takes in a file as it is remembered, if it still is; else it waits for `scan`. */
  add(path: string): void {
    if (this.#asked.has(path)) return;
    this.#asked.add(path);
    const stamp = this.#stampOf(path);
    const known = this.#memory?.files.get(path);
    if (stamp === undefined) {
      if (known) this.changed.add(path);
      return;
    }
    if (known && known.size === stamp.size && known.modified === stamp.modified) this.files.set(path, known);
    else this.#stale.push(path);
  }

  /** Reads what was not remembered, calling `each` after every file. */
  scan(scan: Scan, each: () => void = () => {}): void {
    for (const path of this.#stale) {
      this.#scanFile(path, scan);
      each();
    }
    this.#stale.length = 0;
  }

  /** Files waiting for `scan`. */
  get waiting(): number {
    return this.#stale.length;
  }

  #scanFile(path: string, scan: Scan): void {
    const stamp = this.#stampOf(path);
    if (stamp === undefined) return;
    const overlaid = this.#overlay.get(path);
    const bytes = overlaid === undefined ? readBytes(path) : Buffer.from(overlaid);
    if (typeof bytes === 'string') {
      this.problems.push({ path, message: bytes });
      return;
    }
    this.scanned++;
    if (overlaid === undefined && isUtf16(bytes)) {
      this.problems.push({ path, message: utf16 });
      return;
    }
    const known = this.#memory?.files.get(path);
    // A file that was only touched, or checked out again: its result still holds.
    const digest = known?.hash === undefined ? undefined : hash('sha1', bytes);
    if (known && digest === known.hash && digest !== undefined) {
      this.files.set(path, { ...stamp, sdk: known.sdk, imports: known.imports, hash: known.hash });
      return;
    }
    const text = bytes.toString('latin1');
    this.files.set(path, { ...stamp, ...(isMinified(path, text) ? { sdk: false, imports: [] } : scan(path, text)) });
    this.changed.add(path);
  }

  #stampOf(path: string): { size: number; modified: number } | undefined {
    const overlaid = this.#overlay.get(path);
    if (overlaid !== undefined) return { size: overlaid.length, modified: Number.parseInt(hash('sha1', overlaid).slice(0, 12), 16) };
    try {
      const { size, mtimeMs: modified } = statSync(path);
      if (size <= MAX_BYTES) return { size, modified };
      this.problems.push({ path, message: tooLong });
    } catch (error) {
      this.problems.push({ path, message: `cannot read the file: ${systemReason(error)}` });
    }
    return undefined;
  }
}

/** Hundreds of characters a line: made by a bundler, whatever it is called. */
function isMinified(path: string, text: string): boolean {
  if (!/\.[cm]?js$/.test(path) || text.length < 20_000) return false;
  const start = text.slice(0, 20_000);
  return start.split('\n').length < start.length / 400;
}
