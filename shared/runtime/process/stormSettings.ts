import type { UserConfig } from '../../config/userSchema.ts';
import { fromDollars } from '../../money/nanoDollars.ts';
import type { StormSettings } from '../settings.ts';

type Written = NonNullable<NonNullable<UserConfig['runtime']>['storm']>;

/** What is not written is left to the book's own sense of what is absurd. */
export function stormSettings({ enabled = true, turn = {}, conversation = {}, repeats }: Written): StormSettings {
  return { enabled, turn: inMoney(turn), conversation: inMoney(conversation), ...(repeats !== undefined && { repeats }) };
}

function inMoney<T extends { readonly usd?: number }>({ usd, ...counts }: T) {
  return { ...counts, ...(usd !== undefined && { money: fromDollars(usd) }) };
}
