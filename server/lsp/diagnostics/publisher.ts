/**
 * Brings findings to the editor. Documents are answered for when the editor asks for their diagnostics, and sent when it never asks; cells of
 * notebooks are always sent, because some editors that ask forget them. Files that are not open go the way the editor wants the workspace.
 */
import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { ClientSupport } from '../clientSupport.ts';
import type { Documents } from '../documents/documents.ts';
import type { OpenDocument } from '../documents/openDocument.ts';
import { pathOfUri, uriOfPath } from '../uris.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type DocumentDiagnostics, diagnosticsOfDocument, diagnosticsOfFile, fingerprintOf } from './fileDiagnostics.ts';
import { PushedDiagnostics } from './pushed.ts';
import { WorkspaceStream } from './workspaceStream.ts';

export class Publisher {
  readonly stream = new WorkspaceStream();
  readonly #pushed: PushedDiagnostics;
  readonly #support: ClientSupport;
  readonly #documents: Documents;
  readonly #workspace: Workspace;
  /** Files whose documents were closed, and of which nothing was said since. */
  readonly #justClosed = new Set<string>();
  /** What an editor that asks was last answered, by address. */
  readonly #answered = new Map<string, { readonly version: number; readonly print: string }>();

  constructor(connection: Connection, support: ClientSupport, documents: Documents, workspace: Workspace) {
    this.#pushed = new PushedDiagnostics(connection);
    this.#support = support;
    this.#documents = documents;
    this.#workspace = workspace;
  }

  /** There is something new to say of these files. */
  found(paths: readonly string[]): void {
    const closed: DocumentDiagnostics[] = [];
    for (const path of paths) {
      const document = this.#documents.byPath(path);
      if (!document) closed.push(this.#ofClosed(path));
      else if (this.#isCurrent(document)) this.#send(document);
    }
    this.#sendClosed(closed);
  }

  /** Everything is up to date: documents of which there is nothing to say are told so. True when an editor should ask again. */
  settled(): boolean {
    let isOutdated = false;
    this.#sendClosed([...this.#justClosed].filter(path => !this.#documents.byPath(path)).map(path => this.#ofClosed(path)));
    this.#justClosed.clear();
    for (const document of this.#documents.all) {
      this.#send(document);
      for (const { uri, version = 0, diagnostics } of this.#of(document)) {
        const answered = this.#answered.get(uri);
        if (answered?.version === version && answered.print !== fingerprintOf(diagnostics)) isOutdated = true;
      }
    }
    return isOutdated;
  }

  /** Where files that are not open have findings too, those of the document stay until the file on disk has been looked at. */
  closed(document: OpenDocument): void {
    const { path } = document;
    const isFile = pathOfUri(document.uri) !== undefined;
    const address = isFile ? uriOfPath(path) : document.uri;
    const stays = isFile && this.#workspace.showsClosed(path);
    for (const { uri } of document.parts) {
      this.#answered.delete(uri);
      const isSent = document.isNotebook || !this.#support.pullsDiagnostics;
      if (isSent && !(stays && uri === address)) this.#pushed.clear(uri);
    }
    if (this.#support.pullsDiagnostics) this.stream.doubt(address);
    if (stays) this.#justClosed.add(path);
    else this.stream.tell([{ uri: address, diagnostics: [] }]);
  }

  /** Cells that are no longer in a notebook. */
  partsGone(before: OpenDocument, now: OpenDocument): void {
    const left = new Set(now.parts.map(({ uri }) => uri));
    for (const { uri } of before.parts) if (!left.has(uri)) this.#pushed.clear(uri);
  }

  /** The file is a document now. What was said of the file is said of the document, or of its cells; editors write its address their own way. */
  opened(document: OpenDocument): void {
    const ofFile = uriOfPath(document.path);
    if (document.isNotebook) this.#sendClosed([{ uri: ofFile, diagnostics: [] }]);
    else if (ofFile !== document.uri || this.#support.pullsDiagnostics) this.#pushed.clear(ofFile);
  }

  /** The answer for a document an editor asks about, once it is known. */
  answer(document: OpenDocument, uri: string): readonly Diagnostic[] {
    if (document.isNotebook) return [];
    const found = this.#of(document).find(one => one.uri === uri);
    if (found) this.#answered.set(uri, { version: found.version ?? 0, print: fingerprintOf(found.diagnostics) });
    return found?.diagnostics ?? [];
  }

  answerClosed(path: string): readonly Diagnostic[] {
    return this.#workspace.showsClosed(path) ? this.#ofClosed(path).diagnostics : [];
  }

  /** All files that are not open, for an editor that begins to ask about the workspace; what was sent of them before is taken back. */
  allClosed(): DocumentDiagnostics[] {
    const paths = [...this.#workspace.results.keys()].filter(path => !this.#documents.byPath(path));
    const all = paths.map(path => this.#ofClosed(path));
    for (const { uri } of all) this.#pushed.clear(uri);
    return all;
  }

  /** Diagnostics of a file that is not analysed, a configuration for one. */
  sendOther(uri: string, diagnostics: readonly Diagnostic[], version?: number): void {
    this.#pushed.send({ uri, version, diagnostics });
  }

  #isCurrent(document: OpenDocument): boolean {
    return this.#workspace.results.get(document.path)?.shown?.source === document.source;
  }

  #of(document: OpenDocument): DocumentDiagnostics[] {
    const result = this.#isCurrent(document) ? this.#workspace.results.get(document.path) : undefined;
    return diagnosticsOfDocument(document, result, { support: this.#support, openAt: path => this.#documents.byPath(path) });
  }

  #ofClosed(path: string): DocumentDiagnostics {
    const result = this.#workspace.showsClosed(path) ? this.#workspace.results.get(path) : undefined;
    return diagnosticsOfFile(path, result, { support: this.#support, openAt: other => this.#documents.byPath(other) });
  }

  #send(document: OpenDocument): void {
    if (this.#support.pullsDiagnostics && !document.isNotebook) return;
    for (const one of this.#of(document)) this.#pushed.send(one);
  }

  #sendClosed(all: readonly DocumentDiagnostics[]): void {
    if (this.stream.isUsed) this.stream.tell(all);
    else for (const one of all) this.#pushed.send(one);
  }
}
