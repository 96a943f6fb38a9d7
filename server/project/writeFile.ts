import { chmodSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { parentOf, systemReason } from './folders.ts';

/** Whole or not at all: written beside and moved, with the mode the file had; through a symbolic link. A sentence part when it cannot be done. */
export function writeFileAtomically(path: string, text: string): string | undefined {
  const existing = statSync(path, { throwIfNoEntry: false });
  if (existing && !existing.isFile()) return writeStraight(path, text);
  const target = existing ? realpathSync(path) : path;
  const beside = `${target}.${process.pid}.farthing`;
  try {
    mkdirSync(parentOf(target), { recursive: true });
    writeFileSync(beside, text);
    if (existing) chmodSync(beside, existing.mode);
    renameSync(beside, target);
    return undefined;
  } catch (error) {
    remove(beside);
    return `cannot write ${path}: ${systemReason(error)}`;
  }
}

/** A device or a pipe, such as /dev/stdout. */
function writeStraight(path: string, text: string): string | undefined {
  try {
    writeFileSync(path, text);
    return undefined;
  } catch (error) {
    return `cannot write ${path}: ${systemReason(error)}`;
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It could not be written either.
  }
}
