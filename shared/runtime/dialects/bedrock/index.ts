/** Bedrock's runtime: Converse, InvokeModel, their streams, and every other path. */
import type { Dialect, Headers, ReplyReader, RequestFacts } from '../dialect.ts';
import { refusedReader, unreadReader } from '../refusedReader.ts';
import { isFree } from '../requestFacts.ts';
import { converseReader, converseStreamReader } from './converseReply.ts';
import { invokeReader, invokeStreamReader } from './invokeReply.ts';
import { refuse } from './refusal.ts';
import { readRequest } from './request.ts';
import { otherModel } from './route.ts';

export const bedrock: Dialect = {
  name: 'bedrock',
  read: readRequest,
  // Every stream ends with its usage.
  askForUsage: () => undefined,
  withModel: otherModel,
  reader(facts, reply) {
    if (reply.status >= 400) return refusedReader(reply.status);
    if (isFree(facts)) return unreadReader();
    return /eventstream/.test(reply.headers['content-type'] ?? '') ? streamReader(facts) : bodyReader(facts, reply.headers);
  },
  refuse,
};

function streamReader(facts: RequestFacts): ReplyReader {
  return /invoke/.test(facts.endpoint) ? invokeStreamReader(facts) : converseStreamReader(facts);
}

function bodyReader(facts: RequestFacts, headers: Headers): ReplyReader {
  return /invoke/.test(facts.endpoint) ? invokeReader(facts, headers) : converseReader(facts);
}
