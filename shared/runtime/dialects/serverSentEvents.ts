/**
 * Cuts a stream of server-sent events (WHATWG HTML, section 9.2) where they end, whatever packets they came in. Lines end with LF, CRLF or CR; an
 * empty line ends an event.
 */

const LF = 0x0a;
const CR = 0x0d;
const EMPTY = Buffer.alloc(0);
const EMPTY_LINE = Buffer.from('\n\n');

/** Bytes of an event that never ends, after which it is let go unread. */
const LONGEST_EVENT = 64 * 1024 * 1024;

export interface EventCutter {
  /** Whole events, each with the empty line that ends it; views of the chunk where it holds them whole. */
  write(chunk: Buffer): readonly Buffer[];
  /** What has come of an event that is not ended. */
  rest(): Buffer;
}

export function cutEvents(): EventCutter {
  let rest: Buffer = EMPTY;
  /** Where in `rest` to go on looking: everything before holds no end. */
  let looked = 0;
  return {
    write(chunk) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const events: Buffer[] = [];
      let start = 0;
      let from = looked;
      const plain = !bytes.includes(CR, from);
      for (let end = endOfEvent(bytes, from, plain); end !== undefined; end = endOfEvent(bytes, from, plain)) {
        events.push(bytes.subarray(start, end));
        start = end;
        from = end;
      }
      rest = start === 0 ? bytes : bytes.subarray(start);
      // The line break before an empty line may be the last byte seen, a CR whose LF is still to come before it.
      looked = Math.max(0, rest.length - 3);
      if (rest.length > LONGEST_EVENT) {
        rest = EMPTY;
        looked = 0;
      }
      return events;
    },
    rest: () => rest,
  };
}

/**
 * Index behind the first empty line at or after `from`; undefined while there is none, or while a CR at the very end may still get its LF. `plain`:
 * there is no CR.
 */
function endOfEvent(bytes: Buffer, from: number, plain: boolean): number | undefined {
  if (plain) {
    const at = bytes.indexOf(EMPTY_LINE, from);
    return at < 0 ? undefined : at + EMPTY_LINE.length;
  }
  let lf = bytes.indexOf(LF, from);
  let cr = bytes.indexOf(CR, from);
  while (lf >= 0 || cr >= 0) {
    const at = cr < 0 || (lf >= 0 && lf < cr) ? lf : cr;
    const next = afterBreak(bytes, at);
    if (next === undefined) return undefined;
    const code = bytes[next];
    if (code === LF || code === CR) return afterBreak(bytes, next);
    if (lf >= 0 && lf < next) lf = bytes.indexOf(LF, next);
    if (cr >= 0 && cr < next) cr = bytes.indexOf(CR, next);
  }
  return undefined;
}

/** Index behind the line break at `at`: a CR and an LF are one. Undefined when that cannot be said yet. */
function afterBreak(bytes: Buffer, at: number): number | undefined {
  if (bytes[at] === LF) return at + 1;
  if (at + 1 === bytes.length) return undefined;
  return bytes[at + 1] === LF ? at + 2 : at + 1;
}

const DATA = Buffer.from('data:');
const SPACE = 0x20;

/** The data of an event: the values of its `data` lines, joined by line feeds; undefined for comments and other events without data. */
export function dataOf(event: Buffer): Buffer | undefined {
  if (isOneLine(event)) return event.subarray(event[DATA.length] === SPACE ? DATA.length + 1 : DATA.length, event.length - 2);
  const lines: Buffer[] = [];
  for (let at = 0; at < event.length; ) {
    const end = endOfLine(event, at);
    if (startsWith(event, at, DATA)) {
      const value = at + DATA.length;
      lines.push(event.subarray(event[value] === SPACE ? value + 1 : value, end));
    }
    at = end + (event[end] === CR && event[end + 1] === LF ? 2 : 1);
  }
  if (lines.length < 2) return lines[0];
  return Buffer.concat(lines.flatMap((line, index) => (index === 0 ? [line] : [LINE_FEED, line])));
}

/** The way nearly all events look: `data: ...`, LF, LF. */
function isOneLine(event: Buffer): boolean {
  return event.indexOf(LF) === event.length - 2 && event[event.length - 1] === LF && startsWith(event, 0, DATA) && !event.includes(CR);
}

const LINE_FEED = Buffer.from('\n');

function endOfLine(bytes: Buffer, at: number): number {
  const lf = bytes.indexOf(LF, at);
  const line = lf < 0 ? bytes.length : lf;
  const cr = bytes.subarray(at, line).indexOf(CR);
  return cr < 0 ? line : at + cr;
}

function startsWith(bytes: Buffer, at: number, beginning: Buffer): boolean {
  return bytes.length - at >= beginning.length && beginning.compare(bytes, at, at + beginning.length) === 0;
}
