/**
 * Linear regression with a penalty on large weights, from sums alone: what was learned from needs not be kept. In place of a library: those at hand
 * (ml-regression, ml-logistic-regression) want all samples at once and solve them by generic inverses or plain gradient steps.
 */

/** Sums over samples: of the products of features, and of features. Symmetric, kept as a full square. */
export class Sums {
  readonly size: number;
  readonly products: Float64Array;
  readonly features: Float64Array;
  count = 0;

  constructor(size: number, from?: { readonly products: Float64Array; readonly features: Float64Array; readonly count: number }) {
    this.size = size;
    this.products = from?.products ?? new Float64Array(size * size);
    this.features = from?.features ?? new Float64Array(size);
    this.count = from?.count ?? 0;
  }

  add(sample: Float64Array): void {
    const { size, products, features } = this;
    this.count++;
    for (let row = 0; row < size; row++) {
      const value = sample[row] as number;
      features[row] = (features[row] as number) + value;
      if (value === 0) continue;
      const start = row * size;
      for (let column = 0; column <= row; column++) {
        products[start + column] = (products[start + column] as number) + value * (sample[column] as number);
      }
    }
  }
}

/** Adds `times` of a vector to another. */
export function addScaled(to: Float64Array, vector: Float64Array, times: number): void {
  for (let at = 0; at < to.length; at++) to[at] = (to[at] as number) + (vector[at] as number) * times;
}

export function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] as number) * (other[at] as number);
  return sum;
}

export interface Weights {
  readonly weights: Float64Array;
  readonly bias: number;
}

/** `targets`: for each regression the sum of target times features, and the sum of targets. */
export function ridge(
  { size, products, features, count }: Sums,
  targets: readonly { readonly products: Float64Array; readonly sum: number }[],
  penalty: number,
): readonly Weights[] {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const centred = (products[row * size + column] as number) - ((features[row] as number) * (features[column] as number)) / count;
      factor[row * size + column] = row === column ? centred + penalty : centred;
    }
  }
  decompose(factor, size);
  return targets.map(target => {
    const right = Float64Array.from(target.products, (value, at) => value - ((features[at] as number) * target.sum) / count);
    const weights = solved(factor, size, right);
    return { weights, bias: (target.sum - dot(features, weights)) / count };
  });
}

/** Cholesky, in the lower triangle. */
function decompose(matrix: Float64Array, size: number): void {
  for (let row = 0; row < size; row++) {
    const start = row * size;
    for (let column = 0; column <= row; column++) {
      const other = column * size;
      let sum = matrix[start + column] as number;
      for (let at = 0; at < column; at++) sum -= (matrix[start + at] as number) * (matrix[other + at] as number);
      matrix[start + column] = row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (matrix[other + column] as number);
    }
  }
}

function solved(factor: Float64Array, size: number, right: Float64Array): Float64Array {
  const solution = right.slice();
  for (let row = 0; row < size; row++) {
    let sum = solution[row] as number;
    for (let at = 0; at < row; at++) sum -= (factor[row * size + at] as number) * (solution[at] as number);
    solution[row] = sum / (factor[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = solution[row] as number;
    for (let at = row + 1; at < size; at++) sum -= (factor[at * size + row] as number) * (solution[at] as number);
    solution[row] = sum / (factor[row * size + row] as number);
  }
  return solution;
}
