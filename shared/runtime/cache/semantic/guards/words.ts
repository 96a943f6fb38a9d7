/** Words of a question, in the plain form in which they are compared. English; words of other languages are compared as they are written. */

/** What contractions stand for. */
const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bcan['’]?t\b/g, 'can not'],
  [/\bwon['’]t\b/g, 'will not'],
  [/\bshan['’]t\b/g, 'shall not'],
  [/\b(do|does|did|is|are|was|were|has|have|had|could|would|should|must|need)n['’]t\b/g, '$1 not'],
  [/\bcannot\b/g, 'can not'],
  [/['’]re\b/g, ' are'],
  [/['’]ve\b/g, ' have'],
  [/['’]ll\b/g, ' will'],
  [/['’]m\b/g, ' am'],
  [/['’]d\b/g, ' would'],
  [/\b(what|who|where|when|why|how|that|there|it|he|she)['’]s\b/g, '$1 is'],
  [/\blet['’]s\b/g, 'let us'],
];

/** Letters and digits, with the signs that belong to a name: `c++`, `c#`, `node.js`, `test_cache.py`, `user@host`, `3.5`, `-1`. */
const WORD = /[\p{L}\p{N}]+(?:[.,:@/_+#'’&-]+[\p{L}\p{N}]+)*(?:\+\+|#)?/gu;

export function wordsOf(text: string): readonly string[] {
  let plain = text.normalize('NFKC').toLowerCase();
  for (const [written, meant] of CONTRACTIONS) plain = plain.replaceAll(written, meant);
  return (plain.match(WORD) ?? []).map(word => word.replace(/['’]s$/, ''));
}

/** Endings that do not make another thing of a noun or verb: `cards` and `card`, `cancelling` and `cancel`. Not `-er` or `un-`. */
export function stemOf(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ss|x|ch|sh|z)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('s') && !/(ss|us|is)$/.test(word)) return withoutE(word.slice(0, -1));
  for (const ending of ['ing', 'ed']) {
    if (!word.endsWith(ending)) continue;
    const rest = word.slice(0, -ending.length);
    if (rest.length < 3 || !/[aeiouy]/.test(rest)) return word;
    return withoutE(/([bdgklmnprtv])\1$/.test(rest) && !/(ll|ss)$/.test(rest) ? rest.slice(0, -1) : rest);
  }
  return withoutE(word);
}

/** `change` and `changing` meet without their e. */
const withoutE = (word: string): string => (word.length > 4 && word.endsWith('e') ? word.slice(0, -1) : word);
