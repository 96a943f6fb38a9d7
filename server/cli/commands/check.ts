import { type AnalyseOptions, type Analysis, analyse } from '../../project/analyse.ts';
import { absolutePath } from '../../project/folders.ts';
import type { Overlay } from '../../project/inventory.ts';
import { type CheckReport, checkReport } from '../checkReport.ts';
import { complain, complainOfFailure, complainOfProblems } from '../complain.ts';
import { exitCodeOf, FAILED } from '../exitCodes.ts';
import { type CheckFlags, wantsRepairs } from '../flags.ts';
import type { CheckFormat } from '../formats/format.ts';
import { github } from '../formats/github.ts';
import { json } from '../formats/json.ts';
import { pretty } from '../formats/pretty.ts';
import { observedCalls } from '../observedCalls.ts';
import { deliver, type Output, parseOutputs } from '../output.ts';
import { createProgressBar } from '../progressBar.ts';
import { createSourceLines } from '../sourceLines.ts';
import { describeTerminal } from '../terminal.ts';

/** SARIF tells of all rules, so it is loaded when it is asked for. */
const FORMATS = {
  pretty: async () => pretty,
  json: async () => json,
  sarif: async () => (await import('../formats/sarif.ts')).sarif,
  github: async () => github,
} satisfies Record<string, () => Promise<CheckFormat>>;

type FormatName = keyof typeof FORMATS;
const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

/** Returns the exit code. */
export async function check(paths: readonly string[], flags: CheckFlags, today: string): Promise<number> {
  const outputs = parseOutputs(flags.format ?? [], FORMAT_NAMES, flags.outputFile);
  const wrong = typeof outputs === 'string' ? outputs : usageError(paths, flags);
  if (typeof outputs === 'string' || wrong !== undefined) {
    complain(wrong as string);
    return FAILED;
  }
  const cwd = absolutePath('.');
  const given: Overlay = flags.stdin ? new Map([[absolutePath(flags.stdinFilename as string), await readStandardInput()]]) : new Map();
  const bar = createProgressBar();
  const options: AnalyseOptions = {
    cwd,
    today,
    config: flags.config,
    options: flags.callsPerMonth === undefined ? undefined : { callsPerMonth: flags.callsPerMonth },
    exact: flags.exact,
    observed: flags.observed ? await observedCalls() : undefined,
    threads: flags.threads,
    cache: flags.cache,
    overlay: given,
    progress: bar.progress,
  };
  const targets = paths.length > 0 ? paths : flags.stdin ? [] : ['.'];
  const first = await analyse(targets, options);
  bar.clear();
  if (complainOfFailure(first, cwd)) return FAILED;

  const exitCode = (analysis: Analysis, report: CheckReport) =>
    analysis.bugs.length > 0 ? FAILED : exitCodeOf(report.summary, flags.failOn ?? analysis.failOn, flags.maxWarnings);
  let analysis = first;
  let texts = given;
  if (wantsRepairs(flags)) {
    const { makeRepairs } = await import('./repairs.ts');
    const terminal = describeTerminal(process.stdout, flags.colour);
    const again = async (changes: Pick<AnalyseOptions, 'overlay' | 'memory'>) => analyse(targets, { ...options, ...changes });
    const repaired = await makeRepairs(flags, { first, given, cwd, terminal, again });
    bar.clear();
    if (!repaired) return FAILED;
    if (flags.diff) {
      complainOfProblems(first, cwd);
      return exitCode(first, checkReport(first, { cwd, quiet: false }));
    }
    analysis = repaired.analysis;
    texts = new Map([...given, ...repaired.texts]);
  }

  const report = checkReport(analysis, { cwd, quiet: flags.quiet ?? false });
  // Repaired standard input is on standard output already; what is left to say goes beside it.
  const beside = flags.stdin && wantsRepairs(flags) ? process.stderr : process.stdout;
  const written = await writeReports(outputs, report, { cwd, flags, texts, beside });
  complainOfProblems(analysis, cwd);
  return written ? exitCode(analysis, report) : FAILED;
}

interface Writing {
  readonly cwd: string;
  readonly flags: CheckFlags;
  readonly texts: Overlay;
  readonly beside: NodeJS.WriteStream;
}

async function writeReports(
  outputs: readonly Output<FormatName>[],
  report: CheckReport,
  { cwd, flags, texts, beside }: Writing,
): Promise<boolean> {
  const lines = createSourceLines(texts);
  for (const { format, file } of outputs) {
    const render = await FORMATS[format]();
    const terminal = file === undefined ? describeTerminal(beside, flags.colour) : describeTerminal({}, false);
    const failure = deliver(render(report, { terminal, lines, cwd, quiet: flags.quiet ?? false }), file, beside);
    if (failure === undefined) continue;
    complain(failure);
    return false;
  }
  return true;
}

function usageError(paths: readonly string[], { stdin, stdinFilename }: CheckFlags): string | undefined {
  if (stdin && stdinFilename === undefined) return '--stdin needs --stdin-filename: the name tells the language and the configuration';
  if (stdin && paths.length > 0) return 'either --stdin or paths, not both';
  if (!stdin && stdinFilename !== undefined) return '--stdin-filename goes with --stdin';
  return undefined;
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}
