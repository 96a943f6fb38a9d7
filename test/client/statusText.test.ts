import assert from 'node:assert/strict';
import { statusText } from '../../client/statusText.ts';
import { asNanos } from '../../shared/money/nanoDollars.ts';
import type { Status } from '../../shared/protocol/status.ts';

const READY: Status = {
  state: 'ready',
  calls: 3,
  unpriced: 0,
  perMonth: asNanos(76_110_000_000),
  callsPerMonth: 10_000,
  findings: 2,
  problems: [],
};
const slowest = { uri: 'file:///project/answer.py', milliseconds: 180.4 };

describe('the status item', () => {
  const show = (change: Partial<Status>) => statusText({ ...READY, ...change }, 100, uri => uri.split('/').at(-1) ?? uri);

  for (const [what, change, expected] of [
    ['how many calls there are and what they cost', {}, '3 LLM calls, $76.11 a month - at 10,000 runs · 2 findings'],
    ['one call as one', { calls: 1, findings: 1 }, '1 LLM call, $76.11 a month - at 10,000 runs · 1 finding'],
    ['nothing of money where nothing is called', { calls: 0, perMonth: asNanos(0), findings: 0 }, '0 LLM calls - 0 findings'],
    ['that the cost is unknown, never that it is 0', { unpriced: 3, perMonth: asNanos(0) }, '3 LLM calls, cost unknown - 2 findings'],
    ['how many are not in the sum', { unpriced: 1 }, '3 LLM calls, $76.11 a month and 1 of unknown cost - at 10,000 runs · 2 findings'],
    [
      'which file took longer than its budget',
      { slowest },
      '3 LLM calls, $76.11 a month - answer.py took 180 ms · at 10,000 runs · 2 findings',
    ],
    [
      'nothing of a file within its budget',
      { slowest: { ...slowest, milliseconds: 99 } },
      '3 LLM calls, $76.11 a month - at 10,000 runs · 2 findings',
    ],
    [
      'the first problem, and how many more there are',
      { problems: ['a.py could not be read', 'b.py', 'c.py'] },
      '3 LLM calls, $76.11 a month - at 10,000 runs · 2 findings · a.py could not be read · and 2 more problems',
    ],
    ['why it stopped', { state: 'failed', problems: ['it died'] }, 'Farthing stopped - it died'],
  ] as const) {
    it(`says ${what}`, () => {
      const { text, detail } = show(change);
      assert.equal(`${text} - ${detail}`, expected);
    });
  }

  it('is busy while files are analysed', () => {
    assert.deepEqual(
      (['starting', 'analysing', 'ready', 'failed'] as const).map(state => show({ state }).busy),
      [true, true, false, false],
    );
  });

  it('warns of what takes too long and of problems, and of nothing else', () => {
    assert.deepEqual(
      [{}, { slowest }, { problems: ['a'] }, { state: 'failed' as const }].map(change => show(change).severity),
      ['information', 'warning', 'warning', 'error'],
    );
  });
});
