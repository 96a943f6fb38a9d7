/** Responses: the last event of a stream has the whole answer in it; the events of a stream cannot be made from the answer. */
import type { AnswerForms } from './answerForms.ts';
import { isObject } from './json.ts';
import { objectOf } from './streamEvents.ts';

export const openAiResponses: AnswerForms = {
  endpoint: '/responses',
  whole(events) {
    const completed = events.findLast(event => event.data.includes('response.completed'));
    const last = completed && objectOf(completed);
    return last?.type === 'response.completed' && isObject(last.response)
      ? last.response
      : { reason: 'it did not say that it was completed' };
  },
};
