/** Reads the ledger for those who follow it, in a thread of its own: a month of calls takes a while to add up, and no call waits for it. */
import { parentPort, workerData } from 'node:worker_threads';
import type { CallLine, SpendCursor } from '../../protocol/spend.ts';
import { SpendReader } from '../store/sqlite/spendReader.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { SpendQuestion, SpendTold } from './spendFeed.ts';

const reader = new SpendReader(workerData as string);
let cursor: SpendCursor | undefined;
let dayUntil = 0;

parentPort?.on('message', (question: SpendQuestion) => {
  try {
    reader.atOnce(() => answer(question));
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    tell({ to: 'all', sites: [], line: lineOf({ type: 'trouble', message: error.message }) });
  }
  tell({ done: true });
});

/** Everyone is brought to where the ledger stands before somebody new is told where that is. */
function answer({ now, newcomers }: SpendQuestion): void {
  const changes = cursor && now < dayUntil ? reader.changesSince(cursor) : 'many';
  if (changes === 'many') {
    tellSnapshot('all', now);
    return;
  }
  if (changes) {
    cursor = changes.to;
    tell({ to: 'all', sites: sitesOf(changes.lines), line: lineOf(changes) });
  }
  if (newcomers.length > 0) tellSnapshot(newcomers, now);
}

function tellSnapshot(to: 'all' | readonly number[], now: number): void {
  const snapshot = reader.snapshot(now);
  cursor = snapshot.cursor;
  dayUntil = snapshot.today.until;
  const named = snapshot.month.sites.flatMap(({ name }) => name ?? []);
  const sites = [...new Set([...named, ...sitesOf(snapshot.lines)])];
  tell({ to, sites, seen: reader.sites(), line: lineOf(snapshot) });
}

function sitesOf(lines: readonly CallLine[]): string[] {
  return [
    ...new Set(lines.flatMap(({ site, attribution }) => [...(site === undefined ? [] : [site]), ...(attribution?.candidates ?? [])])),
  ];
}

const lineOf = (message: object): string => `${JSON.stringify(message)}\n`;

function tell(told: SpendTold): void {
  parentPort?.postMessage(told);
}
