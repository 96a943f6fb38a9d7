/** Lines of a text as editors count them: `\n`, `\r\n` and `\r` end one. */

export interface LineMap {
  /** 0-based line of an offset; offsets outside the text are clamped. */
  lineAt(offset: number): number;
  /** Offset of a line's first character; lines outside the text are clamped. */
  startOf(line: number): number;
  /** Offset of a 0-based place; a place outside the text or past the end of its line is clamped. */
  offsetAt(line: number, column: number): number;
}

/** Scans the text when first asked. */
export function mapLines(text: string): LineMap {
  let scanned: LineMap | undefined;
  const lines = () => {
    scanned ??= linesFrom(text, [0, ...Array.from(text.matchAll(/\r\n?|\n/g), end => end.index + end[0].length)]);
    return scanned;
  };
  return {
    lineAt: offset => lines().lineAt(offset),
    startOf: line => lines().startOf(line),
    offsetAt: (line, column) => lines().offsetAt(line, column),
  };
}

function linesFrom(text: string, starts: readonly number[]): LineMap {
  const startOf = (line: number) => starts[clamp(line, starts.length - 1)] as number;
  const endOf = (line: number) => {
    const next = starts[clamp(line, starts.length - 1) + 1];
    if (next === undefined) return text.length;
    return text.startsWith('\r\n', next - 2) ? next - 2 : next - 1;
  };
  return {
    startOf,
    lineAt(offset) {
      let [low, high] = [0, starts.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] as number) <= offset) low = middle;
        else high = middle - 1;
      }
      return low;
    },
    offsetAt: (line, column) => Math.min(startOf(line) + Math.max(column, 0), endOf(line)),
  };
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}
