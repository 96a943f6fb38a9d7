/** Whether a call may be made: limits of one request, then the budgets, where its worst case is reserved. */

import type { RequestLimits } from '../budget/budget.ts';
import type { Refusal } from '../dialects/dialect.ts';
import { isFree } from '../dialects/requestFacts.ts';
import type { AttemptStart, Hold } from '../ledger/attempt.ts';
import type { WorstCase } from '../pricing/pricer.ts';
import { type AdmissionAnswer, StoreUnavailable } from '../store/store.ts';
import type { Intake } from './intake.ts';
import type { Parts } from './parts.ts';
import { budgetSentence, unpriceableSentence } from './refusalText.ts';
import { overRequestLimits } from './requestLimits.ts';

export type Admitted =
  | { readonly admitted: true; readonly hold?: Hold /** Its row and its hold are in the ledger. */; readonly recorded: boolean }
  | { readonly admitted: false; readonly refusal: Omit<Refusal, 'requestId'> };

/** The cheap bound first; the input is counted only where that bound does not fit, so that nothing is refused because of it. */
export async function admit({ facts }: Intake, start: AttemptStart, parts: Parts): Promise<Admitted> {
  const { pricer, store, settings } = parts;
  const at = new Date(start.startedAt);
  let worst = await pricer.worstCase(facts, at);
  let counted = isFree(facts);
  const count = async () => {
    counted = true;
    worst = await pricer.worstCase(facts, at, true);
  };

  let limits = store.requestLimits();
  let answer: Reserved;
  for (;;) {
    if (overRequestLimits(worst, limits) !== undefined && !counted) await count();
    const objection = overRequestLimits(worst, limits);
    if (objection !== undefined) return { admitted: false, refusal: { kind: 'budget', message: objection } };
    answer = await reserve(start, worst, limits, parts);
    if ('changed' in answer) limits = answer.changed;
    else if ('because' in answer && !counted) await count();
    else break;
  }
  if ('unavailable' in answer) return withoutLedger(answer.unavailable, start, worst, parts);
  if (answer.admitted) return { admitted: true, hold: holdOf(worst), recorded: true };
  return { admitted: false, refusal: refusalOf(answer, worst, settings.timeZone) };
}

function holdOf(worst: WorstCase): Hold | undefined {
  return 'hold' in worst ? worst.hold : undefined;
}

type Reserved = AdmissionAnswer | { readonly unavailable: string };

async function reserve(start: AttemptStart, worst: WorstCase, within: RequestLimits, { store, settings }: Parts): Promise<Reserved> {
  try {
    return await store.admit({ start, hold: holdOf(worst), unknownPrice: settings.unknownPrice, within });
  } catch (error) {
    if (error instanceof StoreUnavailable) return { unavailable: error.message };
    throw error;
  }
}

/** Without a ledger nothing that a limit covers may pass; what no limit covers flows, and is written when the ledger is back. */
function withoutLedger(reason: string, start: AttemptStart, worst: WorstCase, { store, events }: Parts): Admitted {
  events.emit({ type: 'trouble', message: `the ledger cannot be written: ${reason}` });
  if (!store.covered(start)) return { admitted: true, hold: holdOf(worst), recorded: false };
  const message = `no call that a budget covers is made while the ledger cannot be written: ${reason}`;
  return { admitted: false, refusal: { kind: 'store', message } };
}

function refusalOf(
  answer: Exclude<AdmissionAnswer & { admitted: false }, { changed: unknown }>,
  worst: WorstCase,
  timeZone: string,
): Omit<Refusal, 'requestId'> {
  if ('because' in answer) return { kind: 'budget', message: budgetSentence(answer.because, answer.unit, holdOf(worst), timeZone) };
  const reason = 'unknown' in worst ? worst.unknown : undefined;
  return { kind: 'unpriceable', message: unpriceableSentence(answer.unpriceable, answer.unit, reason, timeZone) };
}
