/** A direction in eight bits a dimension. The cosine of two such differs from that of the originals by less than 0.01, mostly by less than 0.001. */
export interface Quantised {
  /** Padded with zeros to a multiple of 16. */
  readonly bytes: Int8Array;
  /** Its length in the units of `bytes`: what a dot product is divided by. */
  readonly norm: number;
}

/** What one instruction of the scan reads. */
const LANES = 16;

export const paddedTo = (dimensions: number): number => Math.ceil(dimensions / LANES) * LANES;

/** Undefined: it has no direction, or is not a vector of finite numbers. */
export function quantise(vector: ArrayLike<number>): Quantised | undefined {
  let largest = 0;
  for (let index = 0; index < vector.length; index++) {
    const size = Math.abs(vector[index] as number);
    if (!Number.isFinite(size)) return undefined;
    if (size > largest) largest = size;
  }
  if (largest === 0) return undefined;
  const bytes = new Int8Array(paddedTo(vector.length));
  for (let index = 0; index < vector.length; index++) bytes[index] = Math.round(((vector[index] as number) / largest) * 127);
  return { bytes, norm: normOf(bytes) };
}

export function normOf(bytes: Int8Array): number {
  let sum = 0;
  for (const byte of bytes) sum += byte * byte;
  return Math.sqrt(sum);
}

/** Of vectors of the same model. */
export function cosine(one: Quantised, other: Quantised): number {
  let sum = 0;
  for (let index = 0; index < one.bytes.length; index++) sum += (one.bytes[index] as number) * (other.bytes[index] as number);
  return sum / (one.norm * other.norm);
}
