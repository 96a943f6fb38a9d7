import { BENIGN } from './benignWords.ts';
import { type Guard, sameList } from './guard.ts';
import type { Reading } from './reading.ts';

/** The strictest: apart from words that make no difference, both say the same in the same order. For single pairs, where nothing else speaks for them. */
export const wording: Guard = {
  name: 'a word',
  objects: (one, other) => !sameList(telling(one), telling(other)) || endings(one, other),
};

const ASKING = new Set('what how why when where who which'.split(' '));

/** Stems of the words that tell something; the question word is compared as the kind of question. */
export function telling({ words, stems }: Reading): readonly string[] {
  return stems.filter((stem, at) => !BENIGN.has(words[at] as string) && !BENIGN.has(stem) && !ASKING.has(stem));
}

/** `developed` and `developing` share a stem and are opposites. */
function endings(one: Reading, other: Reading): boolean {
  const ofOther = new Set(other.words);
  return one.words.some(word => {
    const turned = word.endsWith('ing') ? word.replace(/ing$/, 'ed') : word.endsWith('ed') ? word.replace(/ed$/, 'ing') : undefined;
    return turned !== undefined && ofOther.has(turned) && !ofOther.has(word);
  });
}
