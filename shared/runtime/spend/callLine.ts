/** Attempts as the panel lists them. Nothing of a call's content is in either. */
import type { NanoDollars } from '../../money/nanoDollars.ts';
import { NO_MONEY } from '../../money/nanoDollars.ts';
import type { CallEnd, CallLine } from '../../protocol/spend.ts';
import type { Attempt, AttemptEnd, AttemptStart } from '../ledger/attempt.ts';

/** What the row says beside the attempt itself. */
export interface Charge {
  /** Absent: under way, or not known. */
  readonly cost?: NanoDollars;
  /** What budgets count. */
  readonly spent: NanoDollars;
}

/** `date` is that of its start in the ledger's time zone. */
export function callLine(attempt: Attempt, seq: number, date: string, { cost, spent }: Charge): CallLine {
  const { hold, end, state } = attempt;
  return {
    ...begun(attempt, seq, date),
    state,
    ...(hold.money !== undefined && { hold: hold.money }),
    ...(end && { end: ended(end) }),
    ...(cost !== undefined && { cost }),
    spent,
  };
}

/** A call that a budget kept from leaving: the ledger has no row of it. */
export function refusedLine(start: AttemptStart, seq: number, date: string, refusal: string): CallLine {
  return { ...begun(start, seq, date), state: 'refused', spent: NO_MONEY, refusal };
}

function begun(start: AttemptStart, seq: number, date: string): Omit<CallLine, 'state' | 'spent'> {
  const { id, startedAt, upstream, endpoint, stream, model, identity, verdicts } = start;
  const { user, team, project, branch, site, tags } = identity;
  const { attribution, route } = verdicts ?? {};
  return {
    seq,
    id,
    startedAt,
    date,
    upstream,
    endpoint,
    stream,
    ...(model !== undefined && { model }),
    ...(site !== undefined && { site }),
    ...(attribution && { attribution }),
    ...(user !== undefined && { user }),
    ...(team !== undefined && { team }),
    ...(project !== undefined && { project }),
    ...(branch !== undefined && { branch }),
    tags,
    ...(route && {
      route: {
        mode: route.mode,
        asked: route.asked,
        chosen: route.chosen,
        reasons: route.reasons,
        ...(route.difference !== undefined && { difference: route.difference }),
      },
    }),
  };
}

function ended({ endedAt, status, answeredBy, usage, confidence, cache, saved, firstByteMs, verdicts, notes }: AttemptEnd): CallEnd {
  const { semantic } = verdicts ?? {};
  return {
    endedAt,
    ...(status !== undefined && { status }),
    ...(answeredBy !== undefined && { answeredBy }),
    ...(usage && { tokens: { input: usage.input, cached: usage.cacheRead, output: usage.output } }),
    confidence,
    cache,
    ...(saved !== undefined && { saved }),
    ...(firstByteMs !== undefined && { firstByteMs }),
    ...(semantic && {
      semantic: {
        mode: semantic.mode,
        outcome: semantic.outcome,
        ...(semantic.similarity !== undefined && { similarity: semantic.similarity }),
        ...(semantic.wouldSave !== undefined && { wouldSave: semantic.wouldSave }),
      },
    }),
    notes,
  };
}
