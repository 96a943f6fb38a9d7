/** Vectors of many partitions in one WASM memory, a partition in blocks of its own, found by scanning all of its own and nothing else. */
import { WASM } from './int8ScanWasm.ts';
import { paddedTo, type Quantised } from './quantised.ts';

export interface Near {
  readonly id: number;
  /** Cosine. */
  readonly similarity: number;
}

export interface VectorShelf {
  readonly size: number;
  /** Ids are unique over all partitions. */
  add(partition: string, id: number, vector: Quantised): void;
  remove(partition: string, id: number): void;
  /** The nearest of a partition, nearest first. */
  nearest(partition: string, vector: Quantised, count: number): readonly Near[];
}

/** Vectors of a block: small partitions waste little, large ones need few calls. */
const BLOCK = 64;
const PAGE = 65_536;
const SCORE_BYTES = 4;

interface Partition {
  /** Addresses. */
  readonly blocks: number[];
  readonly ids: number[];
  readonly norms: number[];
}

/** As far as it is needed: the types of Node leave it out. */
interface Wasm {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
}
const wasm = (globalThis as unknown as { readonly WebAssembly: Wasm }).WebAssembly;

type Scan = (query: number, vectors: number, count: number, dimensions: number, scores: number) => void;

/** `dimensions`: of the model. */
export function vectorShelf(dimensions: number): VectorShelf {
  const bytes = paddedTo(dimensions);
  const blockBytes = BLOCK * bytes;
  // At the start of the memory: the vector asked for, and the scores of a block.
  const scoresAt = bytes;
  const firstBlock = Math.ceil((scoresAt + BLOCK * SCORE_BYTES) / 64) * 64;
  const memory = new wasm.Memory({ initial: Math.ceil(firstBlock / PAGE) });
  const module = new wasm.Module(Buffer.from(WASM, 'base64'));
  const scan = new wasm.Instance(module, { '': { memory } }).exports.scan as Scan;

  const partitions = new Map<string, Partition>();
  const places = new Map<number, number>();
  const free: number[] = [];
  let next = firstBlock;

  const newBlock = (): number => {
    const used = free.pop();
    if (used !== undefined) return used;
    const address = next;
    next += blockBytes;
    if (next > memory.buffer.byteLength) memory.grow(Math.max(Math.ceil((next - memory.buffer.byteLength) / PAGE), 16));
    return address;
  };

  const bytesAt = ({ blocks }: Partition, index: number): Int8Array =>
    new Int8Array(memory.buffer, (blocks[Math.floor(index / BLOCK)] as number) + (index % BLOCK) * bytes, bytes);

  return {
    get size() {
      return places.size;
    },
    add(name, id, vector) {
      let partition = partitions.get(name);
      if (!partition) {
        partition = { blocks: [], ids: [], norms: [] };
        partitions.set(name, partition);
      }
      const index = partition.ids.length;
      if (index === partition.blocks.length * BLOCK) partition.blocks.push(newBlock());
      bytesAt(partition, index).set(vector.bytes);
      partition.ids.push(id);
      partition.norms.push(vector.norm);
      places.set(id, index);
    },
    remove(name, id) {
      const partition = partitions.get(name);
      const index = places.get(id);
      if (!partition || index === undefined) return;
      places.delete(id);
      const last = partition.ids.length - 1;
      // The last takes its place.
      if (index < last) {
        bytesAt(partition, index).set(bytesAt(partition, last));
        partition.ids[index] = partition.ids[last] as number;
        partition.norms[index] = partition.norms[last] as number;
        places.set(partition.ids[index] as number, index);
      }
      partition.ids.length = last;
      partition.norms.length = last;
      if (last % BLOCK === 0) free.push(partition.blocks.pop() as number);
      if (last === 0) partitions.delete(name);
    },
    nearest(name, vector, count) {
      const partition = partitions.get(name);
      if (!partition) return [];
      new Int8Array(memory.buffer, 0, bytes).set(vector.bytes);
      const best = nearestOf(count);
      for (const [block, address] of partition.blocks.entries()) {
        const first = block * BLOCK;
        const here = Math.min(BLOCK, partition.ids.length - first);
        scan(0, address, here, bytes, scoresAt);
        const scores = new Int32Array(memory.buffer, scoresAt, here);
        for (let index = 0; index < here; index++)
          best.offer(first + index, (scores[index] as number) / (partition.norms[first + index] as number));
      }
      return best.taken().map(({ index, score }) => ({ id: partition.ids[index] as number, similarity: score / vector.norm }));
    },
  };
}

interface Scored {
  readonly index: number;
  readonly score: number;
}

/** Keeps the `count` highest; few, so that they are kept in order by insertion. */
function nearestOf(count: number) {
  const kept: Scored[] = [];
  let least = Number.NEGATIVE_INFINITY;
  return {
    offer(index: number, score: number): void {
      if (score <= least) return;
      let at = kept.length;
      while (at > 0 && (kept[at - 1] as Scored).score < score) at--;
      kept.splice(at, 0, { index, score });
      if (kept.length > count) kept.pop();
      if (kept.length === count) least = (kept[count - 1] as Scored).score;
    },
    taken: (): readonly Scored[] => kept,
  };
}
