/** Known names near a misspelt one. */
import { distance } from 'fastest-levenshtein';

/** The known name a misspelt one was probably meant to be; undefined when none is near. */
export function closest(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const [written, right] = [name.toLowerCase(), candidate.toLowerCase()];
    const extended = right.length > 2 && written.startsWith(right);
    const away = extended ? 1 : distance(written, right);
    if (away < bestDistance) [best, bestDistance] = [candidate, away];
  }
  return best;
}

/** `; did you mean "x"?` or nothing: the end of a sentence about an unknown name. */
export function didYouMean(name: string, known: readonly string[]): string {
  const candidate = closest(name, known);
  return candidate === undefined ? '' : `; did you mean "${candidate}"?`;
}

const MOST = 3;

/** Identifiers close to a misspelt one, the closest first: at most a fifth of the letters differ. */
export function closeIdentifiers(written: string, known: Iterable<string>): readonly string[] {
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
