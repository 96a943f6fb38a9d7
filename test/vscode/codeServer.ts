/** Starts code-server: VS Code with an extension host in Node, its window a page in a browser. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeServerEntry } from './testHost.ts';

/** Nothing that talks, pops up or moves, so that a picture shows what is ours. */
const quiet = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'security.workspace.trust.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'files.autoSave': 'off',
  'files.simpleDialog.enable': true,
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'remote.autoForwardPorts': false,
  'window.confirmBeforeClose': 'never',
};

export interface CodeServer {
  readonly port: number;
  /** Of the server process; the extension host and what it starts are below it. */
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

export interface CodeServerOptions {
  /** Extensions are installed here. */
  readonly extensions: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Workspaces are trusted only where the user says so. */
  readonly trust?: boolean;
}

export async function startCodeServer({ extensions, settings = {}, env = {}, trust = false }: CodeServerOptions): Promise<CodeServer> {
  const home = mkdtempSync(join(tmpdir(), 'farthing-code-'));
  const user = join(home, 'user-data', 'User');
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, 'settings.json'), JSON.stringify({ ...quiet, ...settings }, null, 2));
  writeFileSync(join(home, 'config.yaml'), 'auth: none\n');
  const port = await freePort();
  const child = spawn(process.execPath, [...basics(home, extensions), ...server(port), ...(trust ? [] : ['--disable-workspace-trust'])], {
    env: environment(home, env),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that all it started ends with it.
    detached: true,
  });
  const stop = async () => {
    if (child.exitCode === null && child.pid !== undefined) {
      const ended = new Promise(resolve => child.once('exit', resolve));
      process.kill(-child.pid, 'SIGKILL');
      await ended;
    }
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await listening(child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, pid: child.pid ?? 0, stop };
}

/** Installs an extension from its file, as a user does. */
export function installExtension(vsix: string, extensions: string): void {
  const home = mkdtempSync(join(tmpdir(), 'farthing-install-'));
  writeFileSync(join(home, 'config.yaml'), 'auth: none\n');
  const run = spawnSync(process.execPath, [...basics(home, extensions), '--install-extension', vsix], {
    env: environment(home, {}),
    encoding: 'utf8',
  });
  rmSync(home, { recursive: true, force: true });
  if (run.status !== 0) throw new Error(`${vsix} could not be installed: ${run.stdout}${run.stderr}`);
}

const basics = (home: string, extensions: string) => [
  codeServerEntry,
  ...['--config', join(home, 'config.yaml'), '--user-data-dir', join(home, 'user-data'), '--extensions-dir', extensions],
];

const server = (port: number) => [
  ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check'],
  ...['--disable-getting-started-override', '--disable-proxy', '--ignore-last-opened'],
  // Without it an `extensionTestsPath` is ignored and nothing says so.
  ...['--vscode-option', 'enable-smoke-test-driver'],
];

function environment(home: string, more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...more };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk;
      if (/HTTP server listening on/.test(said)) resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', code => reject(new Error(`code-server ended with ${code}: ${said}`)));
  });
}
