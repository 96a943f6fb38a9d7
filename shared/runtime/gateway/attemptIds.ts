import { randomFillSync } from 'node:crypto';

const COUNTS = 0x1000;
const RANDOM_BYTES = 8;
/** Random bytes are dear to ask for and cheap to take many of. */
const POOL_BYTES = 512 * RANDOM_BYTES;

/**
 * UUIDs of version 7 (RFC 9562 5.7): they sort by time. Within a millisecond, and when the clock steps back, the 12 bits after the time count up, so
 * that ids of one process always rise.
 */
export function attemptIds(clock: () => number): () => string {
  let time = 0;
  let counter = 0;
  const pool = Buffer.alloc(POOL_BYTES);
  let used = POOL_BYTES;
  return () => {
    const now = clock();
    if (now > time) {
      time = now;
      counter = 0;
    } else if (++counter === COUNTS) {
      time++;
      counter = 0;
    }
    const stamp = time.toString(16).padStart(12, '0');
    if (used === POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    pool[used] = ((pool[used] as number) & 0x3f) | 0x80;
    const tail = pool.toString('hex', used, used + RANDOM_BYTES);
    used += RANDOM_BYTES;
    const count = counter.toString(16).padStart(3, '0');
    return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${count}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  };
}
