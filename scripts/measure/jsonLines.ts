/** Sets of rows as JSON lines, compressed or not. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Paths of the files of a folder whose names begin so. */
export function setsIn(folder: string, prefix: string): string[] {
  const files = existsSync(folder) ? readdirSync(folder).filter(name => /\.jsonl(\.gz)?$/.test(name)) : [];
  return files.filter(name => name.startsWith(prefix)).map(name => join(folder, name));
}

export function rowsOf<Row>(file: string): Row[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as Row);
}
