/**
 * The definitions and constants at the top level of a TypeScript or JavaScript module, found by its tokens alone. Each begins and ends at a line
 * that begins or ends a statement. Where anything is unclear there is no outline, and the whole text is parsed.
 */
import type { Span } from '../../ir/nodes.ts';
import type { Outlined } from './outlined.ts';
import { ScriptScanner, type Token } from './scriptScanner.ts';

const FUNCTION = /(?:async\s+)?function\s*\*?\s*([\w$]+)\s*(?=[<(])/y;
const CLASS = /(?:abstract\s+)?class\s+(?!extends\b|implements\b)([\w$]+)/y;
const VARIABLE = /(const|let)\s+([\w$]+)\s*(?::\s*[\w$.<>[\]|, '"]+?)?=(?![=>])\s*/y;
const TYPE = /interface\s+[\w$]+/y;
const EXPORT = /export\s+(default\s+)?/y;
const ARROW = /(?:async\s*)?\(/y;
/** These end a statement, whatever it is. */
const ENDING = /[;}'"`]/;
/** These statements end with their line, where no word asks for more. */
const DECLARING = /(?:export\s+)?(?:const|let|var|type|import)\b/y;
const ASKS_FOR_MORE =
  /(?:^|[^\w$])(?:export|default|declare|abstract|async|new|typeof|keyof|extends|of|in|await|yield|as|satisfies|instanceof|void|delete|unique|readonly|infer|is|asserts)$/;
/** With these the statement goes on in the next line. */
const GOES_ON = /^[^\w$@/]|^(?:in|instanceof|as|satisfies|else|catch|finally|while|of|extends)\b/;
/** Shorter constants are not worth the trouble. */
const SHORTEST_CONSTANT = 120;

/** In source order; empty where the text is not clear. Lines end with line feeds. */
export function outlineScript(text: string, hasJsx: boolean): readonly Outlined[] {
  const scanner = new ScriptScanner(text, hasJsx);
  const found: Outlined[] = [];
  /** Behind the code before the token. */
  let before = 0;
  /** The last line that began with code outside all brackets. */
  let line = 0;
  while (scanner.next() !== 'end') {
    const { start } = scanner;
    if (scanner.depth === 0 && isLineStart(text, start)) {
      const outlined = isEnded(text, line, before) ? statementAt(text, start, scanner) : undefined;
      if (outlined) found.push(outlined);
      line = start;
    }
    before = scanner.at;
  }
  return scanner.failed ? [] : found;
}

/** Whether the code from a line to `end` is whole statements. */
function isEnded(text: string, line: number, end: number): boolean {
  if (end === 0 || ENDING.test(text.charAt(end - 1))) return true;
  return (
    /[\w$)\]]/.test(text.charAt(end - 1)) &&
    !!matchAt(DECLARING, text, line) &&
    !ASKS_FOR_MORE.test(text.slice(Math.max(line, end - 20), end))
  );
}

const isLineStart = (text: string, at: number): boolean => at === 0 || text.charAt(at - 1) === '\n';

/** Where one begins with the word that was read last, it is read to its end. */
function statementAt(text: string, start: number, scanner: ScriptScanner): Outlined | undefined {
  const exported = matchAt(EXPORT, text, start);
  const at = start + (exported?.[0].length ?? 0);
  const isDefault = exported?.[1] !== undefined;
  const named = (name: string, nameStart: number, end: number) => ({
    span: { start, end },
    declaration: { start: at, end },
    name,
    nameSpan: { start: nameStart, end: nameStart + name.length },
    ...(exported && { exported: isDefault ? 'default' : name }),
  });
  const fn = matchAt(FUNCTION, text, at);
  const cls = fn ? undefined : matchAt(CLASS, text, at);
  if (fn || cls) {
    const [head, name = ''] = (fn ?? cls) as RegExpExecArray;
    const nameStart = at + (fn ? head.lastIndexOf(name, head.trimEnd().length) : head.length - name.length);
    const end = braced(text, at + head.trimEnd().length, scanner, cls !== undefined);
    return end === undefined ? undefined : { kind: fn ? 'function' : 'class', ...named(name, nameStart, end), decorators: [] };
  }
  if (!isDefault && matchAt(TYPE, text, at)) {
    const end = braced(text, at, scanner, false);
    return end === undefined ? undefined : { kind: 'type', span: { start, end } };
  }
  const variable = isDefault ? undefined : matchAt(VARIABLE, text, at);
  if (!variable) return undefined;
  const [head, word, name = ''] = variable;
  const value = at + head.length;
  const nameStart = text.indexOf(name, at + (word as string).length);
  const kind = matchAt(ARROW, text, value) ? 'arrow' : 'constant';
  const read = kind === 'arrow' ? arrow(text, value, scanner) : literal(text, value, scanner);
  if (!read || (kind === 'constant' && read.end - start < SHORTEST_CONSTANT)) return undefined;
  return { kind, ...named(name, nameStart, read.end), word: word as 'const' | 'let', value: read.value };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

/** Reads on to the brace that ends a function or class; undefined where it does not end its line or something else comes before. */
function braced(text: string, head: number, scanner: ScriptScanner, isClass: boolean): number | undefined {
  let isPlain = true;
  /** In braces that are not part of a type. */
  let isBody = false;
  let last: Token = 'word';
  while (!scanner.failed) {
    const before = scanner.at;
    const token = scanner.next();
    if (token === 'end') return undefined;
    const letter = text.charAt(scanner.start);
    if (scanner.depth === 0) {
      if (isBody && token === 'close') return isPlain && endsHere(text, scanner.at) ? scanner.at : undefined;
      // A signature without a body, or the start of something else.
      if (letter === ';' || (scanner.start > head && isLineStart(text, scanner.start) && token !== 'close')) return undefined;
    }
    if (letter === '{' && token === 'open' && scanner.depth === 1) isBody = last !== 'sign';
    // Members that leave something behind for the module: decorated, or with a computed name.
    if (isClass && (letter === '@' || (letter === '[' && scanner.depth === 2 && mayName(text, before, scanner.start)))) isPlain = false;
    last = token;
  }
  return undefined;
}

/** Whether a bracket in a class body may hold the name of a member, and not an item, a list or a type. */
function mayName(text: string, before: number, at: number): boolean {
  return /[{};*]/.test(text.charAt(before - 1)) || (before < at && !/[=:,(|&?<[+]/.test(text.charAt(before - 1)));
}

/** A function with a block, from its brackets on. */
function arrow(text: string, from: number, scanner: ScriptScanner): { readonly end: number; readonly value: Span } | undefined {
  let isBody = false;
  while (scanner.at < from && !scanner.failed) scanner.next();
  while (!scanner.failed) {
    const token = scanner.next();
    if (token === 'end') return undefined;
    const letter = text.charAt(scanner.start);
    if (scanner.depth === 0 && (letter === ';' || letter === ',' || (isLineStart(text, scanner.start) && token !== 'close')))
      return undefined;
    if (token === 'sign' && scanner.depth === 0 && text.startsWith('=>', scanner.start)) {
      scanner.next();
      if (scanner.next() !== 'open' || text.charAt(scanner.start) !== '{') return undefined;
      isBody = true;
    } else if (isBody && token === 'close' && scanner.depth === 0) return ended(text, from, scanner);
  }
  return undefined;
}

/** The value and its statement, where nothing but a semicolon follows it in its line. */
function ended(text: string, from: number, scanner: ScriptScanner): { readonly end: number; readonly value: Span } | undefined {
  const value = { start: from, end: scanner.at };
  if (text.charAt(scanner.at) !== ';') return endsHere(text, scanner.at) ? { end: scanner.at, value } : undefined;
  scanner.next();
  return endsHere(text, scanner.at) ? { end: scanner.at, value } : undefined;
}

const PLAIN_WORDS = new Set(['true', 'false', 'null']);

/** An object, list or string of nothing but such, numbers and words that are keys. */
function literal(text: string, from: number, scanner: ScriptScanner): { readonly end: number; readonly value: Span } | undefined {
  if (!/[[{`'"]/.test(text.charAt(from))) return undefined;
  while (scanner.at < from && !scanner.failed) scanner.next();
  scanner.sawCode = false;
  let isPlain = true;
  while (!scanner.failed) {
    const token = scanner.next();
    if (token === 'end') return undefined;
    const letter = text.charAt(scanner.start);
    if (letter === '(') isPlain = false;
    else if (token === 'word') {
      const word = text.slice(scanner.start, scanner.at);
      isPlain &&= PLAIN_WORDS.has(word) || (/^[\w$]+$/.test(word) && /^\s*:/.test(text.slice(scanner.at, scanner.at + 20)));
    } else if (token === 'sign') isPlain &&= letter === ',' || letter === ':';
    else if (token === 'regex' || token === 'jsx') isPlain = false;
    if (scanner.depth === 0)
      return isPlain && !scanner.sawCode && token !== 'word' && token !== 'sign' ? ended(text, from, scanner) : undefined;
  }
  return undefined;
}

/** Nothing follows in the line, and what comes after it is a statement of its own. */
function endsHere(text: string, at: number): boolean {
  const rest = /[ \t\r]*(?:\/\/[^\n]*)?(?:\n|$)/y;
  rest.lastIndex = at;
  if (!rest.test(text)) return false;
  const next = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
  next.lastIndex = at;
  next.test(text);
  const following = text.slice(next.lastIndex, next.lastIndex + 12);
  return following === '' || (isLineStart(text, next.lastIndex) && !GOES_ON.test(following));
}
