/** Files whose changes on disk matter, as an editor is asked to watch them and as its news are understood. */
import { FileChangeType, type FileEvent, type FileSystemWatcher, WatchKind } from 'vscode-languageserver';
import { baseName } from '../../project/folders.ts';
import { isSourceFile } from '../../project/sourceFiles.ts';
import { pathOfUri } from '../uris.ts';

const SOURCES = '**/*.{py,ipynb,ts,tsx,mts,cts,js,jsx,mjs,cjs}';
/** They configure us, say what is ignored, or tell where imports lead. */
const SETTINGS =
  '**/{farthing.json,farthing.jsonc,package.json,pyproject.toml,setup.py,tsconfig*.json,jsconfig*.json,.gitignore,.farthingignore}';
const SETTINGS_NAME = /^(?:farthing\.jsonc?|package\.json|pyproject\.toml|setup\.py|[tj]sconfig.*\.json|\.gitignore|\.farthingignore)$/;
const NOT_OURS = /\/(?:node_modules|\.git)\//;

export const watchers: readonly FileSystemWatcher[] = [
  { globPattern: SOURCES },
  { globPattern: SETTINGS },
  // Of a folder that is deleted or moved away only the folder itself is reported.
  { globPattern: '**', kind: WatchKind.Delete },
];

export interface DiskChange {
  readonly paths: readonly string[];
  /** Files came or went, or settings changed. */
  readonly relinks: boolean;
}

export function diskChange(events: readonly FileEvent[]): DiskChange {
  const paths = new Set<string>();
  let relinks = false;
  for (const { uri, type } of events) {
    const path = pathOfUri(uri);
    if (path === undefined || NOT_OURS.test(path)) continue;
    const name = baseName(path);
    const isFolder = type === FileChangeType.Deleted && !name.includes('.');
    if (!isSourceFile(name) && !isSettingsFile(path) && !isFolder) continue;
    paths.add(path);
    relinks ||= type !== FileChangeType.Changed || isSettingsFile(path);
  }
  return { paths: [...paths], relinks };
}

const isSettingsFile = (path: string): boolean => SETTINGS_NAME.test(baseName(path));
