/** A plain client of the language protocol: starts the server as a process and speaks JSON-RPC with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { after } from 'mocha';
import {
  type CancellationToken,
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import type {
  ClientCapabilities,
  CodeAction,
  CodeActionContext,
  CodeLens,
  Diagnostic,
  DocumentDiagnosticReport,
  FileChangeType,
  Hover,
  InitializeResult,
  InlayHint,
  Position,
  PublishDiagnosticsParams,
  Range,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { InitializationOptions } from '../../../shared/protocol/clientCommands.ts';
import { serverProgram } from './serverProgram.ts';

export interface EditorOptions {
  /** Workspace folders; none opens single files. */
  readonly folders?: readonly string[];
  /** Folders of other file systems. */
  readonly folderUris?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  /** Of the server's process, besides ours. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly initializationOptions?: InitializationOptions & { readonly settings?: unknown };
  /** What the editor answers for `farthing` in a folder; the uri is that of the folder. */
  readonly settings?: (folder: string | undefined) => unknown;
}

export interface OpenCell {
  readonly uri: string;
  readonly text: string;
  readonly languageId?: string;
  /** 1 for text, 2 for code. */
  readonly kind?: 1 | 2;
}

/** What an editor like VS Code says it can do. */
export const MODERN: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, snippetEditSupport: true },
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
  },
  textDocument: {
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: true },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, versionSupport: true },
  },
  window: { workDoneProgress: true, showDocument: { support: true } },
};

/** One that takes what is sent to it. */
export const SIMPLE: ClientCapabilities = {
  textDocument: { publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true } },
};

const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill();
});

export class Editor {
  readonly connection: MessageConnection;
  readonly child: ChildProcess;
  initialized!: InitializeResult;
  /** The last diagnostics sent for each document. */
  readonly published = new Map<string, PublishDiagnosticsParams>();
  /** Every message of the server that is no answer, by method. */
  readonly heard = new Map<string, unknown[]>();
  readonly #options: EditorOptions;
  readonly #texts = new Map<string, TextDocument>();
  readonly #notebooks = new Map<string, number>();
  readonly #listeners = new Set<() => void>();

