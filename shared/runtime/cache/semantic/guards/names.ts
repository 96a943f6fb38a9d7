import type { Guard } from './guard.ts';
import type { Reading } from './reading.ts';
import { wordsOf } from './words.ts';

/** Names that are written small by many, and of which there are few. */
const KNOWN = new Set(
  `monday tuesday wednesday thursday friday saturday sunday january february april june july august september october november december
  english french german spanish italian portuguese russian chinese japanese korean arabic hindi dutch turkish polish greek latin
  usd eur gbp chf jpy cad aud inr euro euros dollar dollars yen pound pounds rupee rupees franc francs peso pesos
  python java javascript typescript rust golang ruby php sql html css json xml yaml csv windows linux macos android ios
  visa mastercard paypal america american europe european africa african asia asian britain british france germany spain italy canada mexico brazil
  china india japan russia australia london paris tokyo berlin york`.split(/\s+/),
);

/** Capitalised where English has no capital, in a text that is not capitalised throughout. */
function namesIn({ text, words }: Reading): ReadonlySet<string> {
  const names = new Set(words.filter(word => KNOWN.has(word)));
  const written = text.match(/[\p{L}\p{N}][\p{L}\p{N}.+#'’&-]*/gu) ?? [];
  const capital = written.filter(word => /^\p{Lu}/u.test(word));
  if (capital.length * 2 > written.length && written.length > 3) return names;
  for (const match of text.matchAll(/(^\s*|[.!?:]\s+|["“(]\s*|)(?<![\p{L}\p{N}])([\p{Lu}][\p{L}\p{N}.+#'’&-]*)/gu)) {
    const [, start, word = ''] = match;
    const shouts = /\p{Lu}.*\p{Lu}|\p{Lu}.*\p{N}/u.test(word);
    const opens = start !== '' || match.index === 0;
    if (word === 'I' || /^I['’]/.test(word) || (opens && !shouts)) continue;
    for (const name of wordsOf(word)) names.add(name);
  }
  return names;
}

export const names: Guard = {
  name: 'a name',
  objects: (one, other) => !within(namesIn(one), other) || !within(namesIn(other), one),
};

/** However it is written there. */
function within(given: ReadonlySet<string>, { text, words }: Reading): boolean {
  if (given.size === 0) return true;
  const all = new Set([...words, ...wordsOf(text)]);
  return [...given].every(name => all.has(name) || all.has(`${name}s`) || (name.endsWith('s') && all.has(name.slice(0, -1))));
}
