import assert from 'node:assert/strict';
import { read } from '../../../../../shared/runtime/cache/semantic/guards/reading.ts';
import { Partition } from '../../../../../shared/runtime/cache/semantic/partition.ts';
import { decide, LOOKED_AT, type Neighbour } from '../../../../../shared/runtime/cache/semantic/policy.ts';

interface Known {
  readonly text: string;
  readonly answer?: string;
  readonly nearness: number;
  readonly wrongAt?: number;
}

function decideAmong(question: string, known: readonly Known[]) {
  const surroundings = new Partition();
  const neighbours: Neighbour[] = known.map(({ text, ...rest }) => ({ ...rest, question: read(text) }));
  for (const { question: reading, answer } of neighbours) surroundings.add(reading, answer);
  return decide(read(question), neighbours, surroundings);
}

const REFUNDS = ['How do I get a refund?', 'I want a refund', 'Refund my purchase', 'Where is my refund?', 'When is the refund coming?'];
const OTHERS = ['cards', 'orders', 'invoices', 'plans', 'addresses', 'logins', 'hours', 'shops', 'coupons', 'phones', 'tables'];

/** Five near questions with one answer, eleven far ones with others. */
const agreeing = (nearness = 1.3, answerOf = (_: number) => 'refund'): Known[] => [
  ...REFUNDS.map((text, index) => ({ text, answer: answerOf(index), nearness: nearness - index / 100 })),
  ...OTHERS.map((word, index) => ({ text: `Tell me of ${word}`, answer: word, nearness: 0.3 - index / 100 })),
];

describe('whether a cached answer is given', () => {
  it('it is, where the nearest agree and say what the question says', () => {
    const decision = decideAmong('Will there be a refund?', agreeing());
    assert.ok(decision.answer && decision.way === 'agreement' && (decision.sureness ?? 0) > 0.97);
  });

  it('it is not, where they disagree, lie far, or are few', () => {
    const question = 'Will there be a refund?';
    assert.equal(
      decideAmong(
        question,
        agreeing(1.3, index => `answer ${index % 3}`),
      ).answer,
      false,
    );
    assert.equal(decideAmong(question, agreeing(0.5)).answer, false);
    assert.equal(decideAmong(question, agreeing().slice(0, LOOKED_AT - 1)).answer, false);
    assert.equal(decideAmong(question, []).answer, false);
  });

  it('an answer that most questions have anyway proves nothing by coming up again', () => {
    const known = agreeing().map(one => ({ ...one, answer: 'yes' }));
    assert.equal(decideAmong('Will there be a refund?', known).answer, false);
  });

  it('neighbours that agree do not overrule a guard', () => {
    assert.deepEqual(decideAmong('Will there be no refund?', agreeing()), {
      answer: false,
      guard: 'a negation or an opposite',
    });
    assert.deepEqual(decideAmong('Will there be 3 refunds?', agreeing()), { answer: false, guard: 'a number' });
  });

  it('a single question must say the same in other words, and lie near', () => {
    const known = (nearness: number): Known[] => [{ text: 'How do I reset my password?', nearness }];
    const decision = decideAmong('How can I reset my password?', known(1.3));
    assert.ok(decision.answer && decision.way === 'pair');
    assert.equal(decideAmong('How can I reset my password?', known(1.1)).answer, false);
    assert.deepEqual(decideAmong('How can I change my password?', known(1.3)), { answer: false, guard: 'a word' });
  });

  it('a single question is not heard where most that lie as near have another answer', () => {
    const known: Known[] = [
      { text: 'How do I reset my PIN?', answer: 'change it', nearness: 1.3 },
      { text: 'Reset PIN', answer: 'unblock it', nearness: 1.28 },
      { text: 'PIN reset', answer: 'unblock it', nearness: 1.27 },
    ];
    assert.equal(decideAmong('How can I reset my PIN?', known).answer, false);
    const fartherOff = known.map(one => (one.answer === 'change it' ? one : { ...one, nearness: one.nearness - 0.5 }));
    assert.equal(decideAmong('How can I reset my PIN?', fartherOff).answer, true);
  });

  it('an entry that was wrong at some nearness answers only what lies nearer', () => {
    const known = (wrongAt: number): Known[] => [{ text: 'How do I reset my password?', nearness: 1.3, wrongAt }];
    assert.deepEqual(decideAmong('How can I reset my password?', known(1.3)), { answer: false, guard: 'an answer that was wrong' });
    assert.equal(decideAmong('How can I reset my password?', known(1.29)).answer, true);
  });
});
