/** Past the end of the Python logical line that starts here: strings, brackets and backslashes carry it over line ends. */
export function logicalLineEnd(source: string, start: number): number {
  let depth = 0;
  for (let at = start; at < source.length; ) {
    PLAIN.lastIndex = at;
    if (PLAIN.test(source)) {
      at = PLAIN.lastIndex;
      continue;
    }
    const character = source.charAt(at);
    if (character === '\n') {
      if (depth <= 0) return at + 1;
      at++;
    } else if (character === '\\') {
      at += source.startsWith('\r\n', at + 1) ? 3 : 2;
    } else if (character === '#') {
      const end = source.indexOf('\n', at);
      at = end === -1 ? source.length : end;
    } else if (character === '"' || character === "'") {
      at = stringEnd(source, at, character);
    } else {
      depth += '([{'.includes(character) ? 1 : -1;
      at++;
    }
  }
  return source.length;
}

const PLAIN = /[^'"#\\()[\]{}\n]+/y;

/** Past the string that opens here; an unclosed one ends with its line, or with the source when it has three quotes. */
function stringEnd(source: string, start: number, quote: string): number {
  const triple = source.startsWith(quote.repeat(3), start);
  const close = triple ? quote.repeat(3) : quote;
  for (let at = start + close.length; at < source.length; at++) {
    const character = source.charAt(at);
    if (character === '\\') at++;
    else if (character === '\n' && !triple) return at;
    else if (character === quote && source.startsWith(close, at)) return at + close.length;
  }
  return source.length;
}
