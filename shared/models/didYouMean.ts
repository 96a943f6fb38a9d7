/** Known names close to a misspelt one. */
import { distance } from 'fastest-levenshtein';

const MOST = 3;

/** The closest first, and only close ones: at most a fifth of the letters differ. */
export function didYouMean(written: string, known: Iterable<string>): readonly string[] {
  const asked = written.toLowerCase();
  const tolerance = Math.max(1, Math.floor(asked.length / 5));
  return [...new Set(known)]
    .filter(name => Math.abs(name.length - asked.length) <= tolerance)
    .map(name => ({ name, away: distance(asked, name.toLowerCase()) }))
    .filter(({ away }) => away <= tolerance)
    .sort((a, b) => a.away - b.away || a.name.localeCompare(b.name))
    .slice(0, MOST)
    .map(({ name }) => name);
}
