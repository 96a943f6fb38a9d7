/**
 * Diagnostics of the whole workspace for an editor that asks for them. The request stays open and is answered bit by bit as files are
 * analysed and change; an editor that takes no partial answers gets one whenever something is new.
 */
import {
  type CancellationToken,
  DocumentDiagnosticReportKind,
  type PreviousResultId,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { type DocumentDiagnostics, fingerprintOf } from './fileDiagnostics.ts';

interface Listener {
  /** What the editor has, by address. */
  readonly has: Map<string, string>;
  tell(items: WorkspaceDocumentDiagnosticReport[]): void;
}

export class WorkspaceStream {
  readonly #listeners = new Set<Listener>();
  #isUsed = false;

  /** Whether an editor has ever asked. */
  get isUsed(): boolean {
    return this.#isUsed;
  }

  /** Settles when the request is cancelled or the server stops; without `report`, at the first news. */
  open(
    known: readonly PreviousResultId[],
    now: readonly DocumentDiagnostics[],
    token: CancellationToken,
    report: ((part: WorkspaceDiagnosticReport) => void) | undefined,
  ): Promise<WorkspaceDiagnosticReport> {
    this.#isUsed = true;
    return new Promise(resolve => {
      const listener: Listener = {
        has: new Map(known.map(({ uri, value }) => [uri, value])),
        tell: items => {
          if (items.length === 0) return;
          if (report) report({ items });
          else end({ items });
        },
      };
      const end = (answer: WorkspaceDiagnosticReport) => {
        this.#listeners.delete(listener);
        resolve(answer);
      };
      this.#listeners.add(listener);
      token.onCancellationRequested(() => end({ items: [] }));
      const current = new Map(now.map(one => [one.uri, one]));
      // What the editor shows of files of which there is nothing to say any more.
      for (const uri of listener.has.keys()) if (!current.has(uri)) current.set(uri, { uri, diagnostics: [] });
      listener.tell(newsFor(listener, [...current.values()]));
    });
  }

  tell(changed: readonly DocumentDiagnostics[]): void {
    for (const listener of this.#listeners) listener.tell(newsFor(listener, changed));
  }
}

function newsFor({ has }: Listener, all: readonly DocumentDiagnostics[]): WorkspaceDocumentDiagnosticReport[] {
  return all.flatMap(({ uri, version, diagnostics }) => {
    const resultId = fingerprintOf(diagnostics);
    const before = has.get(uri);
    if (before === resultId || (before === undefined && diagnostics.length === 0)) return [];
    has.set(uri, resultId);
    return [{ kind: DocumentDiagnosticReportKind.Full, uri, version: version ?? null, resultId, items: [...diagnostics] }];
  });
}
