/** `x-farthing-dry-run: 1`: what a request would cost, without sending it. */
import { toDollars } from '../../money/nanoDollars.ts';
import { limitsInForce } from '../budget/limitsInForce.ts';
import type { WorstCase } from '../pricing/pricer.ts';
import type { Intake } from './intake.ts';
import type { Parts } from './parts.ts';
import { sendJson } from './replies.ts';
import { addedHeaders } from './replyHead.ts';
import { overRequestLimits } from './requestLimits.ts';

/** The most it can cost, as budgets reserve it at first, and closer, with the input counted; both up to the output limit. */
export async function answerDryRun({ exchange, facts, arrivedAt, operation }: Intake, { pricer, store }: Parts): Promise<void> {
  const at = new Date(arrivedAt);
  const bound = await pricer.worstCase(facts, at);
  const counted = await pricer.worstCase(facts, at, true);
  const { request } = await limitsInForce(store, arrivedAt);
  const refused = overRequestLimits(counted, request);
  const answer = {
    dryRun: true,
    operation: facts.operation,
    ...(facts.model !== undefined && { model: facts.model }),
    worstCase: inWords(bound),
    estimate: inWords(counted),
    ...(refused !== undefined && { refused }),
  };
  sendJson(exchange, 200, answer, addedHeaders(operation, 'bypass'));
}

function inWords(worst: WorstCase): object {
  if ('unknown' in worst) return { costUsd: null, reason: worst.unknown };
  const { hold, input, output } = worst;
  return {
    costUsd: hold.money === undefined ? null : toDollars(hold.money),
    ...(hold.money !== undefined && { costNanos: hold.money }),
    tokens: hold.tokens,
    inputTokens: input,
    outputTokens: output,
  };
}
