import { readFileSync } from 'node:fs';

/** Of the package; from a bundle in `dist/` as from the source. */
export function version(): string {
  try {
    const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as Record<string, unknown>;
    return name === 'farthing' && typeof version === 'string' ? version : 'unknown';
  } catch {
    return 'unknown';
  }
}
