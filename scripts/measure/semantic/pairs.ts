/** Pairs of questions, each a cache of one question and another that is asked of it. */
import { nearnessOf, type Scale } from '../../../shared/runtime/cache/semantic/calibration/scale.ts';
import { read } from '../../../shared/runtime/cache/semantic/guards/reading.ts';
import { type Interval, wilson } from '../../../shared/runtime/cache/semantic/interval.ts';
import { Partition } from '../../../shared/runtime/cache/semantic/partition.ts';
import type { Pair, PairSet } from './data.ts';
import type { Looked } from './looked.ts';
import { agreeing, cosineAbove, exact, guardedAbove, type Method, normalised } from './methods.ts';
import type { Vectors } from './vectors.ts';

export interface PairFigures {
  readonly set: string;
  readonly methods: Readonly<Record<string, PairScore>>;
}

export interface PairScore {
  readonly same: Share;
  readonly different: Share;
  /** Of those served, how many are different. */
  readonly wrong: Share;
}

export interface Share {
  readonly of: number;
  readonly served: number;
  readonly share?: number;
  readonly interval: Interval;
}

const METHODS: Readonly<Record<string, Method>> = {
  exact,
  normalised,
  'cosine 0.95': cosineAbove(0.95),
  'cosine 0.95 and guards': guardedAbove(0.95),
  'as shipped': agreeing(),
};

export function measurePairs({ name, pairs }: PairSet, vectors: Vectors, scale: Scale): PairFigures {
  const looked = pairs.map(pair => ({ pair, looked: lookAt(pair, vectors, scale) }));
  const methods = Object.entries(METHODS).map(([method, serves]): [string, PairScore] => {
    const served = looked.map(({ pair, looked: one }) => ({ same: pair.same, served: serves(one) !== undefined }));
    const of = (same: boolean) => served.filter(one => one.same === same);
    const all = served.filter(one => one.served);
    return [method, { same: share(of(true)), different: share(of(false)), wrong: share(all.map(({ same }) => ({ served: !same }))) }];
  });
  return { set: name, methods: Object.fromEntries(methods) };
}

/** The answer is in words: nothing tells whether another is the same. */
function lookAt({ a, b }: Pair, vectors: Vectors, scale: Scale): Looked {
  const similarity = vectors.similarity(a, b);
  const cached = read(a);
  const surroundings = new Partition();
  surroundings.add(cached, undefined);
  return {
    asked: { text: b },
    question: read(b),
    similarities: [similarity],
    // An answer, so that methods can give it; by itself it agrees with nothing.
    neighbours: [{ nearness: nearnessOf(similarity, scale), question: cached, answer: 'its answer' }],
    surroundings,
  };
}

function share(ones: readonly { readonly served: boolean }[]): Share {
  const served = ones.filter(one => one.served).length;
  return { of: ones.length, served, ...(ones.length > 0 && { share: served / ones.length }), interval: wilson(served, ones.length) };
}
