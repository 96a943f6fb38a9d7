import { statSync } from 'node:fs';
import { type Ledger, NO_FIGURES, type Report, type ReportQuery } from '../../../shared/runtime/ledger/report.ts';
import { homeOf } from '../../../shared/runtime/process/home.ts';
import { openSqliteLedger } from '../../../shared/runtime/store/sqlite/sqliteLedger.ts';
import { StoreUnavailable } from '../../../shared/runtime/store/store.ts';
import { complain, complainOfStore } from '../complain.ts';
import { CLEAN, FAILED } from '../exitCodes.ts';
import { reportCsv } from '../formats/reportCsv.ts';
import { reportJson } from '../formats/reportJson.ts';
import { reportTable } from '../formats/reportTable.ts';
import type { LedgerReport } from '../ledgerReport.ts';
import { deliver } from '../output.ts';
import { askedBy, type ReportFlags } from '../reportQuery.ts';
import { siteDetails } from '../siteReport.ts';
import { describeTerminal, type Terminal } from '../terminal.ts';

const FORMATS = {
  table: reportTable,
  json: reportJson,
  csv: reportCsv,
} satisfies Record<string, (report: LedgerReport, terminal: Terminal) => string>;

export type ReportFormat = keyof typeof FORMATS;

export async function report(flags: ReportFlags): Promise<number> {
  const format = flags.json ? 'json' : (flags.format ?? 'table');
  const home = homeOf(flags.home);
  let ledger: Ledger | undefined;
  try {
    ledger = openIfThere(home.ledger);
    const timeZone = ledger?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    const asked = askedBy(flags, { now: Date.now(), zone: timeZone }, format === 'table');
    if (typeof asked === 'string') return failure(asked);
    const answer = answerOf(ledger, asked);
    const sites = ledger && asked.by === 'site' ? await siteDetails(ledger, asked) : undefined;
    const terminal = flags.outputFile === undefined ? describeTerminal(process.stdout, undefined) : describeTerminal({}, false);
    const text = FORMATS[format]({ ...answer, asked, timeZone, home: home.folder, ...(sites && { sites }) }, terminal);
    const undelivered = deliver(text, flags.outputFile, process.stdout);
    return undelivered === undefined ? CLEAN : failure(undelivered);
  } catch (error) {
    if (error instanceof StoreUnavailable) return complainOfStore(error, home.ledger);
    throw error;
  } finally {
    ledger?.close();
  }
}

/** Bytes of a ledger that take a second or more to add up. */
const LARGE = 200_000_000;

function openIfThere(file: string): Ledger | undefined {
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) return undefined;
  if (size > LARGE && process.stderr.isTTY) process.stderr.write(`Adding up ${Math.round(size / 1e6)} MB ...\n`);
  return openSqliteLedger({ file });
}

/** Users of the line below the table. */
const TOP_USERS = 3;

function answerOf(ledger: Ledger | undefined, asked: ReportQuery): Report & Pick<LedgerReport, 'topUsers'> {
  if (!ledger) return { by: asked.by, rows: [], totals: NO_FIGURES };
  const main = ledger.report(asked);
  if (asked.by === 'user' || asked.user !== undefined) return main;
  const { tag: _, ...filters } = asked;
  return { ...main, topUsers: ledger.report({ ...filters, by: 'user', top: TOP_USERS }) };
}

function failure(sentence: string): number {
  complain(sentence);
  return FAILED;
}
