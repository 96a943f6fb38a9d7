/** What the command line reports of one repository, through its JSON contracts. */
import { spawnSync } from 'node:child_process';

export type ReportedField<T> =
  | { readonly state: 'present'; readonly value: T; readonly from?: string }
  | { readonly state: 'absent'; readonly default?: T }
  | { readonly state: 'unknown'; readonly reason: string };

export interface ReportedCall {
  readonly id: string;
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  readonly column: number;
  readonly cell?: number;
  readonly sdk: string;
  readonly api: string;
  readonly kind: string;
  readonly model: ReportedField<string>;
  readonly maxOutputTokens: ReportedField<number>;
  readonly systemPrompt: { readonly state: string; readonly volatility?: string; readonly reason?: string };
  readonly loop: { readonly state: string; readonly bound?: number };
}

export interface ReportedFinding {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly cell?: number;
  readonly message: string;
  readonly call?: string;
  /** Other calls it stands for. */
  readonly alsoCalls?: readonly string[];
}

export interface Reported {
  readonly calls: readonly ReportedCall[];
  readonly findings: readonly ReportedFinding[];
}

/** Exit code 1 is findings; 2 is a fault. */
function run(command: readonly string[], folder: string): unknown {
  const [file = '', ...args] = command;
  const result = spawnSync(file, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'inherit'] });
  if (result.error) throw result.error;
  const ended = `${args.join(' ')} in ${folder} ended with ${result.status ?? result.signal}`;
  if (result.status !== 0 && result.status !== 1) throw new Error(ended);
  try {
    return JSON.parse(result.stdout);
  } catch {
    throw new Error(`${ended} and no JSON`);
  }
}

/** Analyses a repository with the given command (`node dist/cli.js`). */
export function analyse(command: readonly string[], folder: string): Reported {
  const estimate = run([...command, 'estimate', '--format', 'json', '.'], folder) as { calls: ReportedCall[] };
  const check = run([...command, 'check', '--format', 'json', '.'], folder) as { findings: ReportedFinding[] };
  return { calls: estimate.calls, findings: check.findings };
}
