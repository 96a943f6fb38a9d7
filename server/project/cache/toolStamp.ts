import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Tells one version of this program from another. Bundled, the program file does: the names of the other bundles in it change with what is in
 * them. Run from source, the newest of all source files.
 */
export function toolStamp(): string {
  const here = new URL(import.meta.url);
  if (here.pathname.endsWith('.ts')) return `source ${newest(new URL('../..', here), new URL('../../../shared', here))}`;
  // Through the link that npm makes of the command.
  const { size, mtimeMs } = statSync(process.argv[1] ?? here);
  return `${size} ${mtimeMs} ${process.version}`;
}

function newest(...folders: URL[]): number {
  let time = 0;
  for (const folder of folders.map(url => fileURLToPath(url))) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) time = Math.max(time, statSync(`${entry.parentPath}/${entry.name}`).mtimeMs);
    }
  }
  return time;
}
