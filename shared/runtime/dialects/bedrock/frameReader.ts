/** Reads frames of an event stream one after the other; deltas are kept unread. */
import { asBuffer } from '../dataReader.ts';
import type { ReplyReader } from '../dialect.ts';
import { type JsonObject, parseObject } from '../jsonValue.ts';
import { errorMessage, ReplyNotes } from '../replyFacts.ts';
import { cutFrames, readFrame } from './eventStream.ts';

const DELTA = Buffer.from('contentBlockDelta');

/** `textOf` reads a payload's text; `note` what an event says beside it. */
export function frameReader(
  natural: ReadonlySet<string>,
  textOf: (payload: Buffer) => string,
  note: (type: string, payload: JsonObject, notes: ReplyNotes) => void,
): ReplyReader {
  const cutter = cutFrames();
  const notes = new ReplyNotes(frame => {
    const read = readFrame(frame);
    return read ? textOf(read.payload) : '';
  });
  const read = (frame: Buffer) => {
    notes.emitted.addEvent(frame);
    // The event's type stands in the headers, which come first.
    if (frame.subarray(0, 256).includes(DELTA)) return;
    const { headers, payload } = readFrame(frame) ?? {};
    if (!headers || !payload) {
      notes.error ??= 'a frame of the event stream is damaged';
      return;
    }
    const object = parseObject(payload) ?? {};
    if (headers[':message-type'] === 'event') note(headers[':event-type'] ?? '', object, notes);
    else notes.error = errorMessage(object) ?? headers[':error-message'] ?? headers[':exception-type'] ?? 'the provider reported an error';
  };
  return {
    write(chunk) {
      for (const frame of cutter.write(asBuffer(chunk))) read(frame);
      if (cutter.broken) notes.error ??= 'the event stream is damaged';
    },
    facts: () => notes.facts(natural),
  };
}
