import { formatDollars } from '../../../shared/money/formatDollars.ts';
import { windowAt } from '../../../shared/runtime/budget/window.ts';
import type { SemanticState } from '../../../shared/runtime/cache/semantic/entries.ts';
import { type Home, homeOf } from '../../../shared/runtime/process/home.ts';
import { type RuntimeStatus, runtimeStatus } from '../../../shared/runtime/process/runningRuntime.ts';
import { openSqliteLedger } from '../../../shared/runtime/store/sqlite/sqliteLedger.ts';
import { complain } from '../complain.ts';
import { CLEAN, FINDINGS } from '../exitCodes.ts';
import { exportLines, type Shell } from '../shells.ts';
import { showBudgets } from './budget.ts';
import { cacheLines } from './cache.ts';

export interface StatusFlags {
  readonly home?: string;
  readonly json?: boolean;
  readonly env?: Shell;
}

/** Exit code 1 when nothing runs, so that a script can tell. */
export async function status(flags: StatusFlags): Promise<number> {
  const home = homeOf(flags.home);
  const running = await runtimeStatus(home);
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ version: 1, running: running !== undefined, home: home.folder, ...running })}\n`);
    return running ? CLEAN : FINDINGS;
  }
  if (!running) {
    complain(`no runtime is running in ${home.folder}; "farthing proxy" starts one`);
    return FINDINGS;
  }
  if (flags.env !== undefined) {
    process.stdout.write(`${exportLines(flags.env, running.url).join('\n')}\n`);
    return CLEAN;
  }
  const semantic = running.semanticCache && isUsed(running.semanticCache) ? `${cacheLines(running.semanticCache).join('\n')}\n` : '';
  process.stdout.write(`${sentence(running)}\n${today(home)}\n${semantic}`);
  return showBudgets({ home: flags.home });
}

/** Whoever has no embedder need not hear of it each time. */
const isUsed = ({ mode, entries, routes }: SemanticState): boolean => mode === 'on' || entries > 0 || routes.length > 0;

function sentence({ url, pid, farthing, startedAt, inFlight, team }: RuntimeStatus): string {
  const calls = inFlight === 0 ? 'no call under way' : `${inFlight} ${inFlight === 1 ? 'call' : 'calls'} under way`;
  return `Farthing ${farthing} listens at ${url} (pid ${pid}), since ${localTime(startedAt)}; ${calls}.${team ? teamSentence(team) : ''}`;
}

/** What holds while Redis is away is said where it is away. */
function teamSentence({ name, reachable }: NonNullable<RuntimeStatus['team']>): string {
  if (reachable) return ` It shares the limits of ${name} through Redis.`;
  return ` The Redis of ${name} is not reached: calls that its limits cover are refused, others go on.`;
}

/** `$1.23 today in 214 calls.` */
function today({ ledger: file }: Home): string {
  const ledger = openSqliteLedger({ file });
  try {
    const { from } = windowAt('day', Date.now(), ledger.timeZone);
    const { attempts, costNanos, unknownCost, savedNanos } = ledger.report({ by: 'day', since: from }).totals;
    const unknown = unknownCost === 0 ? '' : `, and what ${unknownCost} of them cost is not known`;
    const saved = savedNanos === 0 ? '' : `; the cache saved ${formatDollars(savedNanos)}`;
    return `${formatDollars(costNanos)} today in ${attempts} ${attempts === 1 ? 'call' : 'calls'}${unknown}${saved}.`;
  } finally {
    ledger.close();
  }
}

const localTime = (instant: string): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' }).format(new Date(instant));
