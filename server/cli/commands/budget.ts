import { fromDollars } from '../../../shared/money/nanoDollars.ts';
import type { RequestLimits } from '../../../shared/runtime/budget/budget.ts';
import { limitsTheSame } from '../../../shared/runtime/budget/limits.ts';
import { type LimitsInForce, limitsInForce } from '../../../shared/runtime/budget/limitsInForce.ts';
import { withoutRaises } from '../../../shared/runtime/budget/raise.ts';
import { raiseLimit } from '../../../shared/runtime/budget/raiseLimit.ts';
import { NOBODY } from '../../../shared/runtime/budget/scope.ts';
import { complain } from '../complain.ts';
import { CLEAN, FAILED } from '../exitCodes.ts';
import { budgetJson } from '../formats/budgetJson.ts';
import { budgetTable } from '../formats/budgetTable.ts';
import { parseLimitWord } from '../limitWords.ts';
import { describeTerminal } from '../terminal.ts';
import { type OpenLedger, withLedger } from '../withLedger.ts';

export interface BudgetFlags {
  readonly home?: string;
  readonly json?: boolean;
}

export interface BudgetSetFlags extends BudgetFlags {
  readonly owner?: string;
  readonly usd?: number;
  readonly tokens?: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
}

/** Shows what is set and what is spent of it. */
export function showBudgets(flags: BudgetFlags): Promise<number> {
  return withLedger({ home: flags.home, without: () => print({ budgets: [], request: {} }, machineZone(), flags) }, ledger =>
    show(ledger, flags),
  );
}

export async function setBudget(word: string, flags: BudgetSetFlags): Promise<number> {
  const what = parseLimitWord(word, flags.owner);
  const wrong = Array.isArray(what) ? what[0] : wrongLimits(what === 'request', flags);
  if (Array.isArray(what) || wrong !== undefined) return refuse(wrong as string);
  return withLedger({ home: flags.home }, async ledger => {
    const { store } = ledger;
    if (what === 'request') {
      await store.setRequestLimits({ ...store.requestLimits(), ...requestLimitsOf(flags) });
    } else {
      const known = (await store.budgets()).find(one => limitsTheSame(one, what));
      const { usd, tokens } = flags;
      await store.setBudget({
        ...(known && withoutRaises(known)),
        ...what,
        ...(usd === undefined ? {} : { money: fromDollars(usd) }),
        ...(tokens === undefined ? {} : { tokens }),
      });
    }
    return show(ledger, flags);
  });
}

/** Higher until the window ends; then the limit is as it was. */
export async function raiseBudget(word: string, flags: Omit<BudgetSetFlags, 'inputTokens' | 'outputTokens'>): Promise<number> {
  const what = parseLimitWord(word, flags.owner);
  if (Array.isArray(what)) return refuse(what[0] as string);
  if (what === 'request') return refuse('a limit for one request has no window to be raised in; "farthing budget set request" changes it');
  const { usd, tokens } = flags;
  if (usd === undefined && tokens === undefined) return refuse('say how much: --usd or --tokens');
  return withLedger({ home: flags.home, without: () => refuse(notSet(word, flags.owner)) }, async ledger => {
    const { store, now } = ledger;
    const owner = what.owner ?? NOBODY;
    const amounts = { ...(usd === undefined ? {} : { money: fromDollars(usd) }), ...(tokens === undefined ? {} : { tokens }) };
    const each = what.scope !== 'all' && owner === NOBODY;
    if (each) return refuse(`say whose: --owner NAME; each ${what.scope} has a limit of their own`);
    const raised = await raiseLimit(store, { ...what, owner, ...amounts }, { now, timeZone: store.timeZone });
    return typeof raised === 'string' ? refuse(raised) : show(ledger, flags);
  });
}

export async function removeBudget(word: string, flags: BudgetFlags & { readonly owner?: string }): Promise<number> {
  const what = parseLimitWord(word, flags.owner);
  if (Array.isArray(what)) return refuse(what[0] as string);
  return withLedger({ home: flags.home, without: () => refuse(notSet(word, flags.owner)) }, async ledger => {
    const { store } = ledger;
    if (what === 'request') {
      await store.setRequestLimits({});
      return show(ledger, flags);
    }
    const known = (await store.budgets()).some(one => limitsTheSame(one, what));
    if (!known) return refuse(notSet(word, flags.owner));
    await store.removeBudget(what);
    return show(ledger, flags);
  });
}

const notSet = (word: string, owner: string | undefined): string =>
  `no budget ${word}${owner === undefined ? '' : ` of ${owner}`} is set; "farthing budget" shows those that are`;

async function show({ store, now }: OpenLedger, flags: BudgetFlags): Promise<number> {
  return print(await limitsInForce(store, now), store.timeZone, flags);
}

function print(limits: LimitsInForce, timeZone: string, { json }: BudgetFlags): number {
  const terminal = describeTerminal(process.stdout, undefined);
  process.stdout.write(json ? `${JSON.stringify(budgetJson(limits, timeZone))}\n` : budgetTable(limits, timeZone, terminal));
  return CLEAN;
}

const machineZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

function wrongLimits(forRequest: boolean, { usd, tokens, inputTokens, outputTokens }: BudgetSetFlags): string | undefined {
  if (forRequest && tokens !== undefined) return 'tokens of one request are limited by --input-tokens and --output-tokens';
  if (!forRequest && (inputTokens !== undefined || outputTokens !== undefined)) {
    return '--input-tokens and --output-tokens limit one request: farthing budget set request ...';
  }
  if ([usd, tokens, inputTokens, outputTokens].some(limit => limit !== undefined)) return undefined;
  return forRequest ? 'say how much: --usd, --input-tokens or --output-tokens' : 'say how much: --usd or --tokens';
}

function requestLimitsOf({ usd, inputTokens, outputTokens }: BudgetSetFlags): RequestLimits {
  return {
    ...(usd === undefined ? {} : { money: fromDollars(usd) }),
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
  };
}

function refuse(sentence: string): number {
  complain(sentence);
  return FAILED;
}
