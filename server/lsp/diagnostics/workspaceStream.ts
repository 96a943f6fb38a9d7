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
import { pathOfUri, uriOfPath } from '../uris.ts';
import { type DocumentDiagnostics, fingerprintOf } from './fileDiagnostics.ts';

interface Listener {
  /** What the editor has, by address. */
  readonly has: Map<string, string>;
  tell(items: WorkspaceDocumentDiagnosticReport[]): void;
  end(): void;
}

/** In place of a fingerprint: whatever the editor has, it is to be told what there is. */
const UNSURE = '';

export class WorkspaceStream {
  readonly #listeners = new Set<Listener>();
  /** Doubted while nobody listened. */
  readonly #doubted = new Set<string>();
  #isUsed = false;

  /** Whether an editor has ever asked. */
  get isUsed(): boolean {
    return this.#isUsed;
  }

  /** Settles when the request is cancelled or the server stops; without `report`, at the first news. Open documents are nobody's business here. */
  open(
    known: readonly PreviousResultId[],
    now: readonly DocumentDiagnostics[],
    isOpen: (uri: string) => boolean,
    token: CancellationToken,
    report: ((part: WorkspaceDiagnosticReport) => void) | undefined,
  ): Promise<WorkspaceDiagnosticReport> {
    this.#isUsed = true;
    return new Promise(resolve => {
      const end = (answer: WorkspaceDiagnosticReport) => {
        this.#listeners.delete(listener);
        resolve(answer);
      };
      const listener: Listener = {
        has: new Map(known.map(({ uri, value }) => [ourWriting(uri), value])),
        tell: items => {
          if (items.length === 0) return;
          if (report) report({ items });
          else end({ items });
        },
        end: () => end({ items: [] }),
      };
      this.#listeners.add(listener);
      token.onCancellationRequested(listener.end);
      for (const uri of this.#doubted) listener.has.set(uri, UNSURE);
      this.#doubted.clear();
      const current = new Map(now.map(one => [one.uri, one]));
      // What the editor shows of files of which there is nothing to say any more.
      for (const uri of listener.has.keys()) if (!current.has(uri) && !isOpen(uri)) current.set(uri, { uri, diagnostics: [] });
      listener.tell(newsFor(listener, [...current.values()]));
    });
  }

  tell(changed: readonly DocumentDiagnostics[]): void {
    for (const listener of this.#listeners) listener.tell(newsFor(listener, changed));
  }

  /** The editor may show of a file what was not said here: the next that is said of it is told in any case. */
  doubt(uri: string): void {
    for (const { has } of this.#listeners) has.set(uri, UNSURE);
    if (this.#listeners.size === 0) this.#doubted.add(uri);
  }

  /** Ends all requests. */
  stop(): void {
    for (const listener of this.#listeners) listener.end();
  }
}

/** Editors escape more or fewer letters of an address than we do. */
function ourWriting(uri: string): string {
  const path = pathOfUri(uri);
  return path === undefined ? uri : uriOfPath(path);
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
