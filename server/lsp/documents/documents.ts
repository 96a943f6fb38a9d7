/** The documents that are open: texts, and notebooks with their cells. Cell addresses mean nothing here but that they differ. */
import { type Connection, NotebookCellKind, type NotebookDocument, NotebookDocuments, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { baseName } from '../../project/folders.ts';
import { openEditorCells } from '../../syntax/notebook.ts';
import type { Grammar } from '../../syntax/parsers.ts';
import { openSource, type SourceFile } from '../../syntax/source.ts';
import { analysisPath } from './names.ts';
import type { OpenDocument, Part } from './openDocument.ts';

export interface DocumentEvents {
  /** Opened, changed, or closed: then `now` is absent. `before` is what it was. */
  changed(now: OpenDocument | undefined, before: OpenDocument | undefined): void;
  saved(document: OpenDocument): void;
  /** A text that configures us. */
  configFile(document: TextDocument, isOpen: boolean): void;
  configSaved(uri: string): void;
}

const GRAMMARS: Readonly<Record<string, Grammar>> = { python: 'python', typescript: 'typescript', javascript: 'tsx' };
const CONFIG_FILE = /(?:^|\/)farthing\.jsonc?$/;

export class Documents {
  readonly #texts = new TextDocuments(TextDocument);
  readonly #notebooks = new NotebookDocuments(TextDocument);
  readonly #open = new Map<string, OpenDocument>();
  /** The document each part belongs to. */
  readonly #byPart = new Map<string, OpenDocument>();
  readonly #events: DocumentEvents;
  readonly #folder: () => string | undefined;

  /** `folder`: where a document without a path is thought to be. */
  constructor(events: DocumentEvents, folder: () => string | undefined) {
    this.#events = events;
    this.#folder = folder;
    this.#texts.onDidChangeContent(({ document }) => this.#textChanged(document));
    this.#texts.onDidClose(({ document }) => this.#textClosed(document));
    this.#texts.onDidSave(({ document }) => this.#saved(document.uri));
    this.#notebooks.onDidOpen(notebook => this.#notebookChanged(notebook));
    this.#notebooks.onDidChange(({ notebookDocument }) => this.#notebookChanged(notebookDocument));
    this.#notebooks.onDidClose(notebook => this.#replace(notebook.uri, undefined));
    this.#notebooks.onDidSave(notebook => this.#saved(notebook.uri));
  }

  listen(connection: Connection): void {
    // Notebooks first: the text documents of their cells are then known for what they are.
    this.#notebooks.listen(connection);
    this.#texts.listen(connection);
  }

  get all(): Iterable<OpenDocument> {
    return this.#open.values();
  }

  /** The document and the part with that address. */
  find(uri: string): { readonly document: OpenDocument; readonly part: Part } | undefined {
    const document = this.#byPart.get(uri);
    const part = document?.parts.find(one => one.uri === uri);
    return document && part && { document, part };
  }

  byPath(path: string): OpenDocument | undefined {
    for (const document of this.#open.values()) if (document.path === path) return document;
    return undefined;
  }

  /** A text of ours that is no source: `farthing.jsonc`. */
  configFile(uri: string): TextDocument | undefined {
    return CONFIG_FILE.test(uri) ? this.#texts.get(uri) : undefined;
  }

  /** The same as long as a document is open. */
  #pathOf(uri: string, languageId: string): string | undefined {
    return this.#open.get(uri)?.path ?? analysisPath(uri, languageId, this.#folder(), path => this.byPath(path) !== undefined);
  }

  #textChanged(document: TextDocument): void {
    if (CONFIG_FILE.test(document.uri)) {
      this.#events.configFile(document, true);
      return;
    }
    // A cell that is sent as a text as well is known from its notebook.
    if (this.#notebooks.getNotebookCell(document.uri)) return;
    const path = this.#pathOf(document.uri, document.languageId);
    const source = path === undefined ? undefined : openSource(path, document.getText());
    const open = source && !('unreadable' in source) ? textDocument(document, source) : undefined;
    this.#replace(document.uri, open);
  }

  #textClosed(document: TextDocument): void {
    if (CONFIG_FILE.test(document.uri)) this.#events.configFile(document, false);
    else if (!this.#notebooks.getNotebookCell(document.uri)) this.#replace(document.uri, undefined);
  }

  #notebookChanged(notebook: NotebookDocument): void {
    const path = this.#pathOf(notebook.uri, 'notebook');
    if (path === undefined || !baseName(path).endsWith('.ipynb')) return;
    const cells = notebook.cells.flatMap((cell, index) => {
      const document = cell.kind === NotebookCellKind.Code ? this.#notebooks.getCellTextDocument(cell) : undefined;
      return document ? [{ index, document }] : [];
    });
    for (const { document } of cells) if (this.#open.has(document.uri)) this.#replace(document.uri, undefined);
    const grammar = cells.map(({ document }) => GRAMMARS[document.languageId]).find(one => one !== undefined) ?? 'python';
    const read = cells.filter(({ document }) => GRAMMARS[document.languageId] === grammar);
    const parts = read.map(({ index, document }) => ({ uri: document.uri, version: document.version, cell: index }));
    const source = openEditorCells(
      path,
      grammar,
      read.map(({ index, document }) => ({ index, source: document.getText() })),
    );
    this.#replace(notebook.uri, { uri: notebook.uri, path, parts, source, isNotebook: true });
  }

  #replace(uri: string, now: OpenDocument | undefined): void {
    const before = this.#open.get(uri);
    if (!before && !now) return;
    for (const part of before?.parts ?? []) this.#byPart.delete(part.uri);
    for (const part of now?.parts ?? []) this.#byPart.set(part.uri, now as OpenDocument);
    if (now) this.#open.set(uri, now);
    else this.#open.delete(uri);
    this.#events.changed(now, before);
  }

  #saved(uri: string): void {
    if (CONFIG_FILE.test(uri)) this.#events.configSaved(uri);
    const document = this.#open.get(uri);
    if (document) this.#events.saved(document);
  }
}

function textDocument(document: TextDocument, source: SourceFile): OpenDocument {
  const fileText = document.getText();
  return {
    uri: document.uri,
    path: source.path,
    parts: [{ uri: document.uri, version: document.version }],
    source,
    isNotebook: false,
    fileText,
  };
}
