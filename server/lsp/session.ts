/** One editor and what it has open: documents, projects, and what is told about them. */
import {
  CodeLensRefreshRequest,
  type Connection,
  type Diagnostic,
  type InitializeParams,
  type WorkspaceFolder,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { STATUS, type Status } from '../../shared/protocol/status.ts';
import { homeOf } from '../../shared/runtime/process/home.ts';
import { type ClientSupport, clientSupport } from './clientSupport.ts';
import { configDiagnostics, mistakeDiagnostic } from './configFile/validation.ts';
import { Publisher } from './diagnostics/publisher.ts';
import { Documents } from './documents/documents.ts';
import type { OpenDocument } from './documents/openDocument.ts';
import { Memory } from './memory.ts';
import { SeenCalls, type SeenOfDay } from './seen/seenCalls.ts';
import { SiteSuppliers } from './sites/siteSuppliers.ts';
import { pathOfUri, uriOfPath } from './uris.ts';
import { ProgressBars } from './workspace/progressBars.ts';
import { statusOf } from './workspace/status.ts';
import { type Clock, Workspace } from './workspace/workspace.ts';

const MOST_FAILURES = 20;

export class Session {
  readonly connection: Connection;
  readonly support: ClientSupport;
  /** Name and version of the editor, as far as it says. */
  readonly editor: string;
  readonly workspace: Workspace;
  readonly documents: Documents;
  readonly publisher: Publisher;
  readonly failures: string[] = [];
  readonly #progress: ProgressBars;
  readonly #memory = new Memory();
  #configUris = new Set<string>();
  /** Absent where the workspace is not trusted. */
  #seen: SeenCalls | undefined;
  #suppliers: SiteSuppliers | undefined;

  constructor(connection: Connection, params: InitializeParams, clock: Clock) {
    this.connection = connection;
    this.support = clientSupport(params);
    this.editor = [params.clientInfo?.name ?? 'unknown', params.clientInfo?.version ?? ''].join(' ').trim();
    this.#progress = new ProgressBars(connection, this.support.showsProgress);
    this.workspace = new Workspace(
      {
        found: paths => this.publisher.found(paths),
        settled: (isComplete, isFinal) => this.#settled(isComplete, isFinal),
        progress: (_, phase, done, total) => this.#progress.show(phase, done, total),
        log: message => connection.console.log(message),
        seen: ({ id }) => this.#seen?.of(id),
        failed: message => this.failed(message),
      },
      clock,
    );
    this.documents = new Documents(
      {
        changed: (now, before) => this.#documentChanged(now, before),
        saved: ({ path }) => this.workspace.changedOnDisk([path], false),
        configFile: (document, isOpen) => this.#configChanged(document, isOpen),
        configSaved: uri => this.workspace.changedOnDisk([pathOfUri(uri) ?? uri], true),
      },
      () =>
        this.workspace.rooms.firstFolder ??
        foldersOf(params)
          .map(({ uri }) => pathOfUri(uri))
          .find(path => path !== undefined),
    );
    this.publisher = new Publisher(connection, this.support, this.documents, this.workspace);
  }

  /** From now on the runtime of this user is told of call sites, and what it saw of them is shown. */
  meetRuntime(): void {
    const home = homeOf(undefined);
    const foldersOpen = () =>
      [...this.workspace.rooms].flatMap(({ file, folder, settings }) => (file === undefined && settings.enable ? [folder] : []));
    this.#suppliers = new SiteSuppliers(home, foldersOpen);
    this.#seen = new SeenCalls(home, {
      changed: enough => {
        if (enough) this.workspace.seenEnough();
        this.refresh();
      },
      log: message => this.connection.console.log(message),
    });
  }

  /** Calls of a site on the last day that had any. */
  seenOfDay(site: string): SeenOfDay | undefined {
    return this.#seen?.ofDay(site, Date.now());
  }

  /** Nothing more is said; requests that are open are answered with what there is. */
  stop(): void {
    this.#seen?.stop();
    this.#suppliers?.stop();
    this.workspace.stop();
    this.publisher.stream.stop();
  }

  /** A bug of ours: told, and the rest goes on. */
  failed(message: string): void {
    this.connection.console.error(`Internal error, please report it: ${message}`);
    this.failures.push(message);
    if (this.failures.length > MOST_FAILURES) this.failures.shift();
    this.tellStatus('failed');
  }

  tellStatus(state: Status['state']): void {
    const uriOf = (path: string) => this.documents.byPath(path)?.uri ?? uriOfPath(path);
    const problems = this.failures.map(failure => `internal error: ${failure.split('\n')[0]}`);
    const status = statusOf(this.workspace, state === 'failed' ? 'ready' : state, problems, uriOf);
    void this.connection.sendNotification(STATUS, status);
  }

  /** Of the text of a configuration that is open. */
  configDiagnostics(uri: string): Diagnostic[] {
    const document = this.documents.configFile(uri);
    return document ? configDiagnostics(document.getText()) : [];
  }

  #documentChanged(now: OpenDocument | undefined, before: OpenDocument | undefined): void {
    this.workspace.show(now, before);
    if (!now && before) this.publisher.closed(before);
    else if (now && !before) this.publisher.opened(now);
    else if (now && before) this.publisher.partsGone(before, now);
  }

  #configChanged({ uri, version }: TextDocument, isOpen: boolean): void {
    if (!this.support.pullsDiagnostics)
      this.publisher.sendOther(uri, isOpen ? this.configDiagnostics(uri) : [], isOpen ? version : undefined);
    else if (isOpen) this.publisher.sendOther(uri, []);
    if (!isOpen) this.#tellConfigErrors();
  }

  #settled(isComplete: boolean, isFinal: boolean): void {
    if (!isComplete) return;
    this.#progress.end();
    const isOutdated = this.publisher.settled();
    this.#tellConfigErrors();
    this.#memory.used();
    this.tellStatus(isFinal ? 'ready' : 'analysing');
    if (isOutdated) this.refresh();
  }

  /** Something changed that an editor cannot know of, another file or a setting: it is to ask again. */
  refresh(): void {
    const { languages } = this.connection;
    if (this.support.refreshesDiagnostics) void languages.diagnostics.refresh();
    if (this.support.refreshesLenses) void this.connection.sendRequest(CodeLensRefreshRequest.type);
    if (this.support.refreshesHints) void languages.inlayHint.refresh();
  }

  /** Mistakes in configuration files that are not open. */
  #tellConfigErrors(): void {
    const byUri = new Map<string, Diagnostic[]>();
    for (const { project } of this.workspace.rooms) {
      for (const error of project?.configErrors ?? []) {
        const uri = uriOfPath(error.path);
        if (!this.documents.configFile(uri)) byUri.set(uri, [...(byUri.get(uri) ?? []), mistakeDiagnostic(error)]);
      }
    }
    for (const uri of this.#configUris) {
      if (!byUri.has(uri) && !this.documents.configFile(uri)) this.publisher.sendOther(uri, []);
    }
    for (const [uri, diagnostics] of byUri) this.publisher.sendOther(uri, diagnostics);
    this.#configUris = new Set(byUri.keys());
  }
}

/** The folders that are open from the start. */
export function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly WorkspaceFolder[] {
  if (workspaceFolders) return workspaceFolders;
  return rootUri ? [{ uri: rootUri, name: rootUri }] : [];
}
