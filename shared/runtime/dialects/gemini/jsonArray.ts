/** Cuts a JSON array of objects into its objects, whatever packets it came in: what `streamGenerateContent` sends unless asked for events. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const END = 0x5d;

export interface ObjectCutter {
  write(chunk: Buffer): readonly Buffer[];
  /** The closing bracket of the array came. */
  readonly ended: boolean;
}

export function cutObjects(): ObjectCutter {
  let begun: Buffer[] = [];
  let depth = 0;
  let inString = false;
  let escaped = false;
  let ended = false;
  return {
    get ended() {
      return ended;
    },
    write(chunk) {
      const objects: Buffer[] = [];
      let start = 0;
      for (let at = 0; at < chunk.length; at++) {
        const code = chunk[at];
        if (inString) {
          if (escaped) escaped = false;
          else if (code === BACKSLASH) escaped = true;
          else if (code === QUOTE) inString = false;
        } else if (code === QUOTE) inString = true;
        else if (code === OPEN) {
          if (depth++ === 0) start = at;
        } else if (code === CLOSE && depth > 0 && --depth === 0) {
          begun.push(chunk.subarray(start, at + 1));
          objects.push(begun.length === 1 ? (begun[0] as Buffer) : Buffer.concat(begun));
          begun = [];
        } else if (code === END && depth === 0) ended = true;
      }
      if (depth > 0) begun.push(chunk.subarray(start));
      return objects;
    },
  };
}
