/** A program under measurement: started, asked what it costs, ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export interface Program {
  /** The first line it printed. */
  readonly line: string;
  /** Milliseconds from its start to that line. */
  readonly startMs: number;
  /** CPU milliseconds so far, all threads. */
  cpuMs(): number;
  /** Megabytes in memory. */
  rss(): number;
  /** The most since it was last asked. */
  peakRss(): number;
  stop(): Promise<void>;
}

/** `isReady` picks the line; without it, the first. Rejects when the program ends before. */
export async function run(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  isReady: (line: string) => boolean = () => true,
): Promise<Program> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', chunk => {
    complaint += chunk;
  });
  const line = await readyLine(child, isReady, () => complaint);
  const startMs = performance.now() - started;
  const status = (field: string) =>
    Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
  return {
    line,
    startMs,
    cpuMs: () => {
      // Fields 14 and 15 of /proc/PID/stat, in hundredths of a second; the name in the second may hold spaces.
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * 10;
    },
    rss: () => status('VmRSS'),
    peakRss: () => {
      const peak = status('VmHWM');
      writeFileSync(`/proc/${child.pid}/clear_refs`, '5');
      return peak;
    },
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function readyLine(child: ChildProcess, isReady: (line: string) => boolean, complaint: () => string): Promise<string> {
  const lines = createInterface(child.stdout as NodeJS.ReadableStream);
  return new Promise((resolve, reject) => {
    lines.on('line', line => {
      if (isReady(line)) resolve(line);
    });
    child.once('exit', code => reject(new Error(`it ended with ${code}: ${complaint()}`)));
  });
}
