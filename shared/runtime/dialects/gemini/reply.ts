/** Readers of Gemini's replies: a body, events, an array of objects; and of interactions. */
import { BodyKeeper } from '../bodyKeeper.ts';
import { asBuffer, dataReader } from '../dataReader.ts';
import type { ReplyReader, RequestFacts } from '../dialect.ts';
import { asObject, asText, parseObject } from '../jsonValue.ts';
import { glance, mentions, stringValue } from '../mention.ts';
import { ReplyNotes } from '../replyFacts.ts';
import { cutObjects } from './jsonArray.ts';
import { NATURAL, noteInteraction, noteResponse, noteUsage, textOfInteraction, textOfResponse } from './replyParts.ts';

export function bodyReader(facts: RequestFacts): ReplyReader {
  const body = new BodyKeeper();
  return {
    write: chunk => body.write(asBuffer(chunk)),
    facts() {
      const notes = new ReplyNotes();
      const object = body.read(['usageMetadata', 'modelVersion', 'finishReason', 'usage']);
      notes.unreadable = object === undefined;
      if (object) {
        notes.ended = true;
        if (isInteraction(facts)) {
          noteInteraction(object, facts, notes);
          notes.emitted.addText(textOfInteraction(object));
        } else {
          noteResponse(object, facts, notes);
          notes.emitted.addText(textOfResponse(object));
        }
      }
      return notes.facts(NATURAL);
    },
  };
}

export function isInteraction(facts: RequestFacts): boolean {
  return facts.endpoint.endsWith('/interactions');
}

/** Chunks that say more than text and a running count. */
const TELLING = ['"finishReason"', '"finish_reason"', '"functionCall"', '"error"', '"blockReason"', '"groundingMetadata"'];

function saysOnlyText(data: Buffer): boolean {
  const json = glance(data);
  return !TELLING.some(name => mentions(json, name));
}

/** Chunks of a stream, whatever parts them. Every one has the usage so far: only the last is read. */
class Chunks {
  readonly notes = new ReplyNotes(data => textOfResponse(parseObject(data)));
  readonly #facts: RequestFacts;
  #counted: Buffer | undefined;

  constructor(facts: RequestFacts) {
    this.#facts = facts;
  }

  read(data: Buffer): void {
    this.notes.emitted.addEvent(data);
    if (this.notes.model !== undefined && saysOnlyText(data)) {
      this.#counted = data;
      this.notes.usagePartial = !this.notes.ended;
      return;
    }
    const response = parseObject(data);
    if (!response) return;
    this.#counted = undefined;
    noteResponse(response, this.#facts, this.notes);
    const finished = this.notes.finishReasons.length >= this.#facts.answers;
    this.notes.ended ||= finished;
    this.notes.usagePartial = !this.notes.ended;
  }

  facts() {
    const response = this.#counted && parseObject(this.#counted);
    if (response) noteUsage(response, this.#facts, this.notes);
    return this.notes.facts(NATURAL);
  }
}

export function chunkEventReader(facts: RequestFacts): ReplyReader {
  const chunks = new Chunks(facts);
  return dataReader(
    data => chunks.read(data),
    () => chunks.facts(),
  );
}

export function chunkArrayReader(facts: RequestFacts): ReplyReader {
  const chunks = new Chunks(facts);
  const cutter = cutObjects();
  return {
    write(chunk) {
      for (const object of cutter.write(asBuffer(chunk))) chunks.read(object);
    },
    facts: () => chunks.facts(),
  };
}

export function interactionEventReader(facts: RequestFacts): ReplyReader {
  const notes = new ReplyNotes(event => textOfDelta(event));
  return dataReader(
    data => {
      if (stringValue(glance(data), '"event_type"') === 'step.delta') return notes.emitted.addEvent(data);
      const event = parseObject(data);
      const interaction = asObject(event?.interaction);
      if (event?.event_type === 'error') notes.error = asText(asObject(event.error)?.message) ?? 'the provider reported an error';
      else if (event?.event_type === 'interaction.created') notes.model = asText(interaction?.model);
      else if (event?.event_type === 'interaction.completed' && interaction) {
        noteInteraction(interaction, facts, notes);
        notes.ended = true;
      }
      if (event?.event_type === 'step.start' && asObject(event.step)?.type === 'function_call') notes.toolCalls++;
    },
    () => notes.facts(NATURAL),
  );
}

function textOfDelta(data: Buffer): string {
  const delta = asObject(parseObject(data)?.delta);
  return asText(delta?.text) ?? asText(delta?.arguments) ?? asText(asObject(delta?.content)?.text) ?? '';
}
