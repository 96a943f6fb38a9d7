/** Parts for cross-validation: at random, or so that nothing of a task is learned from where it is tested. The same every time. */

export interface Split {
  readonly learned: readonly number[];
  readonly tested: readonly number[];
}

const PARTS = 5;

export function randomSplits(count: number): Split[] {
  const part = new Array<number>(count);
  for (const [at, row] of shuffled([...Array(count).keys()]).entries()) part[row] = at % PARTS;
  return splitsOf(part);
}

export function splitsByTask(tasks: readonly string[]): Split[] {
  const names = shuffled([...new Set(tasks)].sort());
  const partOf = new Map(names.map((name, at) => [name, at % PARTS]));
  return splitsOf(tasks.map(task => partOf.get(task) as number));
}

function splitsOf(part: readonly number[]): Split[] {
  const rows = [...part.keys()];
  return [...Array(PARTS).keys()].map(one => ({
    learned: rows.filter(row => part[row] !== one),
    tested: rows.filter(row => part[row] === one),
  }));
}

/** Fisher-Yates on a small generator (mulberry32), so that figures can be repeated. */
function shuffled<T>(list: readonly T[], seed = 1): T[] {
  const order = [...list];
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixing = Math.imul(state ^ (state >>> 15), 1 | state);
    mixing = (mixing + Math.imul(mixing ^ (mixing >>> 7), 61 | mixing)) ^ mixing;
    return ((mixing ^ (mixing >>> 14)) >>> 0) / 4294967296;
  };
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] as T, order[at] as T];
  }
  return order;
}
