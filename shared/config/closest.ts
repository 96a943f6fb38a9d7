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
