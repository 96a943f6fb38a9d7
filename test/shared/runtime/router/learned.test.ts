import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { complexityOf } from '../../../../shared/runtime/router/complexity.ts';
import { featuresOf, LEXICAL, sizeOf } from '../../../../shared/runtime/router/features.ts';
import { articleScore } from '../../../../shared/runtime/router/heuristic.ts';
import { learnFrom } from '../../../../shared/runtime/router/learned.ts';
import { readOutcomes, writeOutcomes } from '../../../../shared/runtime/router/outcomeFile.ts';
import { Outcomes } from '../../../../shared/runtime/router/outcomes.ts';
import { ridge, Sums } from '../../../../shared/runtime/router/ridge.ts';

const EASY = ['what is the capital of France', 'who wrote this book', 'when was it built'];
const HARD = ['prove the theorem for every integer n', 'derive the integral of the product', 'prove that the integral diverges'];

function taught(times: number): Outcomes {
  const outcomes = new Outcomes(sizeOf(LEXICAL));
  for (let at = 0; at < times; at++) {
    const hard = at % 2 === 1;
    const text = `${(hard ? HARD : EASY)[at % 3]} ${at}`;
    outcomes.learn(featuresOf(text, LEXICAL), hard ? 'proofs' : 'facts', { cheap: !hard });
  }
  return outcomes;
}

describe('ridge regression', () => {
  it('finds the weights of a line, whatever they are', () => {
    const weight = fc.integer({ min: -5, max: 5 });
    fc.assert(
      fc.property(weight, weight, weight, (a, b, bias) => {
        const sums = new Sums(2);
        const products = new Float64Array(2);
        let sum = 0;
        for (const [x, y] of [
          [0, 0],
          [1, 0],
          [0, 1],
          [1, 1],
          [2, 1],
        ] as const) {
          sums.add(Float64Array.of(x, y));
          const value = a * x + b * y + bias;
          products[0] = (products[0] as number) + value * x;
          products[1] = (products[1] as number) + value * y;
          sum += value;
        }
        const [found] = ridge(sums, [{ products, sum }], 1e-9);
        assert.ok(found);
        for (const [is, should] of [
          [found.weights[0], a],
          [found.weights[1], b],
          [found.bias, bias],
        ] as const)
          assert.ok(Math.abs((is as number) - should) < 1e-5);
      }),
    );
  });
});

describe('what the router learns', () => {
  it('ranks unseen requests by what their likes came to, at a site that is not known', () => {
    const learned = learnFrom(taught(1_200));
    const gain = (text: string) => learned.gain(featuresOf(text, LEXICAL), undefined);
    assert.ok(gain('prove the integral for n') > gain('what is the capital of Spain'));
  });

  it('knows how a call site fared', () => {
    const learned = learnFrom(taught(1_200));
    assert.ok((learned.priorOf('proofs')?.bad ?? 0) > 0.9);
    assert.equal(learned.priorOf('nowhere'), undefined);
  });

  it('is asked only when there are a thousand outcomes: until then words count, and it says so', () => {
    const few = complexityOf('a few words', undefined, learnFrom(taught(999)));
    assert.match(few.reasons.join('; '), /only 999 of 1,000 outcomes to learn from, so words count/);
    const enough = complexityOf('a few words', undefined, learnFrom(taught(1_000)));
    assert.match(enough.reasons.join('; '), /learned from 1,000 outcomes/);
  });

  it('survives the runtime in a file without a word of any request', () => {
    const folder = mkdtempSync(join(tmpdir(), 'farthing-router-'));
    try {
      const file = join(folder, 'router.bin');
      const outcomes = taught(1_000);
      writeOutcomes(file, new Map([['cheap strong', outcomes]]));
      const read = readOutcomes(file, sizeOf(LEXICAL)).get('cheap strong');
      assert.ok(read);
      const text = featuresOf('prove it', LEXICAL);
      assert.equal(learnFrom(read).gain(text, 'proofs'), learnFrom(outcomes).gain(text, 'proofs'));
      writeFileSync(file, 'broken');
      assert.equal(readOutcomes(file, sizeOf(LEXICAL)).size, 0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff)), codes => {
        const text = String.fromCharCode(...codes);
        assert.ok(featuresOf(text, LEXICAL).every(Number.isFinite));
        const { score } = complexityOf(text, undefined, undefined);
        assert.ok(score >= 0 && score <= 1);
      }),
    );
  });
});

describe("the guide's heuristic", () => {
  it('takes a short question of fact for simple and a long one of several steps for complex', () => {
    assert.ok(articleScore('What is the capital of France?').score < 0.3);
    const long = `Compare and evaluate the trade-offs of these designs, as mentioned before, ${'and then some more '.repeat(8)}`;
    assert.ok(articleScore(long).score > 0.7);
  });
});
