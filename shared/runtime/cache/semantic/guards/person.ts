import type { Guard } from './guard.ts';
import type { Reading } from './reading.ts';

const PERSONS: Readonly<Record<string, string>> = {
  i: 'I',
  me: 'I',
  my: 'I',
  mine: 'I',
  myself: 'I',
  we: 'I',
  us: 'I',
  our: 'I',
  ours: 'I',
  you: 'you',
  your: 'you',
  yours: 'you',
  yourself: 'you',
  he: 'he',
  him: 'he',
  his: 'he',
  himself: 'he',
  she: 'she',
  her: 'she',
  hers: 'she',
  herself: 'she',
  they: 'they',
  them: 'they',
  their: 'they',
  theirs: 'they',
};

/** Who is spoken of, in order. That nobody but oneself is says as little as that nobody is: "the last commit", "my last commit". */
function personsIn({ words }: Reading): string {
  const persons = words.flatMap(word => PERSONS[word] ?? []);
  const each = persons.filter((person, at) => person !== persons[at - 1]);
  return each.length === 1 && each[0] === 'I' ? '' : each.join(' ');
}

export const person: Guard = { name: 'a person', objects: (one, other) => personsIn(one) !== personsIn(other) };
