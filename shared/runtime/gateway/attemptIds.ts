import { randomBytes } from 'node:crypto';

const COUNTER_BITS = 0x1000;

/**
 * UUIDs of version 7 (RFC 9562 5.7): they sort by time. Within a millisecond, and when the clock steps back, the 12 bits after the time count up, so
 * that ids of one process always rise.
 */
export function attemptIds(clock: () => number): () => string {
  let time = 0;
  let counter = 0;
  return () => {
    const now = clock();
    if (now > time) {
      time = now;
      counter = 0;
    } else if (++counter === COUNTER_BITS) {
      time++;
      counter = 0;
    }
    const stamp = time.toString(16).padStart(12, '0');
    const random = randomBytes(8);
    random[0] = ((random[0] as number) & 0x3f) | 0x80;
    const tail = random.toString('hex');
    const count = counter.toString(16).padStart(3, '0');
    return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${count}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  };
}
