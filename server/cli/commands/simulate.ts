import { readFileSync } from 'node:fs';
import { type Policy, parsePolicy } from '../../../shared/config/policySchema.ts';
import { DEFAULT_RUNTIME } from '../../../shared/config/runtimeDefaults.ts';
import { fromDollars } from '../../../shared/money/nanoDollars.ts';
import type { Budget } from '../../../shared/runtime/budget/budget.ts';
import { reasonOf } from '../../../shared/runtime/process/home.ts';
import { changesOf } from '../../../shared/runtime/simulation/policyChanges.ts';
import { simulate as simulated } from '../../../shared/runtime/simulation/simulate.ts';
import { CLEAN } from '../exitCodes.ts';
import { type SimulationReport, simulationJson } from '../formats/simulationJson.ts';
import { simulationTable } from '../formats/simulationTable.ts';
import { deliver } from '../output.ts';
import { type PeriodFlags, refuse, withPastCalls } from '../pastCalls.ts';
import { describeTerminal } from '../terminal.ts';

export interface SimulateFlags extends PeriodFlags {
  readonly policy: string;
}

/** `farthing simulate --policy FILE`: the ledger under other rules, and the difference. */
export async function simulate(flags: SimulateFlags): Promise<number> {
  const read = readPolicy(flags.policy);
  if ('problems' in read) return refuse(...read.problems);
  const { policy } = read;
  return withPastCalls(flags, ({ past, prices, sites, timeZone, home, now, since, until }) => {
    const changes = changesOf(policy, past.calls, prices);
    if ('problems' in changes) return refuse(...changes.problems.map(problem => `${flags.policy}: ${problem}`));
    const { unknownPrice = DEFAULT_RUNTIME.unknownPrice, budgets = [] } = policy;
    const simulation = simulated(past, changes, { budgets: budgets.map(budgetOf), timeZone, unknownPrice });
    const report: SimulationReport = { ...simulation, places: sites, timeZone, home: home.folder, since, until: until ?? now };
    const terminal = flags.outputFile === undefined ? describeTerminal(process.stdout, undefined) : describeTerminal({}, false);
    const undelivered = deliver(flags.json ? simulationJson(report) : simulationTable(report, terminal), flags.outputFile, process.stdout);
    return undelivered === undefined ? CLEAN : refuse(undelivered);
  });
}

function readPolicy(file: string): { readonly policy: Policy } | { readonly problems: readonly string[] } {
  let written: string;
  try {
    written = readFileSync(file, 'utf8');
  } catch (error) {
    return { problems: [`cannot read the policy ${file}: ${reasonOf(error)}`] };
  }
  const parsed = parsePolicy(written);
  if ('config' in parsed) return { policy: parsed.config };
  const problems = 'problems' in parsed ? parsed.problems : [];
  return { problems: problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`) };
}

function budgetOf({ scope, owner, window, usd, tokens }: NonNullable<Policy['budgets']>[number]): Budget {
  return {
    scope,
    window,
    ...(owner === undefined ? {} : { owner }),
    ...(usd === undefined ? {} : { money: fromDollars(usd) }),
    ...(tokens === undefined ? {} : { tokens }),
  };
}
