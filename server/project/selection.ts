/** Which files are linted, with which configuration, in which project. */
import { type Configs, readConfigs } from './config/configs.ts';
import { isIncluded } from './config/settings.ts';
import { type Discovered, discover } from './discover.ts';
import { absolutePath, baseName, Folders, parentOf } from './folders.ts';
import { projectRoot } from './projectRoot.ts';
import { isSourceFile } from './sourceFiles.ts';

export interface Selection {
  readonly folders: Folders;
  readonly root: string;
  readonly configs: Configs;
  readonly discovered: Discovered;
  readonly files: readonly string[];
  /** Folder whose configuration holds for the run as a whole. */
  readonly place: string;
  /** Nothing of the project is left out but by ignore rules and configuration. */
  readonly whole: boolean;
}

export interface SelectionOptions {
  readonly cwd: string;
  readonly config?: string;
  /** Files that need not be on disk. */
  readonly virtual?: readonly string[];
}

export async function select(paths: readonly string[], { cwd, config, virtual = [] }: SelectionOptions): Promise<Selection> {
  const folders = new Folders();
  const onDisk = discover(paths, folders, cwd);
  const extra = virtual.filter(path => isSourceFile(baseName(path)));
  const discovered: Discovered = {
    ...onDisk,
    files: [...new Set([...onDisk.files, ...extra])],
    configFolders: [...onDisk.configFolders, ...extra.map(parentOf)],
  };
  const targets = [...discovered.roots, ...[...discovered.named, ...extra].map(parentOf)];
  const root = projectRoot(targets, folders, cwd);
  const only = config === undefined ? undefined : absolutePath(config, cwd);
  const configs = await readConfigs({ places: [...targets, ...discovered.configFolders, cwd], folders, only });
  const chosen = new Set([...discovered.named, ...extra]);
  const files = discovered.files.filter(path => chosen.has(path) || isIncluded(configs.forFile(path), path));
  const whole = discovered.roots.some(path => path === root || root.startsWith(`${path}/`));
  return { folders, root, configs, discovered, files, place: targets[0] ?? cwd, whole };
}