  private constructor(options: EditorOptions) {
    this.#options = options;
    const child = spawn(process.execPath, [serverProgram(), '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...options.environment },
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    this.child = child;
    this.connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    this.connection.onNotification((method, params) => this.#hear(method, params));
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.set(params.uri, params);
      this.#hear('textDocument/publishDiagnostics', params);
    });
    // The library keeps it from handlers of everything.
    this.connection.onNotification('$/progress', params => this.#hear('$/progress', params));
    this.connection.onRequest('workspace/configuration', ({ items }: { items: { scopeUri?: string }[] }) =>
      items.map(({ scopeUri }) => this.#options.settings?.(scopeUri) ?? null),
    );
    this.connection.onRequest((method, params) => {
      this.#hear(method, params);
      return null;
    });
    this.connection.listen();
  }

  static async start(options: EditorOptions = {}): Promise<Editor> {
    const editor = new Editor(options);
    const { folders = [], folderUris = [], capabilities = SIMPLE, initializationOptions } = options;
    const workspaceFolders = [...folders.map(uriOf), ...folderUris].map(uri => ({ uri, name: uri }));
    editor.initialized = await editor.connection.sendRequest('initialize', {
      processId: process.pid,
      clientInfo: { name: 'test' },
      rootUri: workspaceFolders[0]?.uri ?? null,
      workspaceFolders: workspaceFolders.length > 0 ? workspaceFolders : null,
      capabilities,
      initializationOptions,
    });
    await editor.connection.sendNotification('initialized', {});
    return editor;
  }

  /** Opens a file as it is on disk, or with another text. */
  async open(path: string, text = readFileSync(path, 'utf8')): Promise<string> {
    const uri = uriOf(path);
    await this.openUri(uri, text, languageOf(path));
    return uri;
  }

  async openUri(uri: string, text: string, languageId = 'python'): Promise<void> {
    this.#texts.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.#notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** Replaces a range, or the whole text. */
  async change(uri: string, text: string, range?: Range): Promise<void> {
    const document = this.#text(uri);
    const contentChanges = [range ? { range, text } : { text }];
    TextDocument.update(document, contentChanges, document.version + 1);
    await this.#notify('textDocument/didChange', { textDocument: { uri, version: document.version }, contentChanges });
  }

  /** Replaces the first place where a text stands. */
  async replace(uri: string, found: string, by: string): Promise<void> {
    const document = this.#text(uri);
    const start = document.getText().indexOf(found);
    if (start === -1) throw new Error(`${uri} has no ${found}`);
    await this.change(uri, by, { start: document.positionAt(start), end: document.positionAt(start + found.length) });
  }

  async close(uri: string): Promise<void> {
    this.#texts.delete(uri);
    await this.#notify('textDocument/didClose', { textDocument: { uri } });
  }

  async save(uri: string): Promise<void> {
    await this.#notify('textDocument/didSave', { textDocument: { uri } });
  }

  async openNotebook(uri: string, cells: readonly OpenCell[], metadata?: unknown): Promise<void> {
    this.#notebooks.set(uri, 1);
    const cellTextDocuments = cells.filter(({ kind = 2 }) => kind === 2).map(cell => this.#openCell(cell));
    await this.#notify('notebookDocument/didOpen', {
      notebookDocument: { uri, notebookType: 'jupyter-notebook', version: 1, metadata, cells: cells.map(notebookCell) },
      cellTextDocuments,
    });
  }

  async changeCell(notebook: string, cell: string, text: string): Promise<void> {
    const document = this.#text(cell);
    TextDocument.update(document, [{ text }], document.version + 1);
    await this.#changeNotebook(notebook, {
      textContent: [{ document: { uri: cell, version: document.version }, changes: [{ text }] }],
    });
  }

  /** Puts cells in place of others. */
  async spliceCells(notebook: string, start: number, removed: readonly string[], added: readonly OpenCell[]): Promise<void> {
    await this.#changeNotebook(notebook, {
      structure: {
        array: { start, deleteCount: removed.length, cells: added.map(notebookCell) },
        didOpen: added.filter(({ kind = 2 }) => kind === 2).map(cell => this.#openCell(cell)),
        didClose: removed.map(uri => ({ uri })),
      },
    });
  }

  async closeNotebook(uri: string, cells: readonly string[]): Promise<void> {
    await this.#notify('notebookDocument/didClose', { notebookDocument: { uri }, cellTextDocuments: cells.map(cell => ({ uri: cell })) });
  }

  async watched(...changes: readonly (readonly [path: string, type: FileChangeType])[]): Promise<void> {
    await this.#notify('workspace/didChangeWatchedFiles', { changes: changes.map(([path, type]) => ({ uri: uriOf(path), type })) });
  }

  async settingsChanged(settings: unknown = null): Promise<void> {
    await this.#notify('workspace/didChangeConfiguration', { settings });
  }

  text(uri: string): string {
    return this.#text(uri).getText();
  }

