/**
 * What a file imports, read from its bytes without parsing it: a few expressions over one-byte text. Words in comments and strings that look
 * like an import are taken for one: such a file is parsed for nothing, which costs time and no truth. Nothing real may be missed.
 */
import type { Sdk } from '../../shared/catalogue/schema.ts';
import { packageName } from '../resolve/specifier.ts';
import { isNotebook } from './sourceFiles.ts';

export interface FileScan {
  /** It imports an LLM SDK, or names an endpoint of one. */
  readonly sdk: boolean;
  /** Module names as written, each once; of `from a import b` both `a` and `a.b`, which may be a module too. */
  readonly imports: readonly string[];
}

export type Scan = (path: string, text: string) => FileScan;

/** `from a.b import (c, d)`, `import a, b.c as d`, `importlib.import_module("a")`; in a notebook a line ends with `\\n`. */
const PYTHON =
  /\bfrom[ \t]+(\.*[\w.]*)[ \t]+import\b[ \t]*(\([^)]{0,2000}|[^\n\\;#]*)|\bimport[ \t]+([\w.]+(?:[ \t]+as[ \t]+\w+)?(?:[ \t]*,[ \t]*[\w.]+(?:[ \t]+as[ \t]+\w+)?)*)|\b(?:import_module|__import__)\(\s*\\?["']([\w.]+)/g;
/** Modules are written small, most other names are not. */
const MODULE_NAME = /\b[a-z_]\w*/g;
/** `from 'm'`, `import 'm'`, `import('m')`, `require('m')`; in a notebook the quotes may be escaped. */
const TYPESCRIPT = /\b(?:from|import|require)\s*\(?\s*\\?["'`]([\w@~#.$/][\w@~#.$/:+%?=-]*)\\?["'`]/g;

/** Returns a function of path and text; the text is one-byte (latin1), so that nothing needs decoding. */
export function createScan(catalogue: readonly Sdk[]): Scan {
  const python = new RootTable(catalogue.flatMap(sdk => rootsOf(sdk, sdk.modules.python)));
  const typescript = new RootTable(catalogue.flatMap(sdk => rootsOf(sdk, sdk.modules.typescript)));
  // An SDK that needs no import is known by its hints alone.
  const anywhere = catalogue.filter(sdk => sdk.globals !== undefined).flatMap(sdk => sdk.hints ?? []);
  const endpoints = anywhere.length > 0 ? new RegExp(anywhere.map(escaped).join('|')) : undefined;
  const known = new Map<string, string>();

  return (path, text) => {
    const imports = new Set<string>();
    let sdk = false;
    const add = (module: string, roots: RootTable) => {
      const name = independent(packageName(module), known);
      if (imports.has(name)) return;
      imports.add(name);
      sdk ||= roots.matches(name, text);
    };
    const notebook = isNotebook(path);
    if (notebook || path.endsWith('.py')) {
      for (const match of text.matchAll(PYTHON)) {
        const [, from, names = '', list, byName] = match;
        if (from) {
          add(from, python);
          const separator = from.endsWith('.') ? '' : '.';
          for (const [name] of names.matchAll(MODULE_NAME)) add(`${from}${separator}${name}`, python);
        } else if (byName) add(byName, python);
        else if (list) for (const item of list.split(',')) add(firstWord(item), python);
      }
    }
    if (notebook || !path.endsWith('.py')) {
      for (const match of text.matchAll(TYPESCRIPT)) add(match[1] as string, typescript);
    }
    sdk ||= endpoints?.test(text) ?? false;
    return { sdk, imports: [...imports] };
  };
}

/** The SDKs that any of the imports may be of. */
export function importedSdks(imports: Iterable<string>, catalogue: readonly Sdk[]): ReadonlySet<string> {
  const found = new Set<string>();
  const roots = new RootTable(
    catalogue.flatMap(sdk => {
      const modules = [
        ...(sdk.modules.python ?? []),
        ...(sdk.modules.typescript ?? []),
        ...sdk.clients.flatMap(client => client.modules ?? []),
      ];
      return modules.map(module => ({ module, hints: undefined, sdk: sdk.id }));
    }),
  );
  for (const name of new Set(imports)) for (const { sdk } of roots.above(name)) found.add(sdk);
  return found;
}

interface Root {
  readonly sdk: string;
  readonly module: string;
  readonly hints: readonly string[] | undefined;
}

function rootsOf(sdk: Sdk, modules: readonly string[] = []): Root[] {
  return modules.map(module => ({ sdk: sdk.id, module, hints: sdk.hints }));
}

/** Import roots by their first segment. */
class RootTable {
  readonly #byHead = new Map<string, Root[]>();

  constructor(roots: readonly Root[]) {
    for (const root of roots) {
      const head = headOf(root.module);
      const same = this.#byHead.get(head);
      if (same) same.push(root);
      else this.#byHead.set(head, [root]);
    }
  }

  matches(module: string, text: string): boolean {
    return this.above(module).some(root => root.hints?.some(hint => text.includes(hint)) ?? true);
  }

  /** The roots that a module is, or lies in. */
  above(module: string): readonly Root[] {
    return this.#byHead.get(headOf(module))?.filter(root => isInside(module, root.module)) ?? [];
  }
}

function isInside(module: string, root: string): boolean {
  if (!module.startsWith(root)) return false;
  const next = module[root.length];
  return next === undefined || next === '.' || next === '/' || root.endsWith('/') || root.endsWith('-');
}

const headOf = (module: string): string => /^@?[^./]*/.exec(module)?.[0] ?? module;

const firstWord = (item: string): string => /[\w.]+/.exec(item)?.[0] ?? '';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** A name cut out of a text keeps the whole text in memory; this gives one that does not, the same object for the same name. */
function independent(name: string, known: Map<string, string>): string {
  const found = known.get(name);
  if (found !== undefined) return found;
  const copy = Buffer.from(name, 'latin1').toString('latin1');
  known.set(copy, copy);
  return copy;
}
