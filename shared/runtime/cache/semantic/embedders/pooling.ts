/** One vector of a text from those of its tokens. */

export type Pooled = Float32Array;

export interface TokenVectors {
  /** `[1, dimensions]`: it is one already; `[1, tokens, dimensions]`. */
  readonly dims: readonly number[];
  readonly data: unknown;
}

/** What sentence-transformers writes to `1_Pooling/config.json`; the mean, unless it says the first. */
export const onlyFirst = (config: object): boolean =>
  (config as { pooling_mode_cls_token?: boolean; pooling_mode?: string }).pooling_mode_cls_token === true ||
  (config as { pooling_mode?: string }).pooling_mode === 'cls';

export function pooled({ dims, data }: TokenVectors, first: boolean): Pooled {
  const values = data as Float32Array;
  const dimensions = dims.at(-1) ?? 0;
  const tokens = dims.length === 3 ? (dims[1] ?? 0) : 1;
  if (first || tokens === 1) return values.slice(0, dimensions);
  const sum = new Float32Array(dimensions);
  for (let at = 0; at < tokens * dimensions; at++) sum[at % dimensions] = (sum[at % dimensions] as number) + (values[at] as number);
  return sum.map(value => value / tokens);
}
