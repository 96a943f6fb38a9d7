/** Lines of a text as editors count them: `\n`, `\r\n` and `\r` end one. */

export interface LineMap {
  /** 0-based line of an offset; offsets outside the text are clamped. */
  lineAt(offset: number): number;
  /** Offset of a line's first character; lines outside the text are clamped. */
  startOf(line: number): number;
  /** Offset after a line's last character, its line end not counted. */
  endOf(line: number): number;
}

/** Scans the text when first asked. */
export function mapLines(text: string): LineMap {
  let starts: number[] | undefined;
  const lineStarts = (): number[] => {
    starts ??= [0, ...Array.from(text.matchAll(/\r\n?|\n/g), end => end.index + end[0].length)];
    return starts;
  };
  return {
    lineAt(offset) {
      const all = lineStarts();
      let [low, high] = [0, all.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((all[middle] as number) <= offset) low = middle;
        else high = middle - 1;
      }
      return low;
    },
    startOf(line) {
      const all = lineStarts();
      return all[Math.max(0, Math.min(line, all.length - 1))] as number;
    },
    endOf(line) {
      const next = lineStarts()[line + 1];
      if (next === undefined) return text.length;
      return text.charCodeAt(next - 1) === LINE_FEED && text.charCodeAt(next - 2) === CARRIAGE_RETURN ? next - 2 : next - 1;
    },
  };
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
