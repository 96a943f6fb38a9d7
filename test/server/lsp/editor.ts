/** A plain client of the language protocol: starts the server as a process and speaks JSON-RPC with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { after } from 'mocha';
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { ClientCapabilities, Diagnostic, InitializeResult, PublishDiagnosticsParams } from 'vscode-languageserver-protocol';
import { serverProgram } from './server.ts';

export interface EditorOptions {
  /** Workspace folders; none opens single files. */
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
}

const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill();
});

export class Editor {
  readonly connection: MessageConnection;
  readonly child: ChildProcess;
  initialized!: InitializeResult;
  readonly published = new Map<string, PublishDiagnosticsParams>();
  readonly #waiting: { uri: string; version: number | undefined; done: (found: PublishDiagnosticsParams) => void }[] = [];
  readonly #versions = new Map<string, number>();

  private constructor() {
    const child = spawn(process.execPath, [serverProgram(), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    running.add(child);
    child.once('exit', () => running.delete(child));
    this.child = child;
    this.connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => this.#received(params));
    this.connection.listen();
  }

  static async start({ folders = [], capabilities = {} }: EditorOptions = {}): Promise<Editor> {
    const editor = new Editor();
    const workspaceFolders = folders.map(folder => ({ uri: uriOf(folder), name: folder }));
    editor.initialized = await editor.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: workspaceFolders[0]?.uri ?? null,
      workspaceFolders: workspaceFolders.length > 0 ? workspaceFolders : null,
      capabilities,
    });
    await editor.connection.sendNotification('initialized', {});
    return editor;
  }

  async open(uri: string, text: string, languageId = 'python'): Promise<void> {
    this.#versions.set(uri, 1);
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** The diagnostics published for the version that is open. */
  diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    const version = this.#versions.get(uri);
    const known = this.published.get(uri);
    if (known && known.version === version) return Promise.resolve(known.diagnostics);
    return new Promise(resolve => this.#waiting.push({ uri, version, done: found => resolve(found.diagnostics) }));
  }

  /** Ends the server as the protocol has it; returns its exit code. */
  async stop(): Promise<number | null> {
    const exited = once(this.child, 'exit');
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const [code] = await exited;
    this.connection.dispose();
    return code;
  }

  #received(params: PublishDiagnosticsParams): void {
    this.published.set(params.uri, params);
    const answered = this.#waiting.filter(({ uri, version }) => uri === params.uri && version === params.version);
    for (const one of answered) {
      this.#waiting.splice(this.#waiting.indexOf(one), 1);
      one.done(params);
    }
  }
}

export const uriOf = (path: string): string => pathToFileURL(path).href;
