import * as vscode from 'vscode';
import { DefaultDiagnosticCollectionProvider, DiagnosticCollectionSource } from 'vscode-languageclient/node';
import { readEditorSettings } from '../shared/config/editorSettings.ts';

/** The findings that the editor asks for, as the language client keeps them. */
export class AskedFindings extends DefaultDiagnosticCollectionProvider {
  readonly #collections = new Set<vscode.DiagnosticCollection>();

  override create(name: string | undefined, source: DiagnosticCollectionSource): vscode.DiagnosticCollection {
    const collection = super.create(name, source);
    if (source === DiagnosticCollectionSource.pull) this.#collections.add(collection);
    return collection;
  }

  override dispose(collection: vscode.DiagnosticCollection, source: DiagnosticCollectionSource): void {
    this.#collections.delete(collection);
    super.dispose(collection, source);
  }

  /**
   * The language client leaves the findings of a closed file to what is said of the workspace. Where open files alone are linted nothing is
   * said of it, so they go here.
   */
  closed({ uri }: vscode.TextDocument): void {
    const { lint } = readEditorSettings(vscode.workspace.getConfiguration(undefined, uri).get('farthing'));
    if (lint.scope === 'openFiles') for (const collection of this.#collections) collection.delete(uri);
  }
}
