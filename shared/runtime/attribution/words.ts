/** Words of texts and pairs of them, as numbers: one that few call sites have leads to those a request can be of without comparing it with all. */

/** Ideographs and the like are written without blanks: each is a word. */
const FIRST_IDEOGRAPH = 0x2e80;
const MULTIPLIER = 0x01000193;
const OFFSET = 0x811c9dc5;

/**
 * Calls back with the hash of every word, and of every word with the one before it; again where they come again. `edges`: also with words that touch the
 * beginning or the end, which a hole may lengthen.
 */
export function eachWord(text: string, edges: boolean, take: (hash: number) => void): void {
  let before = 0;
  const word = (hash: number): void => {
    take(hash);
    if (before !== 0) take(Math.imul(before, MULTIPLIER) ^ hash);
    before = hash;
  };
  let hash = 0;
  let startsAt = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isOne = code < FIRST_IDEOGRAPH && isOfWord(code);
    if (isOne) {
      if (startsAt < 0) {
        startsAt = at;
        hash = OFFSET;
      }
      hash = Math.imul(hash ^ code, MULTIPLIER);
      continue;
    }
    if (startsAt > 0 || (startsAt === 0 && edges)) word(hash);
    startsAt = -1;
    if (code >= FIRST_IDEOGRAPH) word(Math.imul(OFFSET ^ code, MULTIPLIER));
  }
  if (startsAt >= 0 && edges) word(hash);
}

function isOfWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || code >= 0xaa;
}
