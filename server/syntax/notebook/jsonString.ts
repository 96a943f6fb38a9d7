/** The inside of a JSON string literal, as written. */

/** Offset in the written literal of each given offset in its value; both ascending. */
export function writtenOffsets(raw: string, valueOffsets: readonly number[]): number[] {
  const found: number[] = [];
  let [at, value] = [0, 0];
  for (const wanted of valueOffsets) {
    for (; value < wanted && at < raw.length; value++) at += characterLength(raw, at);
    found.push(at);
  }
  return found;
}

/** Split after each written newline; none of the pieces is empty. */
export function writtenLines(raw: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let at = 0; at < raw.length; ) {
    const length = characterLength(raw, at);
    const newline = raw.startsWith('\\n', at) || raw.startsWith('\\u000a', at) || raw.startsWith('\\u000A', at);
    at += length;
    if (newline || at >= raw.length) {
      lines.push(raw.slice(start, at));
      start = at;
    }
  }
  return lines;
}

/** Whether the value ends in a newline. */
export function endsInNewline(raw: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*\\n$/.test(raw);
}

/** How a text is written inside the quotes; `ascii` escapes everything else, as Python's `json` does by default. */
export function write(text: string, ascii: boolean): string {
  const written = JSON.stringify(text).slice(1, -1);
  return ascii ? written.replace(/[^\0-\x7f]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`) : written;
}

/** Whether this JSON escapes what is not ASCII; text without any such character leaves it open. */
export function escapesNonAscii(json: string): boolean | undefined {
  if (/[^\0-\x7f]/.test(json)) return false;
  return /(?:^|[^\\])(?:\\\\)*\\u(?:00[89a-f]|0[1-9a-f]|[1-9a-f])/i.test(json) ? true : undefined;
}

function characterLength(raw: string, at: number): number {
  if (raw.charAt(at) !== '\\') return 1;
  return raw.charAt(at + 1) === 'u' ? 6 : 2;
}
