/** A project as its folders and configuration are at one moment: which files, with which settings, and where their imports lead. */
import { existsSync } from 'node:fs';
import { catalogue } from '../../../shared/catalogue/index.ts';
import type { Configs } from '../config/configs.ts';
import { isIncluded, type Settings, settingsFor } from '../config/settings.ts';
import { createEngine, type Engine, type EngineOptions, type Kept } from '../engine.ts';
import { createResolver, type Resolver } from '../resolution/resolver.ts';
import { type Selection, select } from '../selection.ts';
import { isSkippedFolder } from '../sourceFiles.ts';

export interface ViewOptions {
  /** A folder, or files. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** Files shown in an editor. */
  readonly shown: Iterable<string>;
  /** Holds while there are mistakes in the configuration. */
  readonly configs?: Configs;
}

export interface ProjectView {
  readonly selection: Selection;
  readonly configs: Configs;
  readonly resolver: Resolver;
  /** Files to say something about. */
  readonly asked: ReadonlySet<string>;
  /** Files that were in the editor and not on disk when this was looked at. */
  readonly unsaved: ReadonlySet<string>;
  settingsOf(path: string): Settings;
  engine(options: Pick<EngineOptions, 'carriersOf' | 'today'> & { readonly kept: Kept }): Promise<Engine>;
}

export async function openView({ paths, cwd, shown, configs: lastGood }: ViewOptions): Promise<ProjectView> {
  const unsaved = [...shown].filter(path => isNew(path, cwd));
  const selection = await select(paths, { cwd, virtual: unsaved });
  const configs = selection.configs.errors.length > 0 && lastGood ? lastGood : selection.configs;
  const resolver = createResolver(selection.folders, selection.root, catalogue);
  const named = selection.discovered.named;
  const asked = selection.files.filter(path => named.has(path) || isIncluded(configs.forFile(path), path));
  const known = new Map<string, Settings>();
  const settingsOf = (path: string): Settings => {
    const settings = known.get(path) ?? settingsFor(configs.forFile(path), path);
    known.set(path, settings);
    return settings;
  };
  return {
    selection,
    configs,
    resolver,
    asked: new Set(asked),
    unsaved: new Set(unsaved),
    settingsOf,
    engine: options => createEngine({ ...options, root: selection.root, overlay: new Map(), settingsOf }, resolver),
  };
}

/** A file that is not on disk yet, in a folder that is linted. */
export function isNew(path: string, folder: string): boolean {
  if (!path.startsWith(`${folder}/`) || existsSync(path)) return false;
  const between = path
    .slice(folder.length + 1)
    .split('/')
    .slice(0, -1);
  return !between.some(isSkippedFolder);
}
