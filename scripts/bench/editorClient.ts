/** An editor for the benchmark: opens, types, and notes when the answer comes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly unknown[];
}

export interface ProcessUse {
  /** Megabytes. */
  readonly rss: number;
  /** The most it ever was. */
  readonly peak: number;
  /** Seconds of CPU since the start. */
  readonly cpu: number;
}

export class EditorClient {
  readonly connection: MessageConnection;
  readonly #child: ChildProcess;
  readonly #versions = new Map<string, number>();
  readonly #listeners = new Set<(published: Published) => void>();
  readonly #statusListeners = new Set<(state: string) => void>();

  constructor(program: string) {
    this.#child = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdout, stdin } = this.#child;
    if (!stdout || !stdin) throw new Error('the server has no pipes');
    this.connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.connection.onNotification('textDocument/publishDiagnostics', (published: Published) => {
      for (const listener of [...this.#listeners]) listener(published);
    });
    this.connection.onNotification('farthing/status', ({ state }: { state: string }) => {
      for (const listener of [...this.#statusListeners]) listener(state);
    });
    this.connection.listen();
  }

  async initialize(folder: string, scope: 'openFiles' | 'workspace'): Promise<void> {
    const uri = pathToFileURL(folder).href;
    await this.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'tree' }],
      capabilities: {},
      initializationOptions: { settings: { farthing: { lint: { scope } } } },
    });
    await this.connection.sendNotification('initialized', {});
  }

  async open(uri: string, languageId: string, text: string): Promise<void> {
    this.#versions.set(uri, 1);
    const answer = this.published(one => one.uri === uri && one.version === 1);
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    await answer;
  }

  /** Types, and waits for the diagnostics of that version; returns the milliseconds between. */
  async type(uri: string, line: number, character: number, text: string, removed = 0): Promise<number> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    const answer = this.published(one => one.uri === uri && one.version === version);
    const started = performance.now();
    const range = { start: { line, character }, end: { line, character: character + removed } };
    await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range, text }] });
    await answer;
    return performance.now() - started;
  }

  published(wanted: (published: Published) => boolean): Promise<Published> {
    return new Promise(resolve => {
      const listener = (published: Published) => {
        if (!wanted(published)) return;
        this.#listeners.delete(listener);
        resolve(published);
      };
      this.#listeners.add(listener);
    });
  }

  /** The next time everything is up to date. */
  ready(): Promise<void> {
    return new Promise(resolve => {
      const listener = (state: string) => {
        if (state !== 'ready') return;
        this.#statusListeners.delete(listener);
        resolve();
      };
      this.#statusListeners.add(listener);
    });
  }

  /** Where the system tells it, which is Linux. */
  use(): ProcessUse {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    const megabytes = (name: string) => Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1000);
    const times = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return { rss: megabytes('VmRSS'), peak: megabytes('VmHWM'), cpu: (Number(times[11]) + Number(times[12])) / 100 };
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    await this.exit();
  }

  /** After the server was asked to end. */
  async exit(): Promise<void> {
    const exited = once(this.#child, 'exit');
    await this.connection.sendNotification('exit');
    await exited;
    this.connection.dispose();
  }
}
