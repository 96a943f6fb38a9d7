import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { semanticOffSentence } from '../../../shared/runtime/cache/semantic/wording.ts';
import type { RuntimeEvent } from '../../../shared/runtime/gateway/events.ts';
import type { Ledger } from '../../../shared/runtime/ledger/report.ts';
import { alertJson, alertSentence } from '../../../shared/runtime/process/alerts.ts';
import { followEvents } from '../../../shared/runtime/process/followEvents.ts';
import { type Home, homeOf } from '../../../shared/runtime/process/home.ts';
import { openSqliteLedger } from '../../../shared/runtime/store/sqlite/sqliteLedger.ts';
import { StoreUnavailable } from '../../../shared/runtime/store/store.ts';
import { complainOfStore } from '../complain.ts';
import { CLEAN } from '../exitCodes.ts';
import { tailJson, tailLine } from '../formats/tailLine.ts';
import { printable } from '../printable.ts';
import { describeTerminal } from '../terminal.ts';

export interface TailFlags {
  readonly home?: string;
  readonly json?: boolean;
  /** Calls of the past to begin with. */
  readonly last?: number;
}

const STEP_MS = 100;
/** Calls of the past that a person sees first. */
const FIRST = 10;

/** Follows the ledger until it is interrupted, also through restarts of the runtime; refusals and alerts while one runs. */
export async function tail(flags: TailFlags): Promise<number> {
  const home = homeOf(flags.home);
  const end = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end.abort());
  const following = followEvents(
    home,
    event => {
      const saying = sayingOf(event);
      if (saying) process.stdout.write(`${flags.json ? JSON.stringify(saying.json) : printable(saying.sentence)}\n`);
    },
    end.signal,
  );
  try {
    await followLedger(home, flags, end.signal);
    return CLEAN;
  } catch (error) {
    if (end.signal.aborted) return CLEAN;
    if (error instanceof StoreUnavailable) return complainOfStore(error, home.ledger);
    throw error;
  } finally {
    end.abort();
    await following;
  }
}

async function followLedger(home: Home, { json, last = json ? 0 : FIRST }: TailFlags, signal: AbortSignal): Promise<void> {
  if (!existsSync(home.ledger) && process.stderr.isTTY) process.stderr.write('Nothing has been metered yet; waiting for the first call.\n');
  // What is there is the past, what comes afterwards is followed from its beginning.
  const past = existsSync(home.ledger);
  while (!existsSync(home.ledger)) await pause(STEP_MS, undefined, { signal });
  const ledger = openSqliteLedger({ file: home.ledger });
  const terminal = describeTerminal(process.stdout, undefined);
  try {
    for (let after = past ? Math.max(0, ledger.last() - last) : 0; ; await pause(STEP_MS, undefined, { signal })) {
      after = tellOfCalls(ledger, after, event => (json ? tailJson(event) : tailLine(event, ledger.timeZone, terminal)));
    }
  } finally {
    ledger.close();
  }
}

/** Returns the number of the last event told. */
function tellOfCalls(ledger: Ledger, after: number, render: (event: ReturnType<Ledger['tail']>[number]) => string): number {
  const events = ledger.tail(after);
  for (const event of events) process.stdout.write(`${render(event)}\n`);
  return events.at(-1)?.seq ?? after;
}

/** What the ledger does not have: it holds calls that were made. Undefined: it has it. */
function sayingOf(event: RuntimeEvent): { readonly sentence: string; readonly json: object } | undefined {
  switch (event.type) {
    case 'refused': {
      const { id, model, identity } = event.start;
      const { user, team, project } = identity;
      const { message } = event;
      return { sentence: `refused: ${message}`, json: { type: 'refused', request: id, model, user, team, project, message } };
    }
    case 'storm': {
      const { id, model, verdicts } = event.start;
      return { sentence: event.message, json: { type: 'storm', request: id, model, turn: verdicts?.turn, message: event.message } };
    }
    case 'alert': {
      const sentence = alertSentence(event.alert, Intl.DateTimeFormat().resolvedOptions().timeZone);
      return { sentence, json: alertJson(event.alert, sentence) };
    }
    case 'semantic-off':
      return { sentence: semanticOffSentence(event), json: event };
    case 'trouble':
      return { sentence: event.message, json: { type: 'trouble', message: event.message } };
    default:
      return undefined;
  }
}
