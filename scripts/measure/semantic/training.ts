/**
 * The weights of agreement, from questions with labels: logistic regression by Newton's method, a little held back so that no weight grows without
 * reason. Caches of all sizes count, as one begins empty.
 */

import type { Scale } from '../../../shared/runtime/cache/semantic/calibration/scale.ts';
import type { Features } from '../../../shared/runtime/cache/semantic/features.ts';
import { featuresOf } from '../../../shared/runtime/cache/semantic/policy.ts';
import type { IntentSet, Labelled } from './data.ts';
import { look } from './looked.ts';
import type { Vectors } from './vectors.ts';

export interface Example {
  readonly features: Features;
  /** Whether the answer of the nearest is right. */
  readonly right: boolean;
  /** So that each set counts the same. */
  readonly weight: number;
}

/** Cached questions of each intent. */
const CACHE_SIZES = [8, 20, 50, Number.POSITIVE_INFINITY];

export function examplesOf(sets: readonly IntentSet[], vectors: Vectors, scale: Scale): Example[] {
  return sets.flatMap(set =>
    CACHE_SIZES.flatMap(size => {
      const looked = look({ cached: atMost(size, set.cached), asked: set.asked }, vectors, scale);
      return looked.flatMap(({ asked, question, neighbours, surroundings }) => {
        const features = featuresOf(question, neighbours, surroundings);
        return features
          ? [{ features, right: asked.intent !== undefined && neighbours[0]?.answer === asked.intent, weight: 1 / set.asked.length }]
          : [];
      });
    }),
  );
}

function atMost(size: number, cached: readonly Labelled[]): Labelled[] {
  const counts = new Map<string, number>();
  return cached.filter(({ intent = '' }) => {
    const count = (counts.get(intent) ?? 0) + 1;
    counts.set(intent, count);
    return count <= size;
  });
}

const NAMES = ['nearest', 'supporters', 'margin', 'agreement', 'coverage'] as const;
const HELD_BACK = 1e-3;
const STEPS = 40;

export type Weights = Readonly<Record<(typeof NAMES)[number] | 'bias', number>>;

export function fitted(examples: readonly Example[]): Weights {
  const rows = examples.map(({ features, right, weight }) => ({ x: [1, ...NAMES.map(name => features[name])], y: Number(right), weight }));
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  let w = new Array<number>(NAMES.length + 1).fill(0);
  for (let step = 0; step < STEPS; step++) {
    const gradient = w.map((value, index) => (index === 0 ? 0 : HELD_BACK * value));
    const curvature = w.map((_, index) => w.map((__, other) => (index === other ? HELD_BACK : 0)));
    for (const { x, y, weight } of rows) {
      const p = 1 / (1 + Math.exp(-dot(w, x)));
      const share = weight / total;
      for (const [index, value] of x.entries()) {
        gradient[index] = (gradient[index] as number) + share * (p - y) * value;
        const line = curvature[index] as number[];
        for (const [other, otherValue] of x.entries()) line[other] = (line[other] as number) + share * p * (1 - p) * value * otherValue;
      }
    }
    const change = solve(curvature, gradient);
    w = w.map((value, index) => value - (change[index] as number));
  }
  const rounded = w.map(value => Math.round(value * 1000) / 1000);
  return Object.fromEntries(['bias', ...NAMES].map((name, index) => [name, rounded[index]])) as unknown as Weights;
}

const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, index) => sum + value * (other[index] as number), 0);

/** Gaussian elimination with the largest pivot. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((line, index) => [...line, right[index] as number]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const pivot = rows
      .slice(column)
      .reduce(
        (best, row, offset) =>
          Math.abs(row[column] as number) > Math.abs((rows[best] as number[])[column] as number) ? column + offset : best,
        column,
      );
    [rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = ((rows[row] as number[])[column] as number) / ((rows[column] as number[])[column] as number);
      rows[row] = (rows[row] as number[]).map((value, index) => value - factor * ((rows[column] as number[])[index] as number));
    }
  }
  return rows.map((row, index) => (row[size] as number) / (row[index] as number));
}
