import type { Guard } from './guard.ts';
import type { Reading } from './reading.ts';

const ASKED = ['why', 'how', 'when', 'where', 'who', 'whose', 'whom', 'which', 'what'];
const AMOUNTS = new Set([
  'many',
  'much',
  'long',
  'far',
  'old',
  'often',
  'tall',
  'big',
  'high',
  'deep',
  'fast',
  'large',
  'heavy',
  'expensive',
  'soon',
  'late',
]);
const AUXILIARIES = new Set('is are am was were do does did can could will would shall should may might must has have had need'.split(' '));
const WISHES = new Set('please help tell explain show give let can could i we want need'.split(' '));

/** `why`, `how`, `how many`, `yes or no`, `should`, `do`: what kind of answer is wanted. */
function kindOf({ words }: Reading): string {
  const at = words.findIndex(word => ASKED.includes(word));
  if (at >= 0) {
    const word = words[at] as string;
    const next = words[at + 1] ?? '';
    if (word === 'how' && AMOUNTS.has(next)) return `how ${next}`;
    const meant = word === 'whose' || word === 'whom' ? 'who' : word;
    return words.includes('should') ? `${meant} should` : meant;
  }
  const first = words.find(word => !WISHES.has(word)) ?? '';
  if (words.includes('should')) return 'should';
  return AUXILIARIES.has(words[0] ?? '')
    ? AUXILIARIES.has(first)
      ? 'yes or no'
      : `${words[0] === 'could' ? 'can' : words[0]}`
    : 'a request';
}

export const questionKind: Guard = {
  name: 'the kind of question',
  objects: (one, other) => kindOf(one) !== kindOf(other),
};
