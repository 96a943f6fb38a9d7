/** The diagnostics of a file, by the documents they are shown in: the file itself, or the cells of a notebook. */
import { hash } from 'node:crypto';
import type { Diagnostic } from 'vscode-languageserver';
import { decode, readBytes } from '../../project/fileText.ts';
import type { LiveResult } from '../../project/live/liveProject.ts';
import { isNotebook } from '../../project/sourceFiles.ts';
import type { ClientSupport } from '../clientSupport.ts';
import { placesInJson } from '../documents/notebookJson.ts';
import { type OpenDocument, placed } from '../documents/openDocument.ts';
import { rangeOf } from '../places.ts';
import { uriOfPath } from '../uris.ts';
import { diagnosticOf, type Locate } from './diagnostic.ts';

export interface DocumentDiagnostics {
  readonly uri: string;
  /** Of an open document. */
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

export interface DiagnosticsContext {
  readonly support: ClientSupport;
  openAt(path: string): OpenDocument | undefined;
}

/** Of an open document: one entry a part, also where there is nothing to say. */
export function diagnosticsOfDocument(
  document: OpenDocument,
  result: LiveResult | undefined,
  { support, openAt }: DiagnosticsContext,
): DocumentDiagnostics[] {
  const locate = locator(document.path, document, openAt);
  const byPart = new Map<string, Diagnostic[]>(document.parts.map(part => [part.uri, []]));
  for (const finding of result?.report?.findings ?? []) {
    const at = placed(document, finding);
    if (at) byPart.get(at.part.uri)?.push(diagnosticOf(finding, at.range, support, locate));
  }
  return document.parts.map(({ uri, version }) => ({ uri, version, diagnostics: byPart.get(uri) ?? [] }));
}

/** Of a file that is not open. */
export function diagnosticsOfFile(
  path: string,
  result: LiveResult | undefined,
  { support, openAt }: DiagnosticsContext,
): DocumentDiagnostics {
  const findings = result?.report?.findings ?? [];
  const range = findings.length > 0 && isNotebook(path) ? placesInJson(textOf(path)) : rangeOf;
  const locate = locator(path, undefined, openAt);
  return {
    uri: uriOfPath(path),
    diagnostics: findings.map(finding => {
      // The line of the JSON says nothing to a reader of the notebook.
      const where = finding.cell === undefined ? '' : ` (cell ${finding.cell + 1}, line ${finding.line})`;
      return diagnosticOf({ ...finding, message: finding.message + where }, range(finding), support, locate);
    }),
  };
}

/** Tells whether diagnostics are the same as before. */
export function fingerprintOf(diagnostics: readonly Diagnostic[]): string {
  return hash('sha1', JSON.stringify(diagnostics));
}

function locator(path: string, document: OpenDocument | undefined, openAt: DiagnosticsContext['openAt']): Locate {
  return place => {
    const file = place.path ?? path;
    const open = file === document?.path ? document : openAt(file);
    const at = open && placed(open, place);
    if (at) return { uri: at.part.uri, range: at.range };
    return { uri: uriOfPath(file), range: isNotebook(file) ? placesInJson(textOf(file))(place) : rangeOf(place) };
  };
}

function textOf(path: string): string {
  const bytes = readBytes(path);
  const decoded = typeof bytes === 'string' ? bytes : decode(bytes);
  return typeof decoded === 'string' ? '' : decoded.text;
}
