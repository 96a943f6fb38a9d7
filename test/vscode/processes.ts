/** Processes below one of ours, as Linux lists them. */
import { readdirSync, readFileSync } from 'node:fs';

interface Listed {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

export function below(pid: number, command: RegExp): number | undefined {
  const all = readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? listed(Number(name)) : []));
  const family = new Set([pid]);
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const one of all) if (family.has(one.parent)) family.add(one.pid);
  }
  return all.find(one => family.has(one.pid) && command.test(one.command))?.pid;
}

function listed(pid: number): Listed[] {
  try {
    const parent = /\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
    return [{ pid, parent: Number(parent), command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') }];
  } catch {
    // It ended between being listed and being read.
    return [];
  }
}
