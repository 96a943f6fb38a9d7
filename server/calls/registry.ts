/** The catalogue, indexed by the names code uses. */
import type { CallShape, Client, ModelHandle, ModelTable, Sdk } from '../../shared/catalogue/schema.ts';
import type { Language } from '../ir/nodes.ts';

export interface ClientEntry {
  readonly sdk: Sdk;
  readonly client: Client;
}

export interface FunctionEntry {
  readonly sdk: Sdk;
  readonly shape: CallShape;
}

export interface HandleEntry {
  readonly sdk: Sdk;
  readonly handle: ModelHandle;
  readonly makes: 'handle' | 'maker';
}

export interface TableEntry {
  readonly sdk: Sdk;
  readonly table: ModelTable;
}

interface NameSource {
  readonly sdk: Sdk;
  /** The segment before the last. */
  readonly owner: string | undefined;
}

interface Named<T> {
  readonly name: string;
  readonly entry: T;
}

export class Registry {
  readonly sdks: readonly Sdk[];
  private readonly clients = new Map<string, Named<ClientEntry>[]>();
  private readonly functions = new Map<string, Named<FunctionEntry>[]>();
  private readonly handles = new Map<string, Named<HandleEntry>[]>();
  private readonly tables = new Map<string, Named<TableEntry>[]>();
  /** Last segments of everything that may be a call worth recording, and where each comes from. */
  private readonly lastNames = new Map<string, NameSource[]>([['()', []]]);

  /** Import roots by their first segment. */
  private readonly roots = new Map<string, string[]>();

  constructor(sdks: readonly Sdk[]) {
    this.sdks = sdks;
    for (const root of sdks.flatMap(sdk => [...(sdk.modules.python ?? []), ...(sdk.modules.typescript ?? [])])) {
      const head = /^@?[^./]*(?:\/[^./]*)?/.exec(root)?.[0] ?? root;
      for (const key of new Set([head, head.startsWith('@') ? head : (head.split('/')[0] as string)]))
        this.roots.set(key, [...(this.roots.get(key) ?? []), root]);
    }
    for (const sdk of sdks) {
      const may = (name: string) => this.noteName(name, sdk);
      for (const client of sdk.clients) {
        for (const name of client.names) {
          put(this.clients, name, { sdk, client });
          if (client.construction || client.reranks) may(name);
        }
        for (const shape of client.calls) for (const method of shape.methods) may(method);
      }
      for (const shape of sdk.functions ?? []) {
        for (const name of shape.methods) {
          put(this.functions, name, { sdk, shape });
          may(name);
        }
      }
      for (const factory of sdk.distinctive ?? []) {
        const yields = sdk.clients.find(client => client.id === factory.client);
        if (yields?.construction) for (const method of factory.methods) may(method);
      }
      for (const client of sdk.clients) {
        for (const factory of client.factories ?? []) {
          const yields = sdk.clients.find(candidate => candidate.id === factory.client);
          if (yields?.construction) for (const method of factory.methods) may(method);
        }
      }
      for (const shape of sdk.distinctiveCalls ?? []) for (const method of shape.methods) may(method);
      for (const table of sdk.modelTables ?? []) for (const name of table.names) put(this.tables, name, { sdk, table });
      for (const handle of sdk.modelHandles ?? []) {
        for (const name of handle.names) put(this.handles, name, { sdk, handle, makes: 'handle' as const });
        for (const name of handle.makers ?? []) put(this.handles, name, { sdk, handle, makes: 'maker' as const });
      }
    }
  }

  private pattern: RegExp | undefined;

  /**
   * Whether a name may be a call worth recording in a text, given the SDKs that are imported anywhere. Of another SDK only a chain of methods is
   * known for what it is, and the name before the last stands in the text.
   */
  mayBeCalled(name: string, text: string, isImported: (sdk: Sdk) => boolean): boolean {
    const sources = this.lastNames.get(name) ?? [];
    return sources.some(({ sdk, owner }) => sdk.globals !== undefined || isImported(sdk) || (owner !== undefined && text.includes(owner)));
  }

