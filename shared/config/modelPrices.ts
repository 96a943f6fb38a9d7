/** The key `models`, which a project's configuration and a user's share: prices of one's own. */
import * as z from 'zod/mini';
import { documented } from './documentation.ts';

/** Zero or more. */
export const dollars = z.number().check(z.nonnegative());

const rates = z.strictObject({
  input: documented(dollars, 'Dollars for a million input tokens.'),
  output: documented(dollars, 'Dollars for a million output tokens.'),
  cacheRead: documented(z.optional(dollars), 'Dollars for a million tokens read from the prompt cache.'),
  cacheWrite5m: documented(z.optional(dollars), 'Dollars for a million tokens written to the prompt cache for five minutes.'),
  cacheWrite1h: documented(z.optional(dollars), 'Dollars for a million tokens written to the prompt cache for an hour.'),
});

export const modelPrices = () =>
  documented(
    z.optional(z.record(z.string(), z.union([z.string(), rates]))),
    'Prices of your own: a model id (or a glob of ids) as your code writes it, and either the id of the model behind it or its rates.',
    { examples: [{ 'my-azure-deployment': 'gpt-4o', 'ft:gpt-4o-mini:*': { input: 0.3, output: 1.2 } }] },
  );
