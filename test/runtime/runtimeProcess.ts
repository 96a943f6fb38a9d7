/** The runtime as users have it: a process of its own, started by the built command, found by the address it prints. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { RequestRow } from '../../shared/runtime/ledger/report.ts';
import { homeOf } from '../../shared/runtime/process/home.ts';
import { openSqliteLedger } from '../../shared/runtime/store/sqlite/sqliteLedger.ts';
import type { StandIn } from './standIn/standIn.ts';

/** Another build can be tested in its place. */
export const cliProgram = process.env.FARTHING_CLI ?? fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

const AWS_KEYS = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'the-secret-of-the-user' };

export interface RuntimeOptions {
  readonly standIn: StandIn;
  /** Absent: a folder of its own. */
  readonly home?: string;
  /** `runtime` of the user's configuration. */
  readonly settings?: object;
  readonly environment?: Readonly<Record<string, string>>;
  /** More words of `farthing proxy`. */
  readonly words?: readonly string[];
}

export interface RuntimeProcess {
  readonly url: string;
  readonly home: string;
  readonly child: ChildProcess;
  /** What a shell gets so that the SDKs find the runtime. */
  readonly environment: Readonly<Record<string, string>>;
  /** Everything it has written. */
  readonly output: () => string;
  /** Ends it as users do; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
}

const homes = new Set<string>();

/** A home for a runtime, gone at the end of the tests. */
export function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'farthing-home-'));
  homes.add(home);
  return home;
}

export function removeHomes(): void {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
  homes.clear();
}

export async function startRuntime({
  standIn,
  home = newHome(),
  settings,
  environment = {},
  words = [],
}: RuntimeOptions): Promise<RuntimeProcess> {
  assert.ok(existsSync(cliProgram), 'dist/ is missing: run "npm run build"');
  const folder = join(home, 'folder');
  mkdirSync(folder, { recursive: true });
  if (settings) writeFileSync(join(home, 'config.jsonc'), JSON.stringify({ runtime: settings }));
  const child = spawn(process.execPath, [cliProgram, 'proxy', '--json', '--port', '0', '--home', home, ...words], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      TZ: 'UTC',
      ...AWS_KEYS,
      FARTHING_UPSTREAM_OPENAI: standIn.url,
      FARTHING_UPSTREAM_ANTHROPIC: standIn.url,
      FARTHING_UPSTREAM_BEDROCK: standIn.url,
      FARTHING_UPSTREAM_GEMINI: standIn.url,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', chunk => {
    output += chunk;
  });
  child.stderr.on('data', chunk => {
    output += chunk;
  });
  const exited = once(child, 'exit');
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([first]) => String(first)),
    exited.then(([code]) => assert.fail(`the runtime ended with ${code}: ${output}`)),
  ]);
  const { url } = JSON.parse(line) as { url: string };
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const [code] = await exited;
    return code;
  };
  return {
    url,
    home,
    child,
    environment: environmentFor(url),
    output: () => output,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  };
}

const environmentFor = (url: string): Readonly<Record<string, string>> => ({
  OPENAI_BASE_URL: `${url}/openai/v1`,
  ANTHROPIC_BASE_URL: `${url}/anthropic`,
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME: `${url}/bedrock`,
  GOOGLE_GEMINI_BASE_URL: `${url}/gemini`,
});

/** Every attempt in the ledger of a home, in the order of time. */
export function ledgerRows(home: string): readonly RequestRow[] {
  const ledger = openSqliteLedger({ file: homeOf(home).ledger });
  try {
    return ledger.report({ by: 'request' }).rows as readonly RequestRow[];
  } finally {
    ledger.close();
  }
}
