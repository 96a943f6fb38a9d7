/** Notebooks for tests. */

export interface TestCell {
  readonly type?: 'code' | 'markdown' | 'raw';
  readonly source: string | readonly string[];
  readonly outputs?: readonly unknown[];
}

/** Format 4, as Jupyter writes it: indented by one space, each line of a source on its own. */
export function notebook4(cells: readonly TestCell[], kernel: object = { kernelspec: { language: 'python', name: 'python3' } }): string {
  const written = cells.map(({ type = 'code', source, outputs = [] }) => ({
    cell_type: type,
    metadata: {},
    ...(type === 'code' && { execution_count: null, outputs }),
    source,
  }));
  return `${JSON.stringify({ cells: written, metadata: kernel, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

/** A source as the list of lines Jupyter keeps. */
export function lines(source: string): string[] {
  return source.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
