/** Words and pairs of words of a text, hashed into a vector of fixed length: which of them are hard is learned, what they were cannot be read back. */

const TOKEN = /[\p{L}]+|\d+|[^\s\p{L}\d]/gu;
/** Of a long text its beginning says what it is about. */
const MOST_TOKENS = 2_000;

/** Numbers count as one word. Of length 1. */
export function hashedWords(text: string, dimensions: number): Float64Array {
  const vector = new Float64Array(dimensions);
  const seen = new Set<number>();
  let before = 0;
  let tokens = 0;
  for (const [token] of text.matchAll(TOKEN)) {
    if (++tokens > MOST_TOKENS) break;
    const code = token.charCodeAt(0);
    const word = hashOf(code >= 48 && code <= 57 ? '0' : token.toLowerCase());
    mark(vector, word, seen);
    if (before !== 0) mark(vector, mixed(Math.imul(before, 31) ^ word), seen);
    before = word;
  }
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (length > 0) for (let at = 0; at < dimensions; at++) vector[at] = (vector[at] as number) / length;
  return vector;
}

/** Once each; the sign keeps words that share a place from adding up. */
function mark(vector: Float64Array, hash: number, seen: Set<number>): void {
  if (seen.has(hash)) return;
  seen.add(hash);
  const place = (hash >>> 1) % vector.length;
  vector[place] = (vector[place] as number) + (hash & 1 ? 1 : -1);
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mixed(hash);
}

/** Spreads the bits (MurmurHash3's last step). */
function mixed(hash: number): number {
  let mixing = hash;
  mixing = Math.imul(mixing ^ (mixing >>> 16), 0x85ebca6b);
  mixing = Math.imul(mixing ^ (mixing >>> 13), 0xc2b2ae35);
  return (mixing ^ (mixing >>> 16)) >>> 0 || 1;
}
