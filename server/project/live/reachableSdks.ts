import { catalogue } from '../../../shared/catalogue/index.ts';
import { importedSdks } from '../importScan.ts';
import type { ImportIndex } from './importIndex.ts';

type Resolver = Parameters<ImportIndex['importsFrom']>[1];

/** SDKs that the files of a batch may spend through, by what they import; kept until imports change. */
export class ReachableSdks {
  readonly #index: ImportIndex;
  readonly #known = new Map<string, ReadonlySet<string> | undefined>();

  constructor(index: ImportIndex) {
    this.#index = index;
  }

  /** Undefined: it is not known, so it may be any. */
  of(paths: readonly string[], resolver: Resolver): ReadonlySet<string> | undefined {
    const name = paths.join('\n');
    if (this.#known.has(name)) return this.#known.get(name);
    const imports = this.#index.importsFrom(paths, resolver);
    const sdks = imports && importedSdks(imports, catalogue);
    this.#known.set(name, sdks);
    return sdks;
  }

  /** Some file imports something else than before. */
  forget(): void {
    this.#known.clear();
  }
}
