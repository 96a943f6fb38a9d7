/** What the server answers to what an editor says. */
import { type Connection, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { analyse } from '../project/analyse.ts';
import { parentOf } from '../project/folders.ts';
import { diagnosticOf } from './diagnostics.ts';
import { pathOfUri } from './uris.ts';

export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);

  connection.onInitialize(() => ({
    capabilities: { textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental } },
    serverInfo: { name: 'farthing' },
  }));

  documents.onDidChangeContent(async ({ document }) => {
    const path = pathOfUri(document.uri);
    if (path === undefined) return;
    const today = new Date().toISOString().slice(0, 10);
    const { files } = await analyse([path], { cwd: parentOf(path), today, overlay: new Map([[path, document.getText()]]) });
    const findings = files.find(file => file.path === path)?.report.findings ?? [];
    connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics: findings.map(diagnosticOf) });
  });

  documents.onDidClose(({ document }) => connection.sendDiagnostics({ uri: document.uri, diagnostics: [] }));
  documents.listen(connection);
  connection.listen();
}
