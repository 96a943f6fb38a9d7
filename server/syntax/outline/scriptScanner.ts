/**
 * Reads TypeScript and JavaScript token by token as far as brackets, strings, templates, regular expressions, JSX and comments go. What is
 * unclear stops it for good.
 */

/** What was read last. */
export type Token = 'word' | 'number' | 'string' | 'template' | 'regex' | 'jsx' | 'open' | 'close' | 'sign' | 'end';

const [WORD, BLANK, OPEN, CLOSE] = [1, 2, 3, 4];
const KINDS = new Uint8Array(128);
for (const letter of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$#') KINDS[letter.charCodeAt(0)] = WORD;
for (const code of [9, 10, 11, 12, 13, 32]) KINDS[code] = BLANK;
for (const letter of '([{') KINDS[letter.charCodeAt(0)] = OPEN;
for (const letter of ')]}') KINDS[letter.charCodeAt(0)] = CLOSE;

const [LINE_FEED, BANG, DOUBLE, DOLLAR, SINGLE, STAR, SLASH, LESS, EQUALS, GREATER, BACKSLASH, BACKTICK] = [
  10, 33, 34, 36, 39, 42, 47, 60, 61, 62, 92, 96,
];
const [ROUND, CURLY, DOT, PLUS, MINUS, CLOSE_CURLY] = [40, 123, 46, 43, 45, 125];
const CLOSING: Readonly<Record<number, number>> = { 40: 41, 91: 93, 123: 125 };

/** Behind them comes an operand, not an operator. */
const BEFORE_OPERAND = new Set('return typeof instanceof in of new delete void throw case do else await yield extends default'.split(' '));
/** Behind what they have in brackets comes a statement. */
const WITH_CONDITION = new Set(['if', 'while', 'for', 'with']);
const DEEPEST = 200;

export class ScriptScanner {
  /** Behind the last token. */
  at = 0;
  /** Where it begins. */
  start = 0;
  /** Brackets that are open. */
  depth = 0;
  failed = false;
  /** A template that has holes counts as code. */
  sawCode = false;
  private readonly text: string;
  private readonly hasJsx: boolean;
  private readonly open: number[] = [];
  /** For each open bracket, whether it holds the condition of a statement. */
  private readonly conditions: boolean[] = [];
  /** The last token ends an operand: a slash behind it divides, and `<` compares. */
  private afterOperand = false;
  private afterBrace = false;
  private lastWord = '';
  private lastSign = 0;
  private nesting = 0;

  constructor(text: string, hasJsx: boolean) {
    this.text = text;
    this.hasJsx = hasJsx;
  }

  /** Reads the next token; `end` also where the text is unclear. */
  next(): Token {
    const { text } = this;
    if (this.failed || !this.skipBlank()) return 'end';
    const at = this.at;
    this.start = at;
    if (at >= text.length) return this.depth === 0 ? 'end' : this.fail();
    const code = text.charCodeAt(at);
    const kind = code < 128 ? KINDS[code] : WORD;
    const { afterBrace } = this;
    this.afterBrace = false;
    if (kind === WORD) return this.word();
    this.lastWord = kind === OPEN ? this.lastWord : '';
    if (kind === OPEN) return this.opened(code);
    if (kind === CLOSE) return this.closed(code);
    switch (code) {
      case DOUBLE:
      case SINGLE:
        return this.string(code);
      case BACKTICK:
        return this.template();
      case SLASH:
        if (afterBrace || (!this.afterOperand && this.lastSign === GREATER)) return this.fail();
        if (!this.afterOperand) return this.regex();
        break;
      case LESS:
        if (this.hasJsx && afterBrace) return this.fail();
        if (this.hasJsx && !this.afterOperand && /^<(?:[\w$]|\s*>)/.test(text.slice(at, at + 20)) && !isGeneric(text, at))
          return this.jsx();
        break;
      case BACKSLASH:
        return this.fail();
    }
    return this.sign(code);
  }

  private fail(): 'end' {
    this.failed = true;
    return 'end';
  }

  /** Comments too; false where one does not end. */
  private skipBlank(): boolean {
    const { text } = this;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (code < 128 && KINDS[code] === BLANK) this.at++;
      else if (code === SLASH && text.charCodeAt(this.at + 1) === SLASH) {
        const end = text.indexOf('\n', this.at);
        this.at = end < 0 ? text.length : end;
      } else if (code === SLASH && text.charCodeAt(this.at + 1) === STAR) {
        const end = text.indexOf('*/', this.at + 2);
        if (end < 0) {
          this.fail();
          return false;
        }
        this.at = end + 2;
      } else return true;
    }
  }

  private word(): Token {
    const { text, start } = this;
    let at = start + 1;
    while (at < text.length && (text.charCodeAt(at) >= 128 || KINDS[text.charCodeAt(at)] === WORD)) at++;
    const first = text.charCodeAt(start);
    const isNumber = first >= 48 && first <= 57;
    if (isNumber && text.charCodeAt(at) === DOT) {
      at++;
      while (KINDS[text.charCodeAt(at)] === WORD) at++;
    }
    this.at = at;
    const isProperty = this.lastSign === DOT;
    this.lastSign = 0;
    this.lastWord = isProperty || isNumber ? '' : text.slice(start, at);
    this.afterOperand = !BEFORE_OPERAND.has(this.lastWord);
    return isNumber ? 'number' : 'word';
  }

  private opened(code: number): Token {
    this.open.push(CLOSING[code] as number);
    this.conditions.push(code === ROUND && WITH_CONDITION.has(this.lastWord));
    this.depth++;
    this.at++;
    this.afterOperand = false;
    this.lastWord = '';
    this.lastSign = 0;
    return 'open';
  }

  private closed(code: number): Token {
    if (this.open.pop() !== code) return this.fail();
    this.afterOperand = !this.conditions.pop();
    this.afterBrace = code === CLOSE_CURLY;
    this.depth--;
    this.at++;
    this.lastSign = 0;
    return 'close';
  }

  private sign(code: number): Token {
    this.at++;
    const repeated = this.text.charCodeAt(this.at) === code;
    if ((code === PLUS || code === MINUS) && repeated) this.at++;
    // `x!` and `x++` are still operands.
    else if (code !== BANG || this.text.charCodeAt(this.at) === EQUALS) this.afterOperand = false;
    // `=>` is no `>`.
    this.lastSign = code === GREATER && this.text.charCodeAt(this.at - 2) === EQUALS ? EQUALS : code;
    return 'sign';
  }

  private operand(token: Token, end: number): Token {
    this.at = end;
    this.afterOperand = true;
    this.lastSign = 0;
    return token;
  }

  private string(quote: number): Token {
    const { text } = this;
    for (let at = this.at + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) return this.operand('string', at + 1);
      if (code === LINE_FEED) break;
      if (code === BACKSLASH) at += text.startsWith('\r\n', at + 1) ? 2 : 1;
    }
    return this.fail();
  }

  private template(): Token {
    const { text } = this;
    for (let at = this.at + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === BACKTICK) return this.operand('template', at + 1);
      if (code === BACKSLASH) at++;
      else if (code === DOLLAR && text.charCodeAt(at + 1) === CURLY) {
        this.sawCode = true;
        this.at = at + 1;
        if (!this.hole()) return 'end';
        at = this.at - 1;
      }
    }
    return this.fail();
  }

  /** From `{` to behind its `}`. */
  private hole(): boolean {
    const { start, depth } = this;
    if (++this.nesting > DEEPEST) this.fail();
    this.next();
    while (!this.failed && this.depth > depth) this.next();
    this.nesting--;
    this.start = start;
    return !this.failed;
  }

  private regex(): Token {
    const { text } = this;
    let inClass = false;
    for (let at = this.at + 1; at < text.length; at++) {
      const letter = text.charAt(at);
      if (letter === '\n') break;
      if (letter === '\\') at++;
      else if (letter === '[') inClass = true;
      else if (letter === ']') inClass = false;
      else if (letter === '/' && !inClass) {
        let end = at + 1;
        while (KINDS[text.charCodeAt(end)] === WORD) end++;
        return this.operand('regex', end);
      }
    }
    return this.fail();
  }

  /** An element with all that is in it. */
  private jsx(): Token {
    const { start } = this;
    if (++this.nesting > DEEPEST || !this.element()) return this.fail();
    this.nesting--;
    this.start = start;
    this.sawCode = true;
    return this.operand('jsx', this.at);
  }

  private element(): boolean {
    const { text } = this;
    const name = nameAt(text, this.at + 1);
    this.at += 1 + name.length;
    while (this.skipBlank()) {
      const code = text.charCodeAt(this.at);
      if (code === DOUBLE || code === SINGLE) {
        const end = text.indexOf(text.charAt(this.at), this.at + 1);
        if (end < 0) return false;
        this.at = end + 1;
      } else if (code === CURLY) {
        if (!this.hole()) return false;
      } else if (code === SLASH) {
        if (text.charCodeAt(this.at + 1) !== GREATER) return false;
        this.at += 2;
        return true;
      } else if (code === GREATER) {
        this.at++;
        return this.children(name);
      } else if (KINDS[code] === WORD || code === EQUALS || code === MINUS || text.charAt(this.at) === ':') this.at++;
      else return false;
    }
    return false;
  }

  private children(name: string): boolean {
    const { text } = this;
    while (this.at < text.length) {
      const code = text.charCodeAt(this.at);
      if (code === CURLY) {
        if (!this.hole()) return false;
      } else if (code === LESS) {
        const closing = /<\s*\/\s*/y;
        closing.lastIndex = this.at;
        if (!closing.test(text)) {
          if (this.jsx() === 'end') return false;
          continue;
        }
        const end = closing.lastIndex + name.length;
        if (nameAt(text, closing.lastIndex) !== name) return false;
        this.at = text.indexOf('>', end) + 1;
        return this.at > 0 && text.slice(end, this.at - 1).trim() === '';
      } else if (code === GREATER || code === CLOSE_CURLY) return false;
      else this.at++;
    }
    return false;
  }
}

function nameAt(text: string, at: number): string {
  const name = /[\w$.:-]*/y;
  name.lastIndex = at;
  return name.exec(text)?.[0] ?? '';
}

/** `<T,>(x) => x`, `<T extends U>(x) => x`. */
function isGeneric(text: string, at: number): boolean {
  return /^<\s*(?:const\s+)?[\w$]+\s*(?:,|extends\b|=[^>]*>\s*\()/.test(text.slice(at, at + 80));
}
