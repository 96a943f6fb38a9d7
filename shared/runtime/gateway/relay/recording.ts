/** The bytes of a reply as they came, for the cache; nothing once they are too many. */

export interface Recording {
  add(chunk: Buffer): void;
  /** All of it, once; undefined: it is not to be kept. To be called in any case, as it gives the room back. */
  take(): Buffer | undefined;
}

/** Longer answers are not kept in the cache. */
const MOST_BYTES = 8 * 1024 * 1024;
/** All recordings under way together; those that begin later do without. */
const MOST_TOGETHER_BYTES = 32 * 1024 * 1024;

/** Starts recordings that share a limit. */
export function recordings(mostBytes = MOST_BYTES, mostTogether = MOST_TOGETHER_BYTES): () => Recording {
  let together = 0;
  return () => {
    let pieces: Buffer[] | undefined = [];
    let bytes = 0;
    const drop = (): void => {
      together -= bytes;
      bytes = 0;
      pieces = undefined;
    };
    return {
      add: chunk => {
        if (!pieces) return;
        bytes += chunk.length;
        together += chunk.length;
        if (bytes > mostBytes || together > mostTogether) drop();
        else pieces.push(chunk);
      },
      take: () => {
        const whole = pieces?.length === 1 ? pieces[0] : pieces && Buffer.concat(pieces, bytes);
        drop();
        return whole;
      },
    };
  };
}
