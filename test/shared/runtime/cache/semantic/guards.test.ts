import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GUARDS, objection, STRICT_GUARDS } from '../../../../../shared/runtime/cache/semantic/guards/index.ts';
import { read } from '../../../../../shared/runtime/cache/semantic/guards/reading.ts';
import { stemOf, wordsOf } from '../../../../../shared/runtime/cache/semantic/guards/words.ts';

/** Guards that hold always. */
const ALWAYS: readonly (readonly [guard: string, one: string, other: string])[] = [
  ['a number', 'Is 3 mg too much?', 'Is 30 mg too much?'],
  ['a number', 'How hot is 40 degrees celsius?', 'How hot is 40 degrees fahrenheit?'],
  ['a number', 'Bake two loaves', 'Bake four loaves'],
  ['a number', 'Convert $1,500', 'Convert $1,600'],
  ['a quoted text or code', 'What does `ls -l` do?', 'What does `ls -a` do?'],
  ['a quoted text or code', 'Define "bear".', 'Define "bare".'],
  ['a quoted text or code', 'Run test_a.py', 'Run test_b.py'],
  ['a quoted text or code', 'Review x = x + 1', 'Review x = x - 1'],
  ['a number', '"1" in JS', '1 in JS'],
  ['a name', 'Where is Oslo?', 'Where is Bergen?'],
  ['a name', 'open on tuesday?', 'open on thursday?'],
  ['a negation or an opposite', 'Should I eat it?', 'Should I not eat it?'],
  ['a negation or an opposite', "Why can't I log in?", 'Why can I log in?'],
  ['a negation or an opposite', 'What to eat before a run?', 'What to eat after a run?'],
  ['a negation or an opposite', 'How do I enable it?', 'How do I disable it?'],
  ['an order', 'Fly from Rome to Oslo', 'Fly from Oslo to Rome'],
  ['an order', 'Is iron denser than lead?', 'Is lead denser than iron?'],
];

/** Those that hold as well where one pair is all there is. */
const STRICT: readonly (readonly [guard: string, one: string, other: string])[] = [
  ['the kind of question', 'When was it founded?', 'Why was it founded?'],
  ['the kind of question', 'How many people live there?', 'How do people live there?'],
  ['a person', 'What is my name?', 'What is your name?'],
  ['a person', 'How can I help you?', 'How can you help me?'],
  ['a tense', 'Who is the director?', 'Who was the director?'],
  ['a word', 'What is a mutex?', 'What is a semaphore?'],
  ['a word', 'Can a dog infect a cat?', 'Can a cat infect a dog?'],
  ['a word', 'Growth in developed countries', 'Growth in developing countries'],
];

const SAME: readonly (readonly [one: string, other: string])[] = [
  ['How do I reset my password?', 'How can I reset my password?'],
  ['How do I sort a list in Python?', 'How to sort a list in Python?'],
  ["What's your refund policy?", 'What is your refund policy?'],
  ['Please tell me how I cancel my plan', 'How do I cancel my plan?'],
  ['Undo the last commit', 'undo my last commits'],
];

describe('guards', () => {
  for (const [guard, one, other] of ALWAYS) {
    it(`${guard} tells "${one}" from "${other}"`, () => assert.equal(objection(GUARDS, read(one), read(other)), guard));
  }
  for (const [guard, one, other] of STRICT) {
    it(`where it is strict, ${guard} tells "${one}" from "${other}"`, () => {
      assert.equal(objection(STRICT_GUARDS, read(one), read(other)), guard);
    });
  }
  for (const [one, other] of SAME) {
    it(`nothing is said against "${one}" and "${other}"`, () => assert.equal(objection(STRICT_GUARDS, read(one), read(other)), undefined));
  }

  it('object to a pair either way round, never to a text and itself, and throw at nothing', () => {
    const texts = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.constantFrom(...ALWAYS.flat(), ...STRICT.flat()));
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const [first, second] = [read(one), read(other)];
        assert.equal(objection(STRICT_GUARDS, first, first), undefined);
        assert.equal(objection(STRICT_GUARDS, first, second) === undefined, objection(STRICT_GUARDS, second, first) === undefined);
      }),
    );
  });

  it('spelled out and shortened, words are the same', () => {
    assert.deepEqual(wordsOf("What's it? I can't, won't, don't"), ['what', 'is', 'it', 'i', 'can', 'not', 'will', 'not', 'do', 'not']);
  });

  it('a stem leaves out what makes no other thing of a word', () => {
    const pairs = [
      ['cards', 'card'],
      ['policies', 'policy'],
      ['cancelling', 'cancelled'],
      ['changing', 'change'],
      ['stopped', 'stop'],
    ] as const;
    for (const [one, other] of pairs) assert.equal(stemOf(one), stemOf(other));
    for (const [one, other] of [
      ['bigger', 'big'],
      ['bus', 'bu'],
      ['unlock', 'lock'],
    ] as const)
      assert.notEqual(stemOf(one), stemOf(other));
  });
});
