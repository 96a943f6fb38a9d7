/** The parsers: tree-sitter in WebAssembly, grammars loaded at first use. Reads only its own program files. */

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Range, Tree } from 'web-tree-sitter';
import { Language, Parser } from 'web-tree-sitter';

/** The compiler's types know WebAssembly only in a browser. */
const { Module: WasmModule } = (globalThis as unknown as { WebAssembly: { Module: new (bytes: Uint8Array) => WebAssembly.Module } })
  .WebAssembly;

export type Grammar = 'python' | 'typescript' | 'tsx';

/** Where a program file (`web-tree-sitter.wasm`, `tree-sitter-python.wasm`, ...) lies on disk. */
export type Locate = (file: string) => string;

export interface ParseOptions {
  /** The tree of the text before it changed, told of the change by `Tree.edit`; unchanged parts are then reused. */
  readonly previous?: Tree;
  /** Parse only these parts of the text; offsets stay those of the whole. */
  readonly only?: readonly { readonly start: number; readonly end: number }[];
}

export interface Parsers {
  /** Never fails on any text. The caller owns the tree and calls `delete()` on it. */
  parse(text: string, grammar: Grammar, options?: ParseOptions): Tree;
}

/** Ready to parse; a grammar is compiled when its first text comes. */
export async function loadParsers(locate: Locate = locateProgramFile): Promise<Parsers> {
  await Parser.init({ wasmBinary: readFileSync(locate('web-tree-sitter.wasm')) });
  const parsers = new Map<Grammar, Parser>();

  const parserOf = (grammar: Grammar): Parser => {
    let parser = parsers.get(grammar);
    if (parser === undefined) {
      parser = new Parser();
      parser.setLanguage(Language.loadSync(new WasmModule(readFileSync(locate(`tree-sitter-${grammar}.wasm`)))));
      parsers.set(grammar, parser);
    }
    return parser;
  };

  return {
    parse(text, grammar, options) {
      const parser = parserOf(grammar);
      const { previous, only } = options ?? {};
      const tree = only
        ? parser.parse(readerOf(text, only), previous, { includedRanges: rangesOf(text, only) })
        : parser.parse(text, previous);
      // Null only without a language or when a progress callback cancels, and there is neither here.
      if (tree === null) throw new Error(`the ${grammar} parser gave no tree`);
      return tree;
    },
  };
}

/** Beside this module in the bundle, in the installed packages when run from source. */
function locateProgramFile(file: string): string {
  const beside = fileURLToPath(new URL(file, import.meta.url));
  if (existsSync(beside)) return beside;
  const { resolve } = createRequire(import.meta.url);
  return resolve(file === 'web-tree-sitter.wasm' ? `web-tree-sitter/${file}` : `@vscode/tree-sitter-wasm/wasm/${file}`);
}

/** Gives the parser no more of a part than there is: it copies letter by letter, and copies anew where the next part begins. */
function readerOf(text: string, spans: readonly { start: number; end: number }[]): (index: number) => string {
  return index => text.slice(index, spans.find(({ end }) => index < end)?.end);
}

function rangesOf(text: string, spans: readonly { start: number; end: number }[]): Range[] {
  let row = 0;
  let lineStart = 0;
  let next = text.indexOf('\n');
  const pointAt = (offset: number) => {
    while (next !== -1 && next < offset) {
      row++;
      lineStart = next + 1;
      next = text.indexOf('\n', lineStart);
    }
    return { row, column: offset - lineStart };
  };
  return spans.map(({ start, end }) => ({ startIndex: start, startPosition: pointAt(start), endIndex: end, endPosition: pointAt(end) }));
}
