/** The switch by which a workspace's terminals, tasks and debug sessions are led to the runtime. Off until the user has said yes. */
import * as vscode from 'vscode';
import { homeOf } from '../../shared/runtime/process/home.ts';
import { loadSettings } from '../../shared/runtime/process/loadSettings.ts';
import { LANGUAGES } from '../documents.ts';
import { type TerminalEnvironment, terminalEnvironment } from './environment.ts';
import { folderHeaders } from './folderHeaders.ts';
import { CONSENTED, METERED } from './memory.ts';
import { CONSENT, collectionWords, switchWords } from './words.ts';

export interface TerminalsOptions {
  readonly context: vscode.ExtensionContext;
  /** Sentences for the output channel. */
  readonly log: (sentence: string) => void;
  /** Starts or joins the runtime; a sentence when it cannot. */
  readonly start: () => Promise<{ readonly url: string } | { readonly problem: string }>;
}

export class MeteredTerminals implements vscode.Disposable {
  readonly #options: TerminalsOptions;
  readonly #item: vscode.LanguageStatusItem;
  #url: string | undefined;
  /** By folder, for debug sessions. */
  #environments = new Map<string, Readonly<Record<string, string>>>();
  #told = '';
  #applying: Promise<void> = Promise.resolve();

  constructor(options: TerminalsOptions) {
    this.#options = options;
    const languages = LANGUAGES.map(language => ({ language }));
    this.#item = vscode.languages.createLanguageStatusItem('farthing.terminals', languages);
    this.#item.name = 'Farthing: Terminals';
    // What a window of before had would lead to a port where nobody may listen.
    options.context.environmentVariableCollection.persistent = false;
    this.#show();
  }

  get on(): boolean {
    return vscode.workspace.isTrusted && this.#options.context.workspaceState.get(METERED, false);
  }

  /** Asks at first use. */
  async switchOn(): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      vscode.window.showInformationMessage(
        'Terminals are metered only in a workspace that you trust: "Workspaces: Manage Workspace Trust".',
      );
      return;
    }
    const { workspaceState } = this.#options.context;
    if (!workspaceState.get(CONSENTED, false)) {
      const answer = await vscode.window.showWarningMessage(CONSENT.question, { modal: true, detail: CONSENT.detail }, CONSENT.yes);
      if (answer !== CONSENT.yes) return;
      await workspaceState.update(CONSENTED, true);
    }
    await workspaceState.update(METERED, true);
    await this.resume();
  }

  async switchOff(): Promise<void> {
    await this.#options.context.workspaceState.update(METERED, false);
    await this.#apply();
  }

  /** What was switched on in an earlier window goes on. */
  async resume(): Promise<void> {
    if (!this.on) return;
    const started = await this.#options.start();
    if ('problem' in started) {
      vscode.window.showErrorMessage(`Terminals are not metered, as the runtime did not start: ${started.problem}.`);
      return;
    }
    await this.runtimeAt(started.url);
  }

  /** Where the runtime listens now; undefined: none runs, and calls go straight to the providers again. */
  runtimeAt(url: string | undefined): Promise<void> {
    if (url === this.#url) return this.#applying;
    this.#url = url;
    return this.#apply();
  }

  /** Folders came or went. */
  foldersChanged(): Promise<void> {
    return this.#apply();
  }

  /** What a program that is started in a folder gets; empty when it is not metered. */
  environmentIn(folder: vscode.WorkspaceFolder | undefined): Readonly<Record<string, string>> {
    const first = vscode.workspace.workspaceFolders?.[0];
    return this.#environments.get((folder ?? first)?.uri.toString() ?? '') ?? {};
  }

  dispose(): void {
    this.#item.dispose();
  }

  /** One after the other: the last word counts. */
  #apply(): Promise<void> {
    this.#applying = this.#applying.then(() => this.#applyNow()).catch((error: unknown) => this.#options.log(String(error)));
    return this.#applying;
  }

  async #applyNow(): Promise<void> {
    const url = this.on ? this.#url : undefined;
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const made = url === undefined ? [] : await Promise.all(folders.map(folder => this.#environmentFor(folder, url)));
    const all = this.#options.context.environmentVariableCollection;
    all.clear();
    all.description = url === undefined ? undefined : description(url);
    this.#environments = new Map();
    for (const [index, folder] of folders.entries()) {
      const scoped = all.getScoped({ workspaceFolder: folder });
      scoped.clear();
      const environment = made[index];
      if (!environment || url === undefined) continue;
      scoped.description = description(url);
      for (const [name, value] of Object.entries(environment.set)) scoped.replace(name, value);
      this.#environments.set(folder.uri.toString(), environment.set);
    }
    this.#tell([...new Set(made.flatMap(({ left }) => left))]);
    this.#show();
  }

  async #environmentFor(folder: vscode.WorkspaceFolder, url: string): Promise<TerminalEnvironment> {
    const loaded = await loadSettings(homeOf(undefined));
    if ('problems' in loaded) for (const problem of loaded.problems) this.#options.log(problem);
    const settings = 'settings' in loaded ? loaded.settings : undefined;
    const azure = [...(settings?.upstreams.values() ?? [])].flatMap(({ name, provider, baseUrl }) =>
      provider === 'azure.ai.openai' && baseUrl !== undefined ? [{ name, baseUrl }] : [],
    );
    const headers = await folderHeaders(settings ?? {}, { path: folder.uri.fsPath, name: folder.name });
    return terminalEnvironment({ url, azure, headers }, { ...process.env, ...configuredEnvironment(folder) });
  }

  /** Once for what is the same. */
  #tell(left: readonly string[]): void {
    const said = left.join('. ');
    if (said === this.#told) return;
    this.#told = said;
    if (said !== '') vscode.window.showWarningMessage(`${said}.`);
  }

  #show(): void {
    const { on } = this;
    const { text, detail, action } = switchWords({ on, url: this.#url });
    this.#item.text = text;
    this.#item.detail = detail;
    this.#item.severity = on && this.#url === undefined ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    this.#item.command = { title: action, command: on ? 'farthing.unmeterTerminals' : 'farthing.meterTerminals' };
    void vscode.commands.executeCommand('setContext', METERED, on);
  }
}

function description(url: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString(collectionWords(url));
  text.isTrusted = { enabledCommands: ['farthing.unmeterTerminals'] };
  return text;
}

const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows', darwin: 'osx' };

/** What the user's settings put into terminals: ours would take its place unseen. */
function configuredEnvironment(folder: vscode.WorkspaceFolder): Record<string, string> {
  const platform = PLATFORMS[process.platform] ?? 'linux';
  return vscode.workspace.getConfiguration('terminal.integrated.env', folder).get(platform) ?? {};
}
