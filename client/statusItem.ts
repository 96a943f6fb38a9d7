import * as vscode from 'vscode';
import { readEditorSettings } from '../shared/config/editorSettings.ts';
import type { Status } from '../shared/protocol/status.ts';
import { LANGUAGES } from './documents.ts';
import { statusText } from './statusText.ts';

const SEVERITIES = {
  information: vscode.LanguageStatusSeverity.Information,
  warning: vscode.LanguageStatusSeverity.Warning,
  error: vscode.LanguageStatusSeverity.Error,
} as const;

/** Farthing's line in the language status menu (`{}` in the status bar). */
export class StatusItem implements vscode.Disposable {
  readonly #item: vscode.LanguageStatusItem;

  constructor() {
    const languages = [...LANGUAGES.map(language => ({ language })), { notebookType: 'jupyter-notebook' }];
    this.#item = vscode.languages.createLanguageStatusItem('farthing.status', languages);
    this.#item.name = 'Farthing';
    this.#item.command = { command: 'farthing.showOutput', title: 'Show Output' };
  }

  show(status: Status): void {
    const { lint } = readEditorSettings(vscode.workspace.getConfiguration().get('farthing'));
    const { text, detail, severity, busy } = statusText(
      status,
      lint.timeBudget,
      uri => vscode.Uri.parse(uri).path.split('/').at(-1) ?? uri,
    );
    this.#item.text = text;
    this.#item.detail = detail;
    this.#item.severity = SEVERITIES[severity];
    this.#item.busy = busy;
  }

  dispose(): void {
    this.#item.dispose();
  }
}
