import * as vscode from 'vscode';

/** The pages of the rules that come with the extension, so that they can be read without a network. */
export class RulePages {
  readonly #folder: vscode.Uri;

  constructor(extensionUri: vscode.Uri) {
    this.#folder = vscode.Uri.joinPath(extensionUri, 'docs', 'rules');
  }

  /** Opens a rule's page; asks which one when no rule is given. */
  async open(rule?: string): Promise<void> {
    const id = rule ?? (await vscode.window.showQuickPick(this.#ids(), { title: 'Farthing: Explain Rule', placeHolder: 'A rule' }));
    if (id !== undefined) await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(this.#folder, `${id}.md`));
  }

  async #ids(): Promise<string[]> {
    const entries = await vscode.workspace.fs.readDirectory(this.#folder);
    return entries
      .map(([name]) => name.replace(/\.md$/, ''))
      .filter(id => id !== 'README')
      .sort();
  }
}
