import assert from 'node:assert/strict';
import fc from 'fast-check';
import { makes, standsIn, trimmed } from '../../../../shared/runtime/attribution/templates.ts';

const template = fc.array(fc.string({ maxLength: 12 }), { minLength: 1, maxLength: 5 });

describe('A template', () => {
  it('makes every text that its holes are filled to', () => {
    fc.assert(
      fc.property(template, fc.array(fc.string(), { minLength: 5, maxLength: 5 }), (parts, fillings) => {
        const text = parts.map((part, at) => (at === 0 ? part : `${fillings[at - 1]}${part}`)).join('');
        assert.ok(makes(parts, text));
        assert.ok(standsIn(parts, `before ${text} after`));
      }),
    );
  });

  it('without holes makes itself alone', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (one, other) => assert.equal(makes([one], other), one === other)));
  });

  for (const [parts, text, isMade] of [
    [['Hello ', '!'], 'Hello Ada!', true],
    [['Hello ', '!'], 'Hello Ada', false],
    [['Hello ', '!'], ' Hello Ada!', false],
    [['aa', 'aa'], 'aaa', false],
    [['', ' shop 1.', ''], 'of shop 17. now', false],
    [['Today: ', '. Be ', '.'], 'Today: Be kind. Be brief.', true],
  ] as const) {
    it(`${JSON.stringify(parts)} ${isMade ? 'makes' : 'does not make'} ${JSON.stringify(text)}`, () =>
      assert.equal(makes(parts, text), isMade));
  }

  it('counts blanks around the whole for nothing, and those beside a hole for what they are', () => {
    assert.deepEqual(trimmed(['\n  Hello ', ' there\n']), ['Hello ', ' there']);
    assert.deepEqual(trimmed(['  Hi  ']), ['Hi']);
  });
});