  /** The diagnostics sent for the version that is open. */
  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    const isCurrent = () => this.published.get(uri)?.version === this.#text(uri).version;
    await this.until(isCurrent);
    return this.published.get(uri)?.diagnostics ?? [];
  }

  /** Ids of the rules, in the order of the text. */
  async rules(uri: string): Promise<unknown[]> {
    return (await this.diagnostics(uri)).map(({ code }) => code);
  }

  /** Something a test listens to itself was heard. */
  noticed(): void {
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener();
  }

  /** Waits for a message after which something holds. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>(resolve => this.#listeners.add(resolve));
  }

  /** Waits until the server says that everything is up to date. */
  async settled(): Promise<void> {
    const count = this.heard.get('farthing/status')?.length ?? 0;
    await this.until(() =>
      (this.heard.get('farthing/status') ?? []).slice(count).some(status => (status as { state: string }).state === 'ready'),
    );
  }

  pull(uri: string, previousResultId?: string, token?: CancellationToken): Promise<DocumentDiagnosticReport> {
    const params = { textDocument: { uri }, identifier: 'farthing', ...(previousResultId === undefined ? {} : { previousResultId }) };
    return this.connection.sendRequest('textDocument/diagnostic', params, ...(token ? [token] : []));
  }

  async actions(uri: string, range: Range, context: Partial<CodeActionContext> = {}): Promise<CodeAction[]> {
    const diagnostics = this.published.get(uri)?.diagnostics ?? [];
    return this.connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics, ...context } });
  }

  async lenses(uri: string): Promise<CodeLens[]> {
    return this.connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });
  }

  async hints(uri: string, range: Range = EVERYTHING): Promise<InlayHint[]> {
    return this.connection.sendRequest('textDocument/inlayHint', { textDocument: { uri }, range });
  }

  async hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
  }

  /** Where a text stands in a document. */
  placeOf(uri: string, found: string): Position {
    const document = this.#text(uri);
    const start = document.getText().indexOf(found);
    if (start === -1) throw new Error(`${uri} has no ${found}`);
    return document.positionAt(start);
  }

  /** Makes an edit as an editor would, and tells the server. */
  async apply({ changes = {}, documentChanges = [] }: WorkspaceEdit): Promise<void> {
    const byUri = new Map<string, TextEdit[]>(Object.entries(changes));
    for (const change of documentChanges) {
      if (!('edits' in change)) throw new Error('no files are made or moved');
      const edits = change.edits.map(edit =>
        'newText' in edit ? edit : { range: edit.range, newText: withoutPlaces(edit.snippet.value) },
      );
      byUri.set(change.textDocument.uri, edits);
    }
    for (const [uri, edits] of byUri) {
      const text = TextDocument.applyEdits(this.#text(uri), edits);
      const notebook = this.#notebookOf(uri);
      if (notebook === undefined) await this.change(uri, text);
      else await this.changeCell(notebook, uri, text);
    }
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

  readonly #cellsOf = new Map<string, string>();

  #notebookOf(cell: string): string | undefined {
    return this.#cellsOf.get(cell);
  }

  #openCell({ uri, text, languageId = 'python' }: OpenCell): { uri: string; languageId: string; version: number; text: string } {
    const document = TextDocument.create(uri, languageId, 1, text);
    this.#texts.set(uri, document);
    this.#cellsOf.set(uri, [...this.#notebooks.keys()].at(-1) ?? '');
    return { uri, languageId, version: 1, text };
  }

  async #changeNotebook(uri: string, cells: unknown): Promise<void> {
    const version = (this.#notebooks.get(uri) ?? 1) + 1;
    this.#notebooks.set(uri, version);
    await this.#notify('notebookDocument/didChange', { notebookDocument: { uri, version }, change: { cells } });
  }

  #text(uri: string): TextDocument {
    const document = this.#texts.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    return document;
  }

  #hear(method: string, params: unknown): void {
    this.heard.set(method, [...(this.heard.get(method) ?? []), params]);
    this.noticed();
  }

  #notify(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }
}

const EVERYTHING: Range = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };

export const uriOf = (path: string): string => pathToFileURL(path).href;

function languageOf(path: string): string {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  return (
    {
      py: 'python',
      tsx: 'typescriptreact',
      jsx: 'javascriptreact',
      js: 'javascript',
      mjs: 'javascript',
      cjs: 'javascript',
      jsonc: 'jsonc',
    }[extension] ?? 'typescript'
  );
}

const notebookCell = ({ uri, kind = 2 }: OpenCell) => ({ kind, document: uri });

/** A snippet as it reads when nothing is filled in. */
const withoutPlaces = (snippet: string): string => snippet.replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\\([\\$}])/g, '$1');
