/**
 * The definitions and constants at the top level of a Python module, found by its brackets, strings and indentation alone. Where anything is
 * unclear there is no outline, and the whole text is parsed.
 */
import type { Span } from '../../ir/nodes.ts';
import type { Outlined, OutlinedConstant, OutlinedDefinition } from './outlined.ts';
import { PythonScanner } from './pythonScanner.ts';

const DEFINITION = /((?:async[ \t]+def|def|class)[ \t]+)([A-Za-z_]\w*)[ \t]*[([:]/y;
/** The first line of a class whose bases are names: what else may stand there would leave something behind for the module. */
const PLAIN_CLASS = /class[ \t]+\w+[ \t]*(?:\([\w.,[\] \t\r\n]*(?:metaclass[ \t]*=[ \t]*[\w.]+[\s,]*)?\)[ \t]*)?:/y;
/** Up to where the value begins, if that may be a literal. */
const CONSTANT = /([A-Za-z_]\w*)[ \t]*(?::[ \t]*[\w.[\], |]+)?=[ \t]*(?=["'[{(rRbBuU])/y;
/** What in a class body is a member of it; a string must stand alone. */
const MEMBER = /@|(?:async[ \t]+def|def|pass)\b|[A-Za-z_]\w*[ \t]*(?::|=(?!=))/y;
/** Shorter constants are not worth the trouble. */
const SHORTEST_CONSTANT = 120;

/** In source order; empty where the text is not clear. Lines end with line feeds. */
export function outlinePython(text: string): readonly Outlined[] {
  const scanner = new PythonScanner(text);
  const found: Outlined[] = [];
  let decorators: Span[] = [];
  let isPlain = true;
  while (scanner.at < text.length) {
    const start = scanner.at;
    if (scanner.skipEmptyLine()) continue;
    if (text.charAt(start) === '@') {
      if (!scanner.line()) return [];
      decorators.push({ start: start + (/@\s*/y.exec(text.slice(start, scanner.codeEnd))?.[0].length ?? 1), end: scanner.codeEnd });
      isPlain &&= !scanner.sawTemplate;
      continue;
    }
    const outlined =
      definitionAt(text, start, decorators, scanner) ?? (scanner.at === start ? constantAt(text, start, scanner) : undefined);
    if (scanner.failed) return [];
    if (outlined && isPlain) found.push(outlined);
    decorators = [];
    isPlain = true;
  }
  return found;
}

/** Reads a definition to its end; undefined where it cannot be left unread, and nothing is read where there is none. */
function definitionAt(text: string, start: number, decorators: readonly Span[], scanner: PythonScanner): OutlinedDefinition | undefined {
  DEFINITION.lastIndex = start;
  const match = DEFINITION.exec(text);
  if (match === null) return undefined;
  const [, word = '', name = ''] = match;
  const isClass = word.startsWith('class');
  if (!scanner.line()) return undefined;
  const { codeEnd, sawTemplate } = scanner;
  // The whole of it stands in one line.
  if (!scanner.opensBlock) return undefined;
  const isPlain = !sawTemplate && (!isClass || isPlainClass(text, start, codeEnd));
  const block = scanner.block(isClass ? at => isMember(text, at, scanner) : () => true);
  if (!isPlain || !block?.asWanted) return undefined;
  const span = { start: decorators[0] ? text.lastIndexOf('@', decorators[0].start) : start, end: block.end };
  const nameStart = start + word.length;
  const nameSpan = { start: nameStart, end: nameStart + name.length };
  return { kind: isClass ? 'class' : 'function', span, declaration: span, name, nameSpan, decorators };
}

function isPlainClass(text: string, start: number, end: number): boolean {
  PLAIN_CLASS.lastIndex = start;
  return PLAIN_CLASS.test(text) && PLAIN_CLASS.lastIndex === end;
}

function isMember(text: string, start: number, { isPlain, sawTemplate, isCompound }: PythonScanner): boolean {
  if (sawTemplate || isCompound) return false;
  if (isPlain && /["']/.test(text.charAt(start))) return true;
  MEMBER.lastIndex = start;
  return MEMBER.test(text);
}

/** Reads any other line. */
function constantAt(text: string, start: number, scanner: PythonScanner): OutlinedConstant | undefined {
  CONSTANT.lastIndex = start;
  const match = CONSTANT.exec(text);
  if (match === null) {
    scanner.line();
    return undefined;
  }
  const [head, name = ''] = match;
  if (!scanner.line(start + head.length) || !scanner.isPlain || scanner.codeEnd - start < SHORTEST_CONSTANT) return undefined;
  const span = { start, end: scanner.codeEnd };
  return { kind: 'constant', span, declaration: span, name, nameSpan: { start, end: start + name.length } };
}
