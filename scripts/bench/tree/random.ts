/** A small deterministic generator (mulberry32), so that every run of the benchmark works on the same bytes. */
export interface Random {
  /** Integer in [0, below). */
  int(below: number): number;
  pick<T>(items: readonly T[]): T;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }
  const int = (below: number) => Math.floor(next() * below);
  return { int, pick: items => items[int(items.length)] as (typeof items)[number] };
}
