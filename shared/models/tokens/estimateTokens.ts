/**
 * Tokens of a text without a vocabulary: the text is cut as o200k cuts it before merging (openai/tiktoken, the pattern of o200k_base), and
 * each piece is given the mean number of tokens that pieces of its kind and length have. The means are measured over 17 MB of Python,
 * TypeScript and Markdown; `docs/tokens.md` has the error and how to repeat it.
 */

const SPACE = 1;
const NEWLINE = 2;
const DIGIT = 3;
const LOWER = 4;
const UPPER = 5;
const MARK = 6;
const WIDE = 7;

const ASCII = new Uint8Array(128).map((_, code) => {
  if (code === 10 || code === 13) return NEWLINE;
  if (code === 32 || (code >= 9 && code <= 12)) return SPACE;
  if (code >= 48 && code <= 57) return DIGIT;
  if (code >= 97 && code <= 122) return LOWER;
  if (code >= 65 && code <= 90) return UPPER;
  return MARK;
});

/** An unbroken run of letters and digits this long is data, not words: base64, hashes, minified names. */
const DATA_RUN = 40;

/** Estimated o200k tokens of a text. Linear in its length, whatever it is made of. */
export function estimateTokens(text: string): number {
  const cursor: Cursor = { text, at: 0 };
  let tokens = 0;
  while (cursor.at < text.length) tokens += piece(cursor);
  return Math.round(tokens);
}

/** Where the walk is. Each function below takes one piece: it moves the cursor behind it and returns its tokens. */
interface Cursor {
  readonly text: string;
  at: number;
}

function piece(cursor: Cursor): number {
  const { text, at } = cursor;
  switch (kindAt(text, at)) {
    case LOWER:
    case UPPER:
      return dataRun(cursor) ?? word(cursor, at);
    case DIGIT:
      return dataRun(cursor) ?? digits(cursor);
    case WIDE:
      return wide(cursor);
    case SPACE:
    case NEWLINE:
      return blank(cursor);
    default:
      // One mark may lead a word: `.name`, `_id`, `(x`.
      return isLetter(kindAt(text, at + 1)) ? word(cursor, at + 1) : marks(cursor, at);
  }
}

/** Upper-case letters, then lower-case letters: `Server`, `HTTPServer`, `fooBar` in two. A blank or a mark may stand before `start`. */
function word(cursor: Cursor, start: number): number {
  const { text } = cursor;
  const led = cursor.at < start;
  const spaced = led && kindAt(text, cursor.at) === SPACE;
  let end = start;
  while (kindAt(text, end) === UPPER) end++;
  const capitals = end - start;
  while (kindAt(text, end) === LOWER) end++;
  const length = end - start;
  cursor.at = end;
  return capitals > 1 && capitals === length ? capitalsTokens(length) : wordTokens(length, spaced, led);
}

function wordTokens(length: number, spaced: boolean, led: boolean): number {
  if (spaced) return 1.02 + 0.03 * Math.max(0, length - 6);
  if (led) return 1.1 + 0.12 * Math.max(0, length - 4);
  return 1.05 + 0.07 * Math.max(0, length - 5);
}

function capitalsTokens(length: number): number {
  return 1.05 + 0.2 * Math.max(0, length - 2);
}

function digits(cursor: Cursor): number {
  const last = cursor.at + 3;
  while (cursor.at < last && kindAt(cursor.text, cursor.at) === DIGIT) cursor.at++;
  return 1;
}

/** Punctuation and symbols with the line breaks after them. */
function marks(cursor: Cursor, start: number): number {
  const { text } = cursor;
  let end = start;
  while (kindAt(text, end) === MARK) end++;
  const length = end - start;
  // Rules and banners: `-----`, `=====` are tokens of their own up to 64 marks and more.
  const same = length > 3 && text.charCodeAt(start) === text.charCodeAt(start + 1) && text.charCodeAt(start) === text.charCodeAt(end - 1);
  while (kindAt(text, end) === NEWLINE) end++;
  cursor.at = end;
  return same ? 1 + Math.floor(length / 64) : 1 + 0.4 * Math.max(0, length - 2.6);
}

/** Blanks up to the last line break are one piece; of other blanks the last one leads the word or the marks that follow. */
function blank(cursor: Cursor): number {
  const { text, at } = cursor;
  let end = at;
  let lastBreak = -1;
  for (let kind = kindAt(text, end); kind === SPACE || kind === NEWLINE; kind = kindAt(text, ++end)) {
    if (kind === NEWLINE) lastBreak = end;
  }
  const taken = lastBreak >= 0 ? lastBreak + 1 : end === text.length ? end : end - 1;
  cursor.at = taken;
  if (taken > at) return blankTokens(taken - at);
  const next = kindAt(text, end);
  if (isLetter(next)) return word(cursor, end);
  if (next === MARK) return marks(cursor, end);
  cursor.at = end;
  return next === WIDE ? 0 : 1;
}

/** The longest run of blanks in the vocabulary has some 128. */
function blankTokens(length: number): number {
  return Math.ceil(length / 128);
}

function dataRun(cursor: Cursor): number | undefined {
  const { text, at } = cursor;
  let end = at;
  let count = 0;
  let previous = 0;
  let changes = 0;
  for (let kind = kindAt(text, end); kind >= DIGIT && kind <= UPPER; kind = kindAt(text, ++end)) {
    if (kind === DIGIT) count++;
    if (previous !== 0 && kind !== previous) changes++;
    previous = kind;
  }
  const length = end - at;
  if (length < DATA_RUN) return undefined;
  cursor.at = end;
  if (changes === 0) return count > 0 ? Math.ceil(length / 3) : length / 8;
  return length * (count * 3 > length ? 0.6 : 0.8);
}

/** Letters beyond ASCII: tokens for each character of a script, measured on running text. */
function wide(cursor: Cursor): number {
  const code = cursor.text.codePointAt(cursor.at) ?? 0;
  cursor.at += code > 0xffff ? 2 : 1;
  return scriptTokens(code);
}

function scriptTokens(code: number): number {
  if (code < 0x250) return 0.6; // accented Latin
  if (code < 0x370) return 1;
  if (code < 0x400) return 0.39; // Greek
  if (code < 0x530) return 0.23; // Cyrillic
  if (code < 0x780) return 0.36; // Armenian, Hebrew, Arabic
  if (code < 0xe80) return 0.36; // scripts of India, Thai
  if (code >= 0x2010 && code <= 0x2030) return 1; // typographic marks
  if (code >= 0x3040 && code < 0x3100) return 0.7; // kana
  if (code >= 0x4e00 && code < 0xa000) return 0.62; // Han
  if (code >= 0xac00 && code < 0xd7a4) return 0.65; // Hangul
  if (code > 0xffff) return 2; // emoji, rare scripts
  return 1.2;
}

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 128) return ASCII[code] as number;
  // NaN past the end.
  if (!(code >= 128)) return 0;
  return code === 0xa0 ? SPACE : WIDE;
}

function isLetter(kind: number): boolean {
  return kind === LOWER || kind === UPPER;
}
