/** Finds members of a JSON object by its bytes, so that one can be changed and every other byte kept. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Member {
  /** From its opening quote. */
  readonly name: Span;
  readonly value: Span;
}

/** The members of the object that begins at `at` (blanks allowed before it), as far as the bytes are JSON. */
export function membersAt(json: Buffer, at: number): Member[] {
  const members: Member[] = [];
  let next = afterBlanks(json, at);
  if (json[next] !== OPEN_BRACE) return members;
  next = afterBlanks(json, next + 1);
  while (json[next] === QUOTE) {
    const nameEnd = stringEnd(json, next);
    if (nameEnd === undefined) break;
    const colon = afterBlanks(json, nameEnd);
    if (json[colon] !== COLON) break;
    const start = afterBlanks(json, colon + 1);
    const end = valueEnd(json, start);
    if (end === undefined) break;
    members.push({ name: { start: next, end: nameEnd }, value: { start, end } });
    const comma = afterBlanks(json, end);
    if (json[comma] !== COMMA) break;
    next = afterBlanks(json, comma + 1);
  }
  return members;
}

/** The last member of this name (quotes included), which is the one that readers of JSON take. */
export function findMember(json: Buffer, at: number, name: Buffer): Member | undefined {
  return membersAt(json, at).findLast(member => name.compare(json, member.name.start, member.name.end) === 0);
}

/** Index of the first byte at or after `at` that is no blank of JSON. */
export function afterBlanks(json: Buffer, at: number): number {
  let next = at;
  for (let code = json[next]; code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09; code = json[++next]);
  return next;
}

/** Index behind the string that begins at `at`. */
function stringEnd(json: Buffer, at: number): number | undefined {
  for (let quote = json.indexOf(QUOTE, at + 1); quote >= 0; quote = json.indexOf(QUOTE, quote + 1)) {
    let backslashes = 0;
    while (json[quote - 1 - backslashes] === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return undefined;
}

/** Index behind the value that begins at `at`. */
function valueEnd(json: Buffer, at: number): number | undefined {
  const first = json[at];
  if (first === QUOTE) return stringEnd(json, at);
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return scalarEnd(json, at);
  let depth = 0;
  for (let next = at; next < json.length; ) {
    const code = json[next];
    if (code === QUOTE) {
      const end = stringEnd(json, next);
      if (end === undefined) return undefined;
      next = end;
      continue;
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++;
    else if ((code === CLOSE_BRACE || code === CLOSE_BRACKET) && --depth === 0) return next + 1;
    next++;
  }
  return undefined;
}

function scalarEnd(json: Buffer, at: number): number | undefined {
  for (let next = at; next < json.length; next++) {
    const code = json[next] as number;
    if (code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET || code <= 0x20) return next === at ? undefined : next;
  }
  return undefined;
}
