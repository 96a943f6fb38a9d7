/** Source files opened and parsed, each once. */
import { hash } from 'node:crypto';
import type { Module } from '../ir/nodes.ts';
import { deferModule } from '../syntax/deferredModule.ts';
import type { Parsers } from '../syntax/parsers.ts';
import { openSource, type SourceFile } from '../syntax/source.ts';
import { decode, readBytes } from './fileText.ts';
import type { Overlay } from './inventory.ts';

export interface OpenFile {
  /** Absent when there is nothing to analyse. */
  readonly source?: SourceFile;
  readonly module?: Module;
  readonly problems: readonly string[];
}

export class OpenFiles {
  /** Hashes of the bytes of all files that could be read. */
  readonly hashes = new Map<string, string>();
  /** How long the texts opened are. */
  readonly letters = new Map<string, number>();
  readonly #parsers: Parsers;
  readonly #overlay: Overlay;
  readonly #files = new Map<string, OpenFile>();

  constructor(parsers: Parsers, overlay: Overlay) {
    this.#parsers = parsers;
    this.#overlay = overlay;
  }

  open(path: string): OpenFile {
    const known = this.#files.get(path);
    if (known) return known;
    const fresh = this.#read(path);
    this.#files.set(path, fresh);
    return fresh;
  }

  #read(path: string): OpenFile {
    const overlaid = this.#overlay.get(path);
    const bytes = overlaid === undefined ? readBytes(path) : Buffer.from(overlaid);
    if (typeof bytes === 'string') return { problems: [bytes] };
    this.hashes.set(path, hash('sha1', bytes));
    const decoded = overlaid === undefined ? decode(bytes) : { text: overlaid, warning: undefined };
    if (typeof decoded === 'string') return { problems: [decoded] };
    this.letters.set(path, decoded.text.length);
    const source = openSource(path, decoded.text);
    if ('unreadable' in source) return { problems: source.notOurs ? [] : [source.unreadable] };
    return { source, module: deferModule(source, this.#parsers), problems: decoded.warning === undefined ? [] : [decoded.warning] };
  }
}
