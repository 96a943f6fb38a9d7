/** The Anthropic API: messages and every other path. */
import type { Dialect } from '../dialect.ts';
import { withModelInBody } from '../otherModel.ts';
import { refusedReader, unreadReader } from '../refusedReader.ts';
import { comesAsEvents, isFree } from '../requestFacts.ts';
import { refuse } from './refusal.ts';
import { bodyReader, eventReader } from './reply.ts';
import { readRequest } from './request.ts';

export const anthropic: Dialect = {
  name: 'anthropic',
  read: readRequest,
  // Every stream begins and ends with its usage.
  askForUsage: () => undefined,
  withModel: withModelInBody,
  reader(facts, reply) {
    if (reply.status >= 400) return refusedReader(reply.status);
    if (isFree(facts)) return unreadReader();
    return comesAsEvents(facts, reply.headers) ? eventReader(facts) : bodyReader(facts);
  },
  refuse,
};
