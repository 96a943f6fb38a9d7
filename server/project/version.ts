import { readFileSync } from 'node:fs';

/** Of the package; from the bundle in `dist/` as from the source. */
export function version(): string {
  for (const place of ['../package.json', '../../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as Record<string, unknown>;
      if (name === 'farthing' && typeof version === 'string') return version;
    } catch {
      // Not this one: the next place.
    }
  }
  return 'unknown';
}
