/** Reading a configuration file as text: the value in it, and where each key stands. */
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { parse as parseToml, TomlError } from 'smol-toml';

export type ConfigFormat = 'jsonc' | 'package.json' | 'pyproject.toml';

export interface TextPlace {
  /** Both 1-based. */
  readonly line: number;
  readonly column: number;
}

export type KeyPath = readonly (string | number)[];

export interface ConfigText {
  /** Undefined when the file has no part for us. */
  readonly value: unknown;
  /** Where a key stands (`key`) or its value. */
  place(path: KeyPath, what: 'key' | 'value'): TextPlace;
}

export interface UnreadableConfig extends TextPlace {
  readonly error: string;
}

export function readConfigText(text: string, format: ConfigFormat): ConfigText | UnreadableConfig {
  return format === 'pyproject.toml' ? readToml(text) : readJsonc(text, format === 'package.json' ? ['farthing'] : []);
}

/** Comments and trailing commas are welcome. */
function readJsonc(text: string, root: readonly string[]): ConfigText | UnreadableConfig {
  const errors: ParseError[] = [];
  const bare = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const tree = parseTree(bare, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (!tree || error) {
    const reason = error ? words(printParseErrorCode(error.error)) : 'it is empty';
    return { error: `not valid JSON: ${reason}`, ...placeAt(bare, error?.offset ?? 0) };
  }
  const top = findNodeAtLocation(tree, [...root]);
  return {
    value: top && plainValue(top),
    place(path, what) {
      const node = deepest(tree, [...root, ...path]);
      const shown = what === 'key' && node.parent?.type === 'property' ? node.parent : node;
      return placeAt(bare, shown.offset);
    },
  };
}

/** The node at a path, or the nearest one above it. */
function deepest(tree: Node, path: KeyPath): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node) return node;
  }
  return tree;
}

function plainValue(node: Node): unknown {
  if (node.type === 'array') return node.children?.map(plainValue) ?? [];
  if (node.type !== 'object') return node.value;
  const entries: [string, unknown][] = [];
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key && value) entries.push([String(key.value), plainValue(value)]);
  }
  return Object.fromEntries(entries);
}

/** `CommaExpected` -> `comma expected`. */
const words = (code: string): string => code.replace(/(?!^)([A-Z])/g, ' $1').toLowerCase();

function readToml(text: string): ConfigText | UnreadableConfig {
  let parsed: { tool?: { farthing?: unknown } };
  try {
    parsed = parseToml(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
    return { error: `not valid TOML: ${reason}`, line: error.line, column: error.column };
  }
  return { value: parsed.tool?.farthing, place: path => tomlPlace(text, path) };
}

/** The TOML parser keeps no positions: the line of `[tool.farthing...]`, or of the last key of the path after it. */
function tomlPlace(text: string, path: KeyPath): TextPlace {
  const lines = text.split('\n');
  const header = Math.max(
    0,
    lines.findIndex(line => /^\s*\[+\s*tool\s*\.\s*farthing\b/.test(line)),
  );
  const names = path.filter(part => typeof part === 'string');
  for (const name of names.toReversed()) {
    const spelling = new RegExp(`(?:^|[\\s.{,"'\\[])${name.replace(/[^\w]/g, '\\$&')}(?=["']?\\s*[=.\\]])`);
    for (let index = header; index < lines.length; index++) {
      const found = spelling.exec(lines[index] ?? '');
      if (found) return { line: index + 1, column: found.index + found[0].length - name.length + 1 };
    }
  }
  return { line: header + 1, column: 1 };
}

function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
