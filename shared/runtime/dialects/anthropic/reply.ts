/** Readers of Anthropic's replies, streamed or not. */
import { BodyKeeper } from '../bodyKeeper.ts';
import { asBuffer, dataReader } from '../dataReader.ts';
import type { ReplyReader, RequestFacts } from '../dialect.ts';
import { type JsonObject, parseObject } from '../jsonValue.ts';
import { ReplyNotes } from '../replyFacts.ts';
import { MessageEvents, NATURAL, noteMessage, textOfEvent, textOfMessage } from './replyParts.ts';

export function bodyReader(facts: RequestFacts): ReplyReader {
  const body = new BodyKeeper();
  return {
    write: chunk => body.write(asBuffer(chunk)),
    facts() {
      const notes = new ReplyNotes();
      const message = body.read(['usage', 'model', 'stop_reason']);
      notes.unreadable = message === undefined;
      if (message) noteWhole(message, facts, notes);
      return notes.facts(NATURAL);
    },
  };
}

/** A message that came whole. */
function noteWhole(message: JsonObject, facts: RequestFacts, notes: ReplyNotes): void {
  notes.ended = true;
  noteMessage(message, facts, notes);
  notes.emitted.addText(textOfMessage(message));
}

const DELTA = Buffer.from('"content_block_delta"');
const PING = Buffer.from('"type":"ping"');

export function eventReader(facts: RequestFacts): ReplyReader {
  const notes = new ReplyNotes(data => textOfEvent(parseObject(data)));
  const events = new MessageEvents(facts, notes);
  return dataReader(
    data => readEvent(data, events, notes),
    () => notes.facts(NATURAL),
  );
}

/** Deltas are kept unread: nearly all of a stream. */
function readEvent(data: Buffer, events: MessageEvents, notes: ReplyNotes): void {
  if (data.includes(PING)) return;
  notes.emitted.addEvent(data);
  if (data.includes(DELTA)) return;
  const event = parseObject(data);
  if (event) events.read(event);
}