  private noteName(name: string, sdk: Sdk): void {
    const last = lastOf(name);
    const owner = name === last ? undefined : lastOf(name.slice(0, -last.length - 1));
    const sources = this.lastNames.get(last);
    if (sources) sources.push({ sdk, owner });
    else this.lastNames.set(last, [{ sdk, owner }]);
  }

  /** Text that may be a call worth recording: one of the names, then an opening bracket. */
  get callPattern(): RegExp {
    if (this.pattern) return this.pattern;
    const words = [...this.lastNames.keys()].filter(name => /^\w+$/.test(name));
    this.pattern = new RegExp(`\\b(${words.join('|')})\\b\\s*(?:<[^<>\\n]*>)?\\s*\\(`, 'g');
    return this.pattern;
  }

  /** Whether an import path or module name is an SDK's. */
  isSdk(path: string): boolean {
    const head = /^@?[^./]*(?:\/[^./]*)?/.exec(path)?.[0] ?? path;
    return (this.roots.get(head) ?? this.roots.get(head.split('/')[0] as string) ?? []).some(
      root => path === root || path.startsWith(`${root}.`) || path.startsWith(`${root}/`),
    );
  }

  mayMatter(lastName: string): boolean {
    return this.lastNames.has(lastName);
  }

  clientsNamed(path: string, language: Language): readonly ClientEntry[] {
    return lookUp(this.clients, path, ({ sdk, client }, name) => {
      if (client.language && client.language !== language) return false;
      const roots = client.modules ?? rootsOf(sdk, language);
      return roots.some(root => isUnder(path, root, name));
    });
  }

  functionsNamed(path: string, language: Language): readonly FunctionEntry[] {
    return lookUp(this.functions, path, ({ sdk, shape }, name) => {
      if (shape.language && shape.language !== language) return false;
      return sdk.globals?.includes(path) || rootsOf(sdk, language).some(root => isUnder(path, root, name));
    });
  }

  handlesNamed(path: string, language: Language): readonly HandleEntry[] {
    return lookUp(this.handles, path, ({ sdk }, name) => rootsOf(sdk, language).some(root => isUnder(path, root, name)));
  }

  tablesNamed(path: string, language: Language): readonly TableEntry[] {
    return lookUp(this.tables, path, ({ sdk }, name) => rootsOf(sdk, language).some(root => isUnder(path, root, name)));
  }
}

function rootsOf(sdk: Sdk, language: Language): readonly string[] {
  return (language === 'python' ? sdk.modules.python : sdk.modules.typescript) ?? [];
}

/** `openai.lib.azure.AzureOpenAI` is the name `AzureOpenAI` under the root `openai`. */
function isUnder(path: string, root: string, name: string): boolean {
  if (!path.startsWith(root)) return false;
  const rest = path.slice(root.length);
  if (rest === `.${name}`) return true;
  return (rest.startsWith('.') || rest.startsWith('/')) && rest.endsWith(`.${name}`);
}

export function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function put<T>(index: Map<string, Named<T>[]>, name: string, entry: T): void {
  const key = lastOf(name);
  const entries = index.get(key);
  if (entries) entries.push({ name, entry });
  else index.set(key, [{ name, entry }]);
}

function lookUp<T>(index: Map<string, Named<T>[]>, path: string, accepts: (entry: T, name: string) => boolean): readonly T[] {
  const candidates = index.get(lastOf(path)) ?? [];
  // The longest name that fits is the most exact: `chat.completions.create` before `create`.
  return candidates
    .filter(({ entry, name }) => (path === name || path.endsWith(`.${name}`)) && accepts(entry, name))
    .sort((a, b) => b.name.length - a.name.length)
    .map(({ entry }) => entry);
}
