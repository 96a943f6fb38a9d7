import type { Fields } from './entryFile.ts';

/** Differences that are named; the rest are counted. */
const NAMED = 5;

/** What differs from the most similar of some entries, in words. `others` are the fields of entries of the same family. */
export function differenceFrom(others: readonly Fields[], mine: Fields): string {
  const differences = others.map(other => differingFields(other, mine));
  const [nearest] = differences.sort((one, another) => one.length - another.length);
  if (!nearest) return 'nothing recorded yet for this identity and endpoint';
  // It was there, and has been dropped to make room or taken out by another process.
  if (nearest.length === 0) return 'no longer recorded';
  const rest = nearest.length - NAMED;
  return `differs from the most similar entry in ${nearest.slice(0, NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function differingFields(one: Fields, other: Fields): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter(name => one[name] !== other[name]);
}
