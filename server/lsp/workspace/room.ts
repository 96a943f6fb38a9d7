/** A project that is open: a folder of the workspace, or a file that is open without its folder. */
import type { EditorSettings } from '../../../shared/config/editorSettings.ts';
import type { LiveProject } from '../../project/live/liveProject.ts';

export interface Room {
  /** Absolute path. */
  readonly folder: string;
  readonly uri: string;
  /** Of a file without its folder. */
  readonly file?: string;
  settings: EditorSettings;
  /** `all`: findings of files that are not open as well. */
  scope: 'open' | 'all';
  /** Absent until it is first needed. */
  project: LiveProject | undefined;
  /** How often something changed. */
  changes: number;
  /** How often something had changed when the last update that came to its end began. */
  seen: number;
}

/** Whether something changed that no update has seen to its end. */
export const isBehind = ({ changes, seen }: Room): boolean => changes !== seen;

export const isInside = (path: string, folder: string): boolean => path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
