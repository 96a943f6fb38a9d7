/** The question of a request, and all the rest of it, which must be the same. */
import { hash } from 'node:crypto';
import type { Message, RequestContent } from '../../dialects/content.ts';
import type { RequestFacts } from '../../dialects/dialect.ts';
import type { SemanticExtra } from '../../settings.ts';
import { canonicalOf } from '../canonicalBody.ts';

/** `rest`: hash of the request without its question. */
export type Question = { readonly question: string; readonly rest: string } | { readonly none: string };

/** Longer texts are documents more than questions, and models of sentences read no more of them. */
const LONGEST = 1000;

const TIME =
  /\b(now|today|tonight|yesterday|tomorrow|currently|current|latest|recent|recently|newest|(this|last|next) (hour|day|week|weekend|month|quarter|year|morning|evening|night|time)|(so|thus) far|at the moment|right now|up to date|as of|ago|still|yet)\b/i;

const WITH_ANSWERS = new Set(['chat', 'generate_content', 'text_completion']);

/** `none`: why it is no question for the semantic cache. */
export function questionOf(facts: RequestFacts, content: RequestContent, allow: readonly SemanticExtra[]): Question {
  const none = reasonAgainst(facts, content, allow);
  if (none !== undefined) return { none };
  const last = content.messages.at(-1) as Message;
  const question = last.texts[0] as string;
  return { question, rest: hash('sha256', restOf(content.body, last), 'base64url') };
}

function reasonAgainst(facts: RequestFacts, { messages, tools }: RequestContent, allow: readonly SemanticExtra[]): string | undefined {
  if (!WITH_ANSWERS.has(facts.operation)) return 'not an endpoint that answers questions';
  if (facts.answers > 1) return 'more than one answer is wanted';
  if (facts.sampled && !allow.includes('sampled')) return 'sampled: temperature above 0';
  const last = messages.at(-1);
  if (last?.role !== 'user' || last.texts.length !== 1) return 'it does not end with one text of the user';
  if (messages.some(({ other }) => other)) return 'there is more than text';
  const question = last.texts[0] as string;
  if (question.length > LONGEST) return `the question is longer than ${LONGEST} characters`;
  if (!/\p{L}/u.test(question)) return 'the question has no words';
  const withTools =
    tools.length > 0 || facts.tools || messages.some(({ toolCalls, toolResults }) => toolCalls.length > 0 || toolResults > 0);
  if (withTools && !allow.includes('tools')) return 'tools';
  if (messages.length > 1 && !allow.includes('turns')) return 'more than one turn';
  if (TIME.test(question) && !allow.includes('time')) return 'the question depends on time';
  return undefined;
}

/** How an answer is delivered is no part of it. */
const DELIVERY = new Set(['stream', 'stream_options']);
/** Where the question stood. U+0000 is in no text that JSON of people holds. */
const HERE = '\u0000';

function restOf(body: object, { source, texts }: Message): string {
  const [question] = texts;
  const without = (value: unknown, within: boolean): unknown => {
    const inside = within || value === source;
    if (typeof value === 'string') return inside && value === question ? HERE : value;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(item => without(item, inside));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, without(item, inside)]));
  };
  return canonicalOf(
    Object.fromEntries(Object.entries(body).flatMap(([key, value]) => (DELIVERY.has(key) ? [] : [[key, without(value, false)]]))),
  );
}
