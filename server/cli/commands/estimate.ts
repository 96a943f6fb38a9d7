import { analyse } from '../../project/analyse.ts';
import { absolutePath } from '../../project/folders.ts';
import { complain, complainOfFailure, complainOfProblems } from '../complain.ts';
import { estimateReport } from '../estimateReport.ts';
import { CLEAN, FAILED, FINDINGS } from '../exitCodes.ts';
import type { EstimateFlags } from '../flags.ts';
import { observedCalls } from '../observedCalls.ts';
import { deliver, parseOutputs } from '../output.ts';
import { createProgressBar } from '../progressBar.ts';
import { describeTerminal } from '../terminal.ts';

const FORMAT_NAMES = ['pretty', 'json'] as const;

/** Returns the exit code: 1 when a budget is broken. */
export async function estimate(paths: readonly string[], flags: EstimateFlags, today: string): Promise<number> {
  const outputs = parseOutputs(flags.format ?? [], FORMAT_NAMES, flags.outputFile);
  if (typeof outputs === 'string') {
    complain(outputs);
    return FAILED;
  }
  const cwd = absolutePath('.');
  const bar = createProgressBar();
  const analysis = await analyse(paths.length > 0 ? paths : ['.'], {
    cwd,
    today,
    config: flags.config,
    options: flags.callsPerMonth === undefined ? undefined : { callsPerMonth: flags.callsPerMonth },
    exact: flags.exact,
    observed: flags.observed ? await observedCalls() : undefined,
    threads: flags.threads,
    cache: flags.cache,
    progress: bar.progress,
  });
  bar.clear();
  if (complainOfFailure(analysis, cwd)) return FAILED;
  const report = await estimateReport(analysis, cwd);
  for (const { format, file } of outputs) {
    const terminal = file === undefined ? describeTerminal(process.stdout, flags.colour) : describeTerminal({}, false);
    const text =
      format === 'json'
        ? (await import('../formats/estimateJson.ts')).estimateJson(report)
        : (await import('../formats/estimateTable.ts')).estimateTable(report, flags.by ?? 'file', terminal);
    const failure = deliver(text, file, process.stdout);
    if (failure === undefined) continue;
    complain(failure);
    return FAILED;
  }
  complainOfProblems(analysis, cwd);
  if (analysis.bugs.length > 0) return FAILED;
  return report.brokenBudgets.length > 0 && analysis.failOn !== 'never' ? FINDINGS : CLEAN;
}
