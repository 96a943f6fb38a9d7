/** Who is told that 70, 90 or 100 % of a limit are spent: the log, and an address of the user's choice. */
import { formatDollars } from '../../money/formatDollars.ts';
import { toDollars } from '../../money/nanoDollars.ts';
import type { Alert, BudgetState } from '../budget/budget.ts';
import { coverOf, localMinute } from '../budget/wording.ts';
import type { Log } from './log.ts';

export interface AlertSink {
  /** Never waits and never throws. */
  tell(alerts: readonly Alert[]): void;
  /** Resolves when what is under way has been delivered or given up. */
  close(): Promise<void>;
}

export interface AlertOptions {
  readonly log: Log;
  /** Address that each alert is posted to as JSON. */
  readonly webhook?: string;
  /** IANA name, for saying when the limit begins anew. */
  readonly timeZone: string;
}

/** Alerts on their way to the webhook at one time; more than that are only logged. */
const MOST_UNDER_WAY = 20;
const PATIENCE_MS = 5000;

export function createAlertSink({ log, webhook, timeZone }: AlertOptions): AlertSink {
  const underWay = new Set<Promise<void>>();

  function post(alert: Alert, sentence: string): void {
    if (webhook === undefined) return;
    if (underWay.size >= MOST_UNDER_WAY) {
      log.warn('an alert was not posted: too many are under way');
      return;
    }
    const delivery = deliver(webhook, alertJson(alert, sentence), log).finally(() => underWay.delete(delivery));
    underWay.add(delivery);
  }

  return {
    tell(alerts) {
      for (const alert of alerts) {
        const sentence = alertSentence(alert, timeZone);
        log.warn(sentence);
        post(alert, sentence);
      }
    },
    async close() {
      await Promise.all(underWay);
    },
  };
}

/** Not followed elsewhere, and given up after five seconds. */
async function deliver(webhook: string, body: object, log: Log): Promise<void> {
  try {
    const reply = await fetch(webhook, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await reply.body?.cancel();
    if (!reply.ok) log.warn(`an alert was not taken by its webhook: status ${reply.status}`);
  } catch (error) {
    const { name, cause } = error as Error;
    log.warn(
      `an alert did not reach its webhook: ${name === 'TimeoutError' ? 'no answer' : ((cause as Error | undefined)?.message ?? name)}`,
    );
  }
}

/** `$4.61 of $5.00 spent, past 90 %: user ada, a day; begins anew at 2026-11-25 00:00`. */
export function alertSentence({ percent, unit, state }: Alert, timeZone: string): string {
  const spent = amountOf(state.spent, unit);
  const limit = amountOf({ money: state.budget.money, tokens: state.budget.tokens }, unit);
  const until = state.until === undefined ? '' : `; begins anew at ${localMinute(state.until, timeZone)}`;
  return `${spent} of ${limit} spent, ${percent === 100 ? 'all of it' : `past ${percent} %`}: ${coverOf(state)}${until}`;
}

function amountOf({ money, tokens }: Partial<BudgetState['spent']>, unit: Alert['unit']): string {
  return unit === 'money' ? (money === undefined ? '' : formatDollars(money)) : `${(tokens ?? 0).toLocaleString('en')} tokens`;
}

/** The contract with a webhook, and of the event that the editor shows. */
export function alertJson({ percent, unit, state }: Alert, sentence: string): object {
  const { budget, owner, spent, until } = state;
  return {
    type: 'alert',
    message: sentence,
    percent,
    unit,
    scope: budget.scope,
    owner,
    window: budget.window,
    spent: unit === 'money' ? toDollars(spent.money) : spent.tokens,
    limit: unit === 'money' ? budget.money && toDollars(budget.money) : budget.tokens,
    ...(until === undefined ? {} : { resetsAt: new Date(until).toISOString() }),
  };
}
