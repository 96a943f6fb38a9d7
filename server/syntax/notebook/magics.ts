/**
 * IPython's additions to Python, blanked at equal length so that offsets stay: `%magic`, `!shell`, `?help`, `%%cell`.
 * They count only where a logical line starts: inside a string or brackets a `%` is Python's own.
 */

import { logicalLineEnd } from './logicalLine.ts';

/** Cell magics whose body is Python run in place. */
const PYTHON_CELL_MAGICS = new Set(['time', 'timeit', 'capture', 'prun', 'memit', 'mprun', 'lprun', 'snakeviz', 'debug', 'notify']);

const MAY_HOLD_MAGIC = /^[ \t]*[%!?]|\?[ \t]*$|=[ \t]*[%!]|^[ \t]*(?:pip|conda|mamba)/m;
const CELL_MAGIC = /^\s*%%(\w*)[^\n]*/;
const INDENT = /[ \t]*/y;
/** IPython takes a bare `pip install` for its magic. */
const COMMAND = /[%!?]|(?:pip3?|conda|mamba)[ \t]+(?:un)?install\b/y;
/** `%time`, `%timeit -n 10`: what follows is Python. */
const TIMED = /%(?:time|timeit|prun|memit)[ \t]+(?:-[a-zA-Z]+(?:[ \t]*\d+)?[ \t]+)*(?=[^\s\\])/y;
/** `name?`, `name??`. */
const HELP = /[\w.*%]+\?{1,2}[ \t]*(?=\r?\n|$)/y;
/** `files = !ls`, `value = %env KEY`: the part before the command. */
const ASSIGNED = /[\w.[\], \t*]+=[ \t]*(?=[%!])/y;
/** A shell command goes on over a line that ends in a backslash. */
const TO_COMMAND_END = /(?:[^\r\n\\]|\r(?!\n)|\\(?:\r?\n|.)?)*/suy;

export function blankMagics(source: string): string {
  if (!MAY_HOLD_MAGIC.test(source)) return source;
  const [head = '', cellMagic] = CELL_MAGIC.exec(source) ?? [];
  if (cellMagic !== undefined && !PYTHON_CELL_MAGICS.has(cellMagic)) return blank(source);
  let out = blank(head);
  while (out.length < source.length) {
    const line = magicLine(source, out.length);
    out += line ?? source.slice(out.length, logicalLineEnd(source, out.length));
  }
  return out;
}

/** What stands for the magic that starts a logical line here, its line end not included; undefined where there is none. */
function magicLine(source: string, start: number): string | undefined {
  const indent = match(INDENT, source, start);
  const begin = start + indent.length;
  const command = match(TO_COMMAND_END, source, begin);
  if (match(COMMAND, source, begin) !== '') {
    const timed = match(TIMED, source, begin);
    if (timed !== '') return indent + '0;'.padEnd(timed.length);
    return indent + (indent === '' ? blank(command) : standIn(command));
  }
  const help = match(HELP, source, begin);
  if (help !== '') return indent + (indent === '' ? blank(help) : standIn(help));
  const assigned = match(ASSIGNED, source, begin);
  if (assigned === '') return undefined;
  return indent + assigned + standIn(command.slice(assigned.length));
}

/** An expression of equal length that says nothing, so that `if x:` and `y =` keep what they need. */
function standIn(command: string): string {
  const lineEnd = command.search(/[\r\n]/);
  if (lineEnd !== -1) return standIn(command.slice(0, lineEnd)) + blank(command.slice(lineEnd));
  return command.length >= 3 ? `...${blank(command.slice(3))}` : '0'.padEnd(command.length);
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

function match(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? '';
}
