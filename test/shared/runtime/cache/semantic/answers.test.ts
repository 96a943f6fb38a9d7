import assert from 'node:assert/strict';
import { answerOf } from '../../../../../shared/runtime/cache/semantic/answer.ts';
import { alikeByMeaning, alikeByText } from '../../../../../shared/runtime/cache/semantic/answersAlike.ts';
import { type Quantised, quantise } from '../../../../../shared/runtime/cache/semantic/scan/quantised.ts';

const LONG = 'To reset your password, open the settings, choose Security, and follow the link in the mail that we send you.';

describe('answers', () => {
  it('labels, JSON and short texts are the same but for what says nothing', () => {
    for (const [one, other] of [
      ['Refund', ' refund.'],
      ['"yes"', 'Yes'],
      ['{"a":1,"b":2}', '```json\n{ "b": 2, "a": 1.0 }\n```'],
      ['[1, 2]', '[1,2]'],
    ] as const) {
      assert.equal(alikeByText(one, other), true, one);
    }
    for (const [one, other] of [
      ['C++', 'C'],
      ['-1', '1'],
      ['{"a":1}', '{"a":2}'],
      ['refund', LONG],
      ['[1,2]', '[2,1]'],
    ] as const) {
      assert.equal(alikeByText(one, other), false, one);
    }
  });

  it('answers in words are told apart by their vectors, and by their numbers, names and negations', () => {
    assert.equal(alikeByText(LONG, `${LONG} Then log in.`), undefined);
    const [near, far] = [quantise([1, 0.01]), quantise([0.1, 1])] as [Quantised, Quantised];
    const scale = { unrelated: 0.2, paraphrase: 0.8 };
    assert.equal(alikeByMeaning(LONG, `${LONG} Then log in.`, [near, near], scale), true);
    assert.equal(alikeByMeaning(LONG, `${LONG} Then log in.`, [near, far], scale), false);
    assert.equal(alikeByMeaning(`${LONG} It takes 2 days.`, `${LONG} It takes 5 days.`, [near, near], scale), false);
  });

  it('the form of an answer has itself for its form', () => {
    for (const text of ['Refund.', '{"b":1,"a":[2]}', LONG, '']) assert.deepEqual(answerOf(answerOf(text).key), answerOf(text));
  });
});
