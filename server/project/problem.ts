/** Something that kept a file, or a part of it, from being linted: one sentence. The rest is linted all the same. */
export interface Problem {
  readonly path: string;
  /** No final stop. */
  readonly message: string;
}
