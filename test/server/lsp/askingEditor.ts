/** What VS Code's language client shows, which asks for diagnostics: of documents one by one, of everything else in one request that stays open. */
import type {
  Diagnostic,
  DocumentDiagnosticReport,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver-protocol';
import { Editor, type EditorOptions, MODERN } from './editor.ts';

const TOKEN = 'workspace diagnostics';

export class AskingEditor {
  readonly editor: Editor;
  /** What its problems view shows, by address. */
  readonly shown = new Map<string, readonly Diagnostic[]>();
  /** Documents whose own answers go before what is said of the workspace. */
  readonly #tracked = new Map<string, string | undefined>();
  readonly #ofWorkspace = new Map<string, string>();

  private constructor(editor: Editor) {
    this.editor = editor;
    const { connection } = editor;
    connection.onNotification('$/progress', ({ token, value }: { token: unknown; value: WorkspaceDiagnosticReport }) => {
      if (token !== TOKEN) return;
      for (const report of value.items) this.#ofFile(report);
      editor.noticed();
    });
    connection.onRequest('workspace/diagnostic/refresh', () => {
      for (const uri of this.#tracked.keys()) void this.#ask(uri);
      return null;
    });
  }

  static async start(options: EditorOptions): Promise<AskingEditor> {
    const asking = new AskingEditor(await Editor.start({ capabilities: MODERN, ...options }));
    void asking.editor.connection.sendRequest('workspace/diagnostic', {
      previousResultIds: [...asking.#ofWorkspace].map(([uri, value]) => ({ uri, value })),
      partialResultToken: TOKEN,
    });
    return asking;
  }

  rules(uri: string): unknown[] {
    return (this.shown.get(uri) ?? []).map(({ code }) => code);
  }

  async open(path: string, text?: string): Promise<string> {
    const uri = await this.editor.open(path, text);
    await this.#ask(uri);
    return uri;
  }

  async openUri(uri: string, text: string): Promise<void> {
    await this.editor.openUri(uri, text);
    await this.#ask(uri);
  }

  async change(uri: string, text: string): Promise<void> {
    await this.editor.change(uri, text);
    await this.#ask(uri);
  }

  /** Types on without waiting for the answer. */
  async changeOn(uri: string, text: string): Promise<void> {
    await this.editor.change(uri, text);
    void this.#ask(uri);
  }

  /** The client asks a last time, does not look at the answer, and then goes by what is said of the workspace. */
  async close(uri: string): Promise<void> {
    const last = this.#pull(uri);
    await this.editor.close(uri);
    this.#ofWorkspace.delete(uri);
    await last;
    this.#tracked.delete(uri);
  }

  /** All documents that are open have their answer. */
  async answered(): Promise<void> {
    for (const uri of [...this.#tracked.keys()]) await this.#ask(uri);
  }

  async #ask(uri: string): Promise<void> {
    if (!this.#tracked.has(uri)) this.#tracked.set(uri, undefined);
    const report = await this.#pull(uri);
    if (!this.#tracked.has(uri) || report?.kind !== 'full') return;
    this.#tracked.set(uri, report.resultId);
    this.shown.set(uri, report.items);
    this.editor.noticed();
  }

  /** Undefined where the text changed meanwhile: the next answer is on its way. */
  #pull(uri: string): Promise<DocumentDiagnosticReport | undefined> {
    return this.editor.pull(uri, this.#tracked.get(uri)).catch(() => undefined);
  }

  #ofFile(report: WorkspaceDocumentDiagnosticReport): void {
    if (report.kind !== 'full') return;
    if (!this.#tracked.has(report.uri)) this.shown.set(report.uri, report.items);
    if (report.resultId !== undefined) this.#ofWorkspace.set(report.uri, report.resultId);
  }
}
