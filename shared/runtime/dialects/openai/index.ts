/** The OpenAI API: chat completions, responses, completions, embeddings, and every other path; also what other providers and Azure made of it. */
import type { Dialect, ReplyReader, RequestFacts } from '../dialect.ts';
import { withModelInBody } from '../otherModel.ts';
import { refusedReader, unreadReader } from '../refusedReader.ts';
import { comesAsEvents, isFree } from '../requestFacts.ts';
import { askForUsage } from './askForUsage.ts';
import { refuse } from './refusal.ts';
import { bodyReader, chunkReader, responseEventReader } from './reply.ts';
import { readRequest } from './request.ts';

export const openai: Dialect = {
  name: 'openai',
  read: readRequest,
  askForUsage,
  // A deployment of Azure stands in the path, and runs one model.
  withModel: (request, model) => (/\/deployments\//.test(request.path) ? undefined : withModelInBody(request, model)),
  reader(facts, reply) {
    if (reply.status >= 400) return refusedReader(reply.status);
    if (isFree(facts)) return unreadReader();
    return comesAsEvents(facts, reply.headers) ? streamReader(facts) : bodyReader(facts);
  },
  refuse,
};

function streamReader(facts: RequestFacts): ReplyReader {
  return facts.endpoint.endsWith('/responses') ? responseEventReader(facts) : chunkReader(facts);
}
