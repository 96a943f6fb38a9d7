/** Reads Python line by line as far as brackets, strings and comments go; what is unclear stops it for good. */

const [TAB, LINE_FEED, FORM_FEED, RETURN, SPACE] = [9, 10, 12, 13, 32];
const [HASH, COLON, EQUALS, SEMICOLON, BACKSLASH, OPEN_BRACE, CLOSE_BRACE] = [35, 58, 61, 59, 92, 123, 125];

/** What a character is to the scanner, for the first 128. */
const [WORD, BLANK, OPEN, CLOSE, QUOTE, NEUTRAL] = [1, 2, 3, 4, 5, 6];
const KINDS = new Uint8Array(128);
for (const letter of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_') KINDS[letter.charCodeAt(0)] = WORD;
for (const code of [TAB, FORM_FEED, SPACE]) KINDS[code] = BLANK;
for (const [letters, kind] of [
  ['([{', OPEN],
  [')]}', CLOSE],
  ['"\'', QUOTE],
  [',:', NEUTRAL],
] as const) {
  for (const letter of letters) KINDS[letter.charCodeAt(0)] = kind;
}

const CLOSING: Readonly<Record<number, number>> = { 40: 41, 91: 93, 123: 125 };
const CONSTANTS = /^(?:True|False|None|\d.*)$/s;
const STRING_PREFIX = /^[rRbBuU]{1,2}$/;

export class PythonScanner {
  /** The start of a line, once a whole one was read. */
  at = 0;
  failed = false;
  /** Behind the last letter of the line that is no comment. */
  codeEnd = 0;
  /** Behind the comment at the end of the line. */
  commentEnd: number | undefined;
  /** The line held a string with holes. */
  sawTemplate = false;
  /** The line held nothing but literals, brackets, commas and colons. */
  isPlain = true;
  /** The line ends with a colon: what is indented behind it belongs to it. */
  opensBlock = false;
  /** The line held more than one statement, or assigned more than once. */
  isCompound = false;
  private readonly text: string;
  /** Of the line: the brackets that are open, by what closes them. */
  private readonly open: number[] = [];
  private assignments = 0;
  /** Outside of brackets. */
  private colons = 0;
  private isClosed = false;

  constructor(text: string) {
    this.text = text;
  }

  /** Skips a line without code, whatever its indentation. */
  skipEmptyLine(): boolean {
    const { text } = this;
    const at = this.codeStart();
    if (at < text.length && text.charCodeAt(at) !== LINE_FEED && text.charCodeAt(at) !== HASH) return false;
    this.at = endOfLine(text, at) + 1;
    return true;
  }

  private codeStart(): number {
    let at = this.at;
    while (KINDS[this.text.charCodeAt(at)] === BLANK || this.text.charCodeAt(at) === RETURN) at++;
    return at;
  }

  /**
   * Reads the indented lines that follow one that ends in a colon. `each` is told where each statement of the block begins, after it was read,
   * and says whether the block is still as wanted. Returns where the block ends and whether all was as wanted; undefined where it is unclear.
   */
  block(each: (start: number) => boolean): { readonly end: number; readonly asWanted: boolean } | undefined {
    const { text } = this;
    const indents = [0];
    let end: number | undefined;
    let opens = true;
    let asWanted = true;
    /** A comment as far in as the block belongs to it, until one is not. */
    let isClosed = false;
    while (this.at < text.length) {
      const line = this.at;
      const start = this.codeStart();
      if (this.skipEmptyLine()) {
        if (end === undefined || isClosed || text.charCodeAt(start) !== HASH) continue;
        if (widthOf(text, line, start) < (indents[1] as number)) isClosed = true;
        else end = endOfLine(text, start);
        continue;
      }
      const width = widthOf(text, line, start);
      // Deeper behind a colon and only there, and back to where it was.
      if (opens !== width > (indents.at(-1) as number)) return this.unclear();
      if (opens) indents.push(width);
      while (width < (indents.at(-1) as number)) indents.pop();
      if (width !== indents.at(-1)) return this.unclear();
      if (width === 0) break;
      if (!this.line()) return undefined;
      opens = this.opensBlock;
      if (indents.length === 2) asWanted &&= each(start);
      end = this.commentEnd ?? this.codeEnd;
      isClosed = false;
    }
    return end === undefined || opens ? this.unclear() : { end, asWanted };
  }

  /** Reads to the end of the line, or of the lines that brackets, strings and backslashes join; false where it is unclear what they are. */
  line(from = this.at): boolean {
    const { text } = this;
    this.commentEnd = undefined;
    this.sawTemplate = false;
    this.isPlain = true;
    this.isCompound = false;
    this.open.length = 0;
    this.assignments = 0;
    this.colons = 0;
    this.isClosed = false;
    let at = from;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === LINE_FEED) {
        at++;
        if (this.open.length === 0) break;
      } else if (code === HASH) {
        at = endOfLine(text, at);
        if (this.open.length === 0) this.commentEnd = at;
      } else if (code === RETURN || KINDS[code] === BLANK) at++;
      else {
        at = this.token(at, code, code < 128 ? (KINDS[code] as number) : WORD);
        if (at < 0) return this.fail();
      }
    }
    this.at = at;
    this.opensBlock = text.charCodeAt(this.codeEnd - 1) === COLON;
    // A statement behind the colon of another cannot open a block.
    return (this.open.length === 0 && !(this.opensBlock && this.colons > 1)) || this.fail();
  }

  /** Behind the token that begins here, or -1. */
  private token(start: number, code: number, kind: number): number {
    const { text, open } = this;
    // Behind a value in brackets nothing may stand.
    if (this.isClosed) this.isPlain = false;
    if (kind === QUOTE) return this.string(start, false);
    if (kind === WORD) return this.word(start);
    if (code === BACKSLASH) {
      const next = text.charCodeAt(start + 1);
      if (next === LINE_FEED) return start + 2;
      return next === RETURN && text.charCodeAt(start + 2) === LINE_FEED ? start + 3 : -1;
    }
    if (kind === OPEN) open.push(CLOSING[code] as number);
    else if (kind === CLOSE) {
      if (open.pop() !== code) return -1;
      this.isClosed = open.length === 0;
    } else if (kind === NEUTRAL) {
      if (code === COLON && open.length === 0) this.colons++;
    } else {
      if (code < SPACE) return -1;
      this.isPlain = false;
      if (code === SEMICOLON) this.isCompound = true;
      if (code === EQUALS && open.length === 0 && isAssignment(text, start) && ++this.assignments > 1) this.isCompound = true;
    }
    this.codeEnd = start + 1;
    return this.codeEnd;
  }

  private word(start: number): number {
    const { text } = this;
    let at = start + 1;
    while (at < text.length && (text.charCodeAt(at) >= 128 || KINDS[text.charCodeAt(at)] === WORD)) at++;
    this.codeEnd = at;
    if (at - start <= 2 && KINDS[text.charCodeAt(at)] === QUOTE) return this.string(at, !STRING_PREFIX.test(text.slice(start, at)));
    if (this.isPlain && !CONSTANTS.test(text.slice(start, at))) this.isPlain = false;
    return at;
  }

  /** Behind the string that begins here, or -1. */
  private string(start: number, isTemplate: boolean): number {
    const { text } = this;
    const quote = text.charCodeAt(start);
    const isLong = text.charCodeAt(start + 1) === quote && text.charCodeAt(start + 2) === quote;
    if (isTemplate) {
      this.isPlain = false;
      this.sawTemplate = true;
    }
    let holes = 0;
    for (let at = isLong ? start + 3 : start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote && (!isLong || (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote))) {
        // Newer Python allows the same quotes again in a hole.
        if (holes > 0) return -1;
        this.codeEnd = isLong ? at + 3 : at + 1;
        return this.codeEnd;
      }
      if (code === LINE_FEED && !isLong) return -1;
      if (code === BACKSLASH) {
        if (holes > 0) return -1;
        at++;
        if (text.charCodeAt(at) === RETURN && text.charCodeAt(at + 1) === LINE_FEED) at++;
      } else if (isTemplate && code === OPEN_BRACE) {
        if (holes === 0 && text.charCodeAt(at + 1) === OPEN_BRACE) at++;
        else holes++;
      } else if (isTemplate && code === CLOSE_BRACE && holes > 0) holes--;
    }
    return -1;
  }

  private fail(): false {
    this.failed = true;
    return false;
  }

  private unclear(): undefined {
    this.failed = true;
  }
}

/** `=` by itself, not `==`, `<=`, `:=` or `+=`. */
function isAssignment(text: string, at: number): boolean {
  return text.charCodeAt(at + 1) !== EQUALS && !'=<>!:+-*/%&|^@'.includes(text.charAt(at - 1));
}

/** As the grammar counts: a tab is eight, a form feed begins anew. */
function widthOf(text: string, from: number, to: number): number {
  let width = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    width = code === FORM_FEED ? 0 : width + (code === TAB ? 8 : 1);
  }
  return width;
}

/** Of its line feed, or the end of the text. */
function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
