/** The part of a user's configuration about conversations that run away. */
import * as z from 'zod/mini';
import { documented } from './documentation.ts';
import { dollars } from './modelPrices.ts';

const whole = z.int().check(z.positive());

export function storm() {
  const turn = z.strictObject({
    toolCalls: documented(z.optional(whole), 'Calls of tools in a turn, which begins when the user speaks.'),
    tokens: documented(z.optional(whole), 'Tokens of a turn, input and output together.'),
    usd: documented(z.optional(dollars), 'Dollars of a turn.'),
  });
  const conversation = z.strictObject({
    requests: documented(z.optional(whole), 'Requests of a conversation.'),
    tokens: documented(z.optional(whole), 'Tokens of a conversation.'),
    usd: documented(z.optional(dollars), 'Dollars of a conversation.'),
  });
  return z.strictObject({
    enabled: documented(z.optional(z.boolean()), 'Follow conversations.', { default: true }),
    turn: documented(z.optional(turn), 'What one turn may have; the next call is then refused.', { examples: [{ toolCalls: 50 }] }),
    conversation: documented(z.optional(conversation), 'What one conversation may have.'),
    repeats: documented(
      z.optional(whole),
      'How often the same tool may be called with the same arguments, or the same request may come, in a row.',
    ),
  });
}
