import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cosine, type Quantised, quantise } from '../../../../../shared/runtime/cache/semantic/scan/quantised.ts';
import { vectorShelf } from '../../../../../shared/runtime/cache/semantic/scan/vectorShelf.ts';

const DIMENSIONS = 40;
const vector = fc
  .array(fc.integer({ min: -100, max: 100 }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .filter(values => values.some(value => value !== 0));
const quantised = (values: readonly number[]): Quantised => quantise(values) as Quantised;

describe('the shelf of vectors', () => {
  it('finds what a comparison with each vector of the partition finds, whatever was added and removed before', () => {
    const step = fc.record({ partition: fc.constantFrom('a', 'b'), values: vector, remove: fc.option(fc.nat(300), { freq: 3 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), vector, (steps, asked) => {
        const shelf = vectorShelf(DIMENSIONS);
        const kept = new Map<number, { partition: string; vector: Quantised }>();
        for (const [id, { partition, values, remove }] of steps.entries()) {
          shelf.add(partition, id, quantised(values));
          kept.set(id, { partition, vector: quantised(values) });
          const gone = remove === null ? undefined : kept.get(remove);
          if (!gone) continue;
          shelf.remove(gone.partition, remove as number);
          kept.delete(remove as number);
        }
        assert.equal(shelf.size, kept.size);
        for (const partition of ['a', 'b']) {
          const expected = [...kept.values()].filter(one => one.partition === partition).map(one => cosine(one.vector, quantised(asked)));
          const found = shelf.nearest(partition, quantised(asked), 5);
          const best = expected.sort((one, other) => other - one).slice(0, 5);
          assert.equal(found.length, best.length);
          for (const [index, { similarity }] of found.entries()) assert.ok(Math.abs(similarity - (best[index] as number)) < 1e-9);
          for (const { id, similarity } of found) {
            assert.equal(kept.get(id)?.partition, partition);
            assert.ok(Math.abs(similarity - cosine(kept.get(id)?.vector as Quantised, quantised(asked))) < 1e-9);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('eight bits change a cosine by less than a hundredth', () => {
    fc.assert(
      fc.property(vector, vector, (one, other) => {
        const dot = one.reduce((sum, value, index) => sum + value * (other[index] as number), 0);
        const exact = dot / (Math.hypot(...one) * Math.hypot(...other));
        assert.ok(Math.abs(cosine(quantised(one), quantised(other)) - exact) < 0.01);
      }),
    );
  });

  it('what has no direction is no vector', () => {
    for (const values of [[], [0, 0], [1, Number.NaN], [Number.POSITIVE_INFINITY]]) assert.equal(quantise(values), undefined);
  });
});
