/** Runs a command and says what it cost: CPU seconds (user and system, all threads and children) and memory, not time on the wall. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Cost {
  readonly cpuSeconds: number;
  readonly rssMegabytes: number;
}

/** The child reports on itself when it ends; a command that is not Node is asked of the system. */
const REPORTER = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeSync(3, JSON.stringify([userCPUTime + systemCPUTime, maxRSS]));
  });
`)}`;

/** A Node program and its arguments. Its exit code may be anything below 2. */
export async function costOfNode(args: readonly string[], cwd: string, environment: NodeJS.ProcessEnv = {}): Promise<Cost> {
  const child = spawn(process.execPath, ['--import', REPORTER, ...args], {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [report, complaint] = await Promise.all([textOf(child.stdio[3] as NodeJS.ReadableStream), textOf(child.stderr), exited(child)]);
  if (report === '' || (child.exitCode ?? 2) > 1) throw new Error(`node ${args.join(' ')} failed: ${complaint}`);
  const [microseconds, kilobytes] = JSON.parse(report) as [number, number];
  return { cpuSeconds: microseconds / 1e6, rssMegabytes: kilobytes / 1024 };
}

/** Any command, by what the system says of it after it ended: Linux only; undefined where it is not installed. */
export async function costOfCommand(command: string, args: readonly string[], cwd: string): Promise<Cost | undefined> {
  const shell = spawn('sh', ['-c', `command -v "$1" >/dev/null && { "$@" >/dev/null; times; }`, 'sh', command, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [output] = await Promise.all([textOf(shell.stdout), exited(shell)]);
  const times = [...(output.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  if (times.length < 2) return undefined;
  return { cpuSeconds: times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0), rssMegabytes: 0 };
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += String(chunk);
  return text;
}

const exited = (child: ReturnType<typeof spawn>): Promise<void> =>
  new Promise((resolve, reject) => {
    child.on('close', () => resolve());
    child.on('error', reject);
  });

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Median of several runs, each prepared anew. */
export async function medianCost(runs: number, run: () => Promise<Cost>, prepare: () => void = () => {}): Promise<Cost> {
  const costs: Cost[] = [];
  for (let index = 0; index < runs; index++) {
    prepare();
    costs.push(await run());
  }
  return { cpuSeconds: median(costs.map(cost => cost.cpuSeconds)), rssMegabytes: Math.max(...costs.map(cost => cost.rssMegabytes)) };
}

/** What else the machine is doing: figures taken under load are higher. */
export function loadAverage(): string {
  try {
    return readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 3).join(' ');
  } catch {
    return 'unknown';
  }
}
