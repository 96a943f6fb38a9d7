/** The bytes of a reply as they came from upstream, for the cache; nothing once they are too many. */

export interface Recording {
  add(chunk: Buffer): void;
  /** Undefined: it is not to be kept. */
  whole(): Buffer | undefined;
}

export function recording(mostBytes: number): Recording {
  let pieces: Buffer[] | undefined = [];
  let bytes = 0;
  return {
    add: chunk => {
      if (!pieces) return;
      bytes += chunk.length;
      if (bytes > mostBytes) pieces = undefined;
      else pieces.push(chunk);
    },
    whole: () => (pieces?.length === 1 ? pieces[0] : pieces && Buffer.concat(pieces, bytes)),
  };
}
