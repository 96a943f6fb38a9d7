/** Walks a tree and reads every source file, nothing more. */
import { readdirSync, readFileSync } from 'node:fs';

const SKIPPED = new Set(['node_modules', 'dist', 'build', 'generated']);

/** @param {string} folder */
function walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !SKIPPED.has(entry.name) && !entry.name.startsWith('.')) walk(path);
    else if (/\.(?:py|ipynb|[cm]?[jt]sx?)$/.test(entry.name)) readFileSync(path);
  }
}

walk(process.argv[2] ?? '.');
