/** `POST /_farthing/raises`: a limit raised for the rest of its window, as the editor's "Raise for Today" asks. */
import { BUDGET_SCOPES, BUDGET_WINDOWS } from '../../config/runtimeDefaults.ts';
import type { Budget } from '../budget/budget.ts';
import type { WantedRaise } from '../budget/raiseLimit.ts';
import type { Exchange } from './client/exchange.ts';
import { readBody } from './client/requestBody.ts';
import { sendError, sendJson } from './replies.ts';

/** Raises a limit for the rest of its window; a sentence when it cannot be. */
export type RaiseLimit = (wanted: WantedRaise) => Promise<Budget | string>;

const MOST_BYTES = 10_000;

/** 409 with a sentence when the limit cannot be raised so. */
export async function answerRaise(exchange: Exchange, raise: RaiseLimit | undefined): Promise<void> {
  const body = await readBody(exchange, undefined, MOST_BYTES);
  if (body === 'gone') return;
  const wanted = typeof body === 'string' ? undefined : wantedRaise(body.toString('utf8'));
  if (!wanted) return sendError(exchange, 400, 'the body is {"scope", "window", "owner", "money" or "tokens"}, money in nano-dollars.');
  const raised = (await raise?.(wanted)) ?? 'limits are not raised here';
  if (typeof raised === 'string') return sendError(exchange, 409, raised);
  return sendJson(exchange, 200, raised);
}

function wantedRaise(text: string): WantedRaise | undefined {
  let written: Partial<Record<keyof WantedRaise, unknown>>;
  try {
    written = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { scope, window, owner, money, tokens, from } = written ?? {};
  const fits =
    BUDGET_SCOPES.some(one => one === scope) &&
    BUDGET_WINDOWS.some(one => one === window) &&
    typeof owner === 'string' &&
    [money, tokens, from].every(amount => amount === undefined || (Number.isSafeInteger(amount) && (amount as number) >= 0)) &&
    (money !== undefined || tokens !== undefined);
  return fits ? (written as unknown as WantedRaise) : undefined;
}
