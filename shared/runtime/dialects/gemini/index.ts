/** The Gemini API and Vertex AI: contents, their streams, embeddings, interactions, and every other path. */
import { anthropic } from '../anthropic/index.ts';
import type { Dialect, ReplyReader, RequestFacts } from '../dialect.ts';
import { openai } from '../openai/index.ts';
import { refusedReader, unreadReader } from '../refusedReader.ts';
import { comesAsEvents, isFree } from '../requestFacts.ts';
import { refuse } from './refusal.ts';
import { bodyReader, chunkArrayReader, chunkEventReader, interactionEventReader, isInteraction } from './reply.ts';
import { readRequest } from './request.ts';
import { otherModel } from './route.ts';

export const gemini: Dialect = {
  name: 'gemini',
  read: readRequest,
  // Only where Google speaks like OpenAI.
  askForUsage: (request, facts) => openai.askForUsage(request, facts),
  withModel: otherModel,
  reader(facts, reply) {
    if (reply.status >= 400) return refusedReader(reply.status);
    if (isFree(facts)) return unreadReader();
    if (/[rR]awPredict$/.test(facts.endpoint)) return anthropic.reader(facts, reply);
    if (/\/(completions|embeddings)$/.test(facts.endpoint)) return openai.reader(facts, reply);
    const events = comesAsEvents(facts, reply.headers);
    return events ? eventReader(facts) : facts.stream && !isInteraction(facts) ? chunkArrayReader(facts) : bodyReader(facts);
  },
  refuse,
};

function eventReader(facts: RequestFacts): ReplyReader {
  return isInteraction(facts) ? interactionEventReader(facts) : chunkEventReader(facts);
}
