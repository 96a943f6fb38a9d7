/** Attempts whose process has died: nobody will settle them, so they are charged the worst they can have cost. */
import type { DatabaseSync } from 'node:sqlite';
import type { Alert } from '../../budget/budget.ts';
import { amountHeld } from '../../budget/charge.ts';
import type { BudgetBook } from './budgetBook.ts';
import { isPresent } from './presence.ts';
import { attemptOf, type LedgerRows, SELECT_ATTEMPTS } from './rows.ts';

export interface DeadProcess {
  readonly id: number;
  readonly lock: string;
}

export interface Losses {
  readonly attempts: number;
  readonly alerts: readonly Alert[];
}

/** Processes, other than this one, that have opened the ledger and are no more. */
export function deadProcesses(database: DatabaseSync, file: string, self: number): readonly DeadProcess[] {
  const others = database.prepare('SELECT id, lock FROM processes WHERE id <> ?').all(self) as unknown as DeadProcess[];
  return others.filter(({ lock }) => !isPresent(file, lock));
}

/** Within a transaction. Attempts that another process has charged meanwhile are not charged again. */
export function chargeLosses(database: DatabaseSync, rows: LedgerRows, book: BudgetBook, process: number, now: number): Losses {
  const alerts: Alert[] = [];
  const orphans = database.prepare(OPEN_ATTEMPTS).all(process, process);
  for (const row of orphans) {
    const attempt = attemptOf(row);
    const amount = amountHeld(attempt.hold);
    const { money } = attempt.hold;
    const entries = book.entries(attempt);
    rows.end(
      row.seq as number,
      { endedAt: now, ...(money === undefined ? {} : { cost: money }), confidence: 'unknown', cache: 'miss', notes: [LOST] },
      'lost',
      amount,
    );
    alerts.push(...book.settle(entries, amount, amount, now));
  }
  database.prepare('DELETE FROM processes WHERE id = ?').run(process);
  return { attempts: orphans.length, alerts };
}

/** Of a process: what it began and has not ended. */
const OPEN_ATTEMPTS = `
  ${SELECT_ATTEMPTS}
  WHERE attempts.seq >= (SELECT first_open FROM processes WHERE id = ?) AND attempts.process = ? AND ends.seq IS NULL`;

const LOST = 'the runtime ended before the reply did: charged the worst it can have cost';
