/** Readers of OpenAI replies: completions and responses, streamed or not. */

import { BodyKeeper } from '../bodyKeeper.ts';
import { asBuffer, dataReader, isDone } from '../dataReader.ts';
import type { ReplyReader, RequestFacts } from '../dialect.ts';
import { asObject, asText, parseObject } from '../jsonValue.ts';
import { glance, mentions, stringValue } from '../mention.ts';
import { ReplyNotes } from '../replyFacts.ts';
import { NATURAL, noteChoices, noteObject, noteResponse, textOfChoices, textOfResponse } from './replyParts.ts';

export function bodyReader(facts: RequestFacts): ReplyReader {
  const body = new BodyKeeper();
  return {
    write: chunk => body.write(asBuffer(chunk)),
    facts() {
      const notes = new ReplyNotes();
      const object = body.read(['usage', 'model', 'service_tier']);
      notes.unreadable = object === undefined;
      if (object) {
        notes.ended = true;
        if (object.object === 'response') {
          noteResponse(object, facts, notes);
          notes.emitted.addText(textOfResponse(object));
        } else {
          noteObject(object, facts, notes);
          // Some providers refuse with status 200.
          notes.refused = notes.error !== undefined && notes.usage === undefined && object.choices === undefined;
          noteChoices(object, notes, new Set());
          notes.emitted.addText(textOfChoices(object));
        }
      }
      return notes.facts(NATURAL);
    },
  };
}

/** Members that say more than text; a chunk without any of them is only text. */
const TELLING = ['"usage"', '"finish_reason"', '"tool_calls"', '"function_call"', '"error"'];

function saysOnlyText(data: Buffer): boolean {
  const json = glance(data);
  return !TELLING.some(name => mentions(json, name));
}

/** Chunks of chat and legacy completions, and whatever else streams data with a usage. */
export function chunkReader(facts: RequestFacts): ReplyReader {
  const notes = new ReplyNotes(event => textOfChoices(parseObject(event)));
  const seen = new Set<string>();
  const read = (data: Buffer) => {
    if (isDone(data)) {
      notes.ended = true;
      notes.usagePartial = false;
      return;
    }
    notes.emitted.addEvent(data);
    if (notes.model !== undefined && saysOnlyText(data)) return;
    const chunk = parseObject(data);
    if (!chunk) return;
    const finished = notes.finishReasons.length;
    const before = notes.usage;
    noteObject(chunk, facts, notes);
    noteChoices(chunk, notes, seen);
    // Some servers report a running count with every chunk.
    if (notes.usage !== before) notes.usagePartial = textOfChoices(chunk) !== '' && notes.finishReasons.length === finished;
  };
  return dataReader(read, () => notes.facts(NATURAL));
}

/** The type stands first in what OpenAI writes; elsewhere it is looked for. */
function typeOf(data: Buffer): string {
  const first = stringValue(glance(data), '"type"') ?? '';
  return first === 'error' || first.startsWith('response.') ? first : (asText(parseObject(data)?.type) ?? '');
}

/** Events of Responses that say how it ended. `error` has no response in it. */
const LAST_EVENTS = new Set(['response.completed', 'response.incomplete', 'response.failed']);

export function responseEventReader(facts: RequestFacts): ReplyReader {
  const notes = new ReplyNotes(event => asText(parseObject(event)?.delta) ?? '');
  const read = (data: Buffer) => {
    const type = typeOf(data);
    if (type.endsWith('.delta')) return notes.emitted.addEvent(data);
    if (type === 'response.created') notes.model = asText(asObject(parseObject(data)?.response)?.model);
    else if (LAST_EVENTS.has(type)) {
      const response = asObject(parseObject(data)?.response);
      if (response) noteResponse(response, facts, notes);
      notes.ended = true;
    } else if (type === 'error') {
      const event = parseObject(data);
      if (event) notes.error = asText(event.message) ?? asText(asObject(event.error)?.message) ?? notes.error;
    }
  };
  return dataReader(read, () => notes.facts(NATURAL));
}
