/** The user's own table: deployments, profile ARNs, negotiated rates. Keys are model ids as the code writes them, or globs of ids. */
import { fromDollars } from '../money/nanoDollars.ts';
import type { Price, Rates } from './model.ts';

/** Dollars for a million tokens, as in the configuration. */
export interface OwnRates {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  readonly cacheWrite5m?: number;
  readonly cacheWrite1h?: number;
}

/** The id of the model behind a name, or its rates. */
export type Override = string | OwnRates;
export type Overrides = Readonly<Record<string, Override>>;

/** The entry for a model: the exact id first, then the globs in the order they are written. */
export function findOverride(overrides: Overrides, model: string): Override | undefined {
  if (Object.hasOwn(overrides, model)) return overrides[model];
  const glob = Object.keys(overrides).find(pattern => pattern.includes('*') && globPattern(pattern).test(model));
  return glob === undefined ? undefined : overrides[glob];
}

/** `*` stands for any text, slashes and colons included: model ids and ARNs are full of both. */
function globPattern(glob: string): RegExp {
  const parts = glob.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

export function priceOfOwnRates(own: OwnRates, asOf: string): Price {
  const rates = Object.fromEntries(Object.entries(own).map(([name, dollars]) => [name, fromDollars(dollars)])) as unknown as Rates;
  return { rates, tiers: [], asOf, source: 'configuration' };
}
