/**
 * Takes out of a stream what `include_usage` adds to it: the chunk with the usage and no choices before the end, and `"usage":null` in all others
 * (openai-node resources/chat/completions/completions.d.ts, `ChatCompletionStreamOptions`). Chunks without `usage` pass as they came.
 */
import type { StreamFilter } from '../dialect.ts';
import { asList, asObject, parseObject } from '../jsonValue.ts';
import { membersAt, type Span } from '../memberEdit.ts';
import { named } from '../mention.ts';
import { cutEvents, dataOf } from '../serverSentEvents.ts';

const USAGE = named('usage');
const NULL = Buffer.from('null');
const DATA = Buffer.from('data:');

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
  const members = [...membersAt(event, event.indexOf(DATA) + DATA.length)];
  const index = members.findIndex(({ name, value }) => isUsage(event, name) && NULL.compare(event, value.start, value.end) === 0);
  const [member, before, after] = [members[index], members[index - 1], members[index + 1]];
  if (member && before) return [event.subarray(0, before.value.end), event.subarray(member.value.end)];
  if (member && after) return [event.subarray(0, member.name.start), event.subarray(after.name.start)];
  return [event];
}

function isUsage(event: Buffer, name: Span): boolean {
  return USAGE.compare(event, name.start, name.end) === 0;
}
