/** What one request may have at most; it needs no ledger. */
import { formatDollars } from '../../money/formatDollars.ts';
import type { RequestLimits } from '../budget/budget.ts';
import type { WorstCase } from '../pricing/pricer.ts';

/** Why a call is over a limit, in a sentence; undefined where it fits. What is not known does not fit. */
export function overRequestLimits(worst: WorstCase, limits: RequestLimits): string | undefined {
  const { money, inputTokens, outputTokens } = limits;
  if (money === undefined && inputTokens === undefined && outputTokens === undefined) return undefined;
  if ('unknown' in worst) return `A request has a limit, and what this one can take is not known: ${worst.unknown}.`;
  const { hold, input, output } = worst;
  if (money !== undefined && (hold.money === undefined || hold.money > money)) {
    const most = hold.money === undefined ? 'an unknown amount' : formatDollars(hold.money);
    return `${most} is what this call can cost, and ${formatDollars(money)} is the limit for one request.`;
  }
  if (inputTokens !== undefined && input > inputTokens) {
    return `${count(input)} input tokens are in this call, and ${count(inputTokens)} is the limit for one request.`;
  }
  if (outputTokens !== undefined && output > outputTokens) {
    return `${count(output)} output tokens are what this call can take, and ${count(outputTokens)} is the limit for one request: set its output limit.`;
  }
  return undefined;
}

function count(tokens: number): string {
  return tokens.toLocaleString('en');
}
