/** The one description of the policy that `farthing simulate` replays the ledger under. */
import * as z from 'zod/mini';
import { documented } from './documentation.ts';
import { dollars } from './modelPrices.ts';
import { BUDGET_SCOPES, BUDGET_WINDOWS, DEFAULT_RUNTIME, UNKNOWN_PRICE } from './runtimeDefaults.ts';
import { type Validated, validateText } from './validateText.ts';

const text = z.string().check(z.minLength(1));
const whole = z.int().check(z.nonnegative());
const positive = z.int().check(z.positive());
const share = z.number().check(z.minimum(0), z.maximum(1));

/** Which calls a rule is for. */
const which = () => ({
  model: documented(z.optional(text), 'Calls that asked for this model; `*` stands for any text.'),
  site: documented(z.optional(text), 'Calls of this call site: its id in `farthing report --by site`.'),
  user: documented(z.optional(text), 'Calls of this user.'),
  project: documented(z.optional(text), 'Calls of this project.'),
});

function route() {
  return z.strictObject({
    ...which(),
    to: documented(text, 'The model that answers in its place, of the same provider.'),
    share: documented(z.optional(share), 'How many of them, from 0 to 1; the calls of one conversation go together.', { default: 1 }),
  });
}

function limit() {
  return z.strictObject({ ...which(), tokens: documented(positive, 'Output tokens at which an answer ends.') });
}

function cache() {
  return z.strictObject({
    exact: documented(z.optional(z.boolean()), 'Whether the exact cache answers what was answered before; as it was if absent.'),
    ttlSeconds: documented(z.optional(positive), 'Seconds for which an answer is kept.', { default: DEFAULT_RUNTIME.cache.ttlSeconds }),
    semantic: documented(z.optional(z.boolean()), 'Whether the semantic cache serves what it found in shadow mode; as it was if absent.'),
    prompt: documented(
      z.optional(z.enum(['5m', '1h'])),
      'A marker behind system prompt and tools, where a request has none and its provider needs one.',
    ),
  });
}

function budget() {
  return z.strictObject({
    scope: documented(z.enum(BUDGET_SCOPES), 'Whom it covers: each user (team, ...) with a limit of their own, or `owner` alone.'),
    owner: documented(z.optional(text), 'Whose; each has a limit of their own if absent.'),
    window: documented(z.enum(BUDGET_WINDOWS), 'Calendar day, week or month in the time zone of the ledger, or for good.'),
    usd: documented(z.optional(dollars), 'Dollars.'),
    tokens: documented(z.optional(whole), 'Tokens, input and output together.'),
  });
}

export function createPolicySchema() {
  return z.strictObject({
    $schema: documented(z.optional(z.string()), 'Address of the JSON schema, for editors.'),
    models: documented(z.optional(z.array(route())), 'Other models; of several that fit a call the first holds.', {
      examples: [[{ model: 'gpt-5.4', to: 'gpt-5.4-mini', share: 0.5 }]],
    }),
    outputLimits: documented(z.optional(z.array(limit())), 'Limits of output; of several that fit a call the first holds.'),
    batch: documented(z.optional(z.array(z.strictObject(which()))), 'Calls that are made as batches, whose answers may come a day later.'),
    cache: documented(z.optional(cache()), 'What caches do.'),
    budgets: documented(z.optional(z.array(budget())), 'Limits in place of those that held; none if absent.', {
      examples: [[{ scope: 'user', window: 'day', usd: 5 }]],
    }),
    unknownPrice: documented(
      z.optional(z.enum(UNKNOWN_PRICE)),
      'What becomes of a call whose worst case is not known, where a budget covers it.',
      {
        default: DEFAULT_RUNTIME.unknownPrice,
      },
    ),
  });
}

export type Policy = z.infer<ReturnType<typeof createPolicySchema>>;

/** A policy, or sentences about what is wrong with it. */
export function parsePolicy(written: string): Validated<Policy> {
  return validateText(written, 'jsonc', createPolicySchema());
}
