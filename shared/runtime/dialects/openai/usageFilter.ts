/**
 * Takes out of a stream what `include_usage` adds to it: the chunk with the usage and no choices before the end, and `"usage":null` in all others
 * (openai-node resources/chat/completions/completions.d.ts, `ChatCompletionStreamOptions`). Chunks without `usage` pass as they came.
 */
import type { StreamFilter } from '../dialect.ts';
import { asList, asObject, parseObject } from '../jsonValue.ts';
import { membersAt } from '../memberEdit.ts';
import { named } from '../mention.ts';
import { cutEvents, dataOf } from '../serverSentEvents.ts';

const USAGE = named('usage');
const NULL = Buffer.from('null');
const DATA = Buffer.from('data:');
const COMMA = 0x2c;

export function usageFilter(): StreamFilter {
  const cutter = cutEvents();
  return {
    write(chunk) {
      const events = cutter.write(chunk);
      if (!events.some(event => event.includes(USAGE))) return joined(events);
      return joined(events.flatMap(event => withoutAddition(event)));
    },
    end() {
      const rest = cutter.rest();
      return joined(rest.includes(USAGE) ? withoutAddition(rest) : [rest]);
    },
  };
}

/** Neighbours in memory stay one piece: most chunks pass without being copied. */
function joined(pieces: readonly Buffer[]): Buffer | undefined {
  const full = pieces.filter(piece => piece.length > 0);
  const [first] = full;
  if (first === undefined) return undefined;
  const last = full.at(-1) as Buffer;
  const length = full.reduce((sum, piece) => sum + piece.length, 0);
  const together = first.buffer === last.buffer && last.byteOffset + last.length - first.byteOffset === length;
  if (together) return Buffer.from(first.buffer, first.byteOffset, length);
  return Buffer.concat(full);
}

function withoutAddition(event: Buffer): Buffer[] {
  const data = dataOf(event);
  const chunk = data && parseObject(data);
  if (!chunk || !('usage' in chunk)) return [event];
  if (chunk.usage === null) return withoutNull(event);
  const isAddition = asObject(chunk.usage) !== undefined && Array.isArray(chunk.choices) && asList(chunk.choices).length === 0;
  return isAddition ? [] : [event];
}

/** Cuts the member `usage: null` with the comma that belongs to it; data of several lines is left as it is. */
function withoutNull(event: Buffer): Buffer[] {
  const data = event.indexOf(DATA);
  let previousEnd: number | undefined;
  for (const { name, value } of membersAt(event, data + DATA.length)) {
    if (USAGE.compare(event, name.start, name.end) === 0 && NULL.compare(event, value.start, value.end) === 0) {
      if (previousEnd !== undefined) return [event.subarray(0, previousEnd), event.subarray(value.end)];
      const comma = event.indexOf(COMMA, value.end);
      return comma < 0 ? [event] : [event.subarray(0, name.start), event.subarray(comma + 1)];
    }
    previousEnd = value.end;
  }
  return [event];
}
