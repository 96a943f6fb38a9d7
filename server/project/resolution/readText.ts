/** Text of a small settings or source file; undefined when it cannot be read. */
export type ReadText = (path: string) => string | undefined;
