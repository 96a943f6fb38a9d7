/** A request that a cache answers: its row, which has bought nothing, then the reply. */
import { NO_MONEY } from '../../money/nanoDollars.ts';
import type { RecordedReply } from '../cache/exactCache.ts';
import type { AttemptEnd, CacheVerdict } from '../ledger/attempt.ts';
import { type Intake, startOf } from './intake.ts';
import type { Parts } from './parts.ts';
import { sendWhole } from './replies.ts';
import { settle } from './settlement.ts';

export interface KeptAnswer extends Pick<AttemptEnd, 'verdicts'> {
  /** In the form that is sent. */
  readonly reply: RecordedReply;
  readonly cache: Extract<CacheVerdict, 'hit' | 'semantic'>;
  /** What the client may want to know beside that. */
  readonly detail?: string;
}

export async function answerWithKept({ reply, cache, detail, verdicts }: KeptAnswer, intake: Intake, parts: Parts): Promise<void> {
  const end: AttemptEnd = {
    endedAt: parts.clock(),
    state: 'settled',
    status: reply.status,
    ...(reply.usage && { usage: reply.usage }),
    ...(reply.model !== undefined && { answeredBy: reply.model }),
    cost: NO_MONEY,
    confidence: 'exact',
    cache,
    ...(reply.cost !== undefined && { saved: reply.cost }),
    notes: [],
    ...(verdicts && { verdicts }),
  };
  await settle(startOf(intake), end, false, parts);
  sendWhole(intake.exchange, reply, intake.operation, detail === undefined ? cache : `${cache}; ${detail}`, NO_MONEY);
}
