/**
 * Takes out of a stream what `include_usage` adds to it: the chunk with the usage and no choices before the end, and `"usage":null` in all others
 * (openai-node resources/chat/completions/completions.d.ts, `ChatCompletionStreamOptions`). Chunks without `usage` pass as they came.
 */
import type { StreamFilter } from '../dialect.ts';
import { asObject, parseObject } from '../jsonValue.ts';
import { membersAt } from '../memberEdit.ts';
import { cutEvents, dataOf } from '../serverSentEvents.ts';

const USAGE = Buffer.from('"usage"');
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
  const members = membersAt(event, event.indexOf(DATA) + DATA.length);
  const index = members.findLastIndex(({ name }) => USAGE.compare(event, name.start, name.end) === 0);
  const [usage, before, after] = [members[index], members[index - 1], members[index + 1]];
  if (!usage || NULL.compare(event, usage.value.start, usage.value.end) !== 0) return isAddition(event) ? [] : [event];
  // With the comma that belongs to it.
  if (before) return [event.subarray(0, before.value.end), event.subarray(usage.value.end)];
  return after ? [event.subarray(0, usage.name.start), event.subarray(after.name.start)] : [event];
}

function isAddition(event: Buffer): boolean {
  const data = dataOf(event);
  const chunk = data && parseObject(data);
  return asObject(chunk?.usage) !== undefined && Array.isArray(chunk?.choices) && chunk.choices.length === 0;
}
