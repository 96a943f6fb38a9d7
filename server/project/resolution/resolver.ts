/** Import resolution for both languages, remembering what was asked: a cached result stays good as long as the answers do. */
import { readFileSync } from 'node:fs';
import type { Sdk } from '../../../shared/catalogue/schema.ts';
import type { Language } from '../../ir/nodes.ts';
import type { Folders } from '../folders.ts';
import { createPythonResolver } from './python.ts';
import { createTypescriptResolver } from './typescript.ts';

export interface Resolver {
  /** Absolute path of the project file a module name leads to; undefined when it is a library or nothing. */
  resolve(from: string, specifier: string, language: Language): string | undefined;
  /** Everything that was asked from a file. */
  asked(from: string): readonly Resolution[];
}

export type Resolution = readonly [specifier: string, language: Language, to: string | null];

export function createResolver(folders: Folders, root: string, catalogue: readonly Sdk[]): Resolver {
  const pythonRoots = catalogue.flatMap(sdk => sdk.modules.python ?? []);
  const npmRoots = catalogue.flatMap(sdk => sdk.modules.typescript ?? []);
  const python = createPythonResolver({
    folders,
    root,
    read: readText,
    sdkHeads: new Set(pythonRoots.map(module => module.split('.')[0] ?? module)),
  });
  const isSdk = (specifier: string) => npmRoots.some(module => specifier === module || specifier.startsWith(`${module}/`));
  const typescript = createTypescriptResolver({ folders, root, read: readText, isSdk });
  const answers = new Map<string, Map<string, Resolution>>();

  return {
    resolve(from, specifier, language) {
      const ofFile = answers.get(from) ?? new Map<string, Resolution>();
      answers.set(from, ofFile);
      const key = `${language} ${specifier}`;
      const known = ofFile.get(key);
      if (known) return known[2] ?? undefined;
      const to = (language === 'python' ? python : typescript)(from, specifier);
      ofFile.set(key, [specifier, language, to ?? null]);
      return to;
    },
    asked: from => [...(answers.get(from)?.values() ?? [])],
  };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
