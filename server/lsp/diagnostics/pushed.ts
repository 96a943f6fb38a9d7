/** Diagnostics that are sent without being asked for: each set once, and an empty one when there is nothing left to say. */
import type { Connection } from 'vscode-languageserver';
import { type DocumentDiagnostics, fingerprintOf } from './fileDiagnostics.ts';

export class PushedDiagnostics {
  readonly #connection: Connection;
  readonly #sent = new Map<string, string>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Of open documents something is sent for every version, so that an editor knows that they are up to date. */
  send({ uri, version, diagnostics }: DocumentDiagnostics): void {
    const print = `${version} ${fingerprintOf(diagnostics)}`;
    if (this.#sent.get(uri) === print || (!this.#sent.has(uri) && version === undefined && diagnostics.length === 0)) return;
    if (version === undefined && diagnostics.length === 0) this.#sent.delete(uri);
    else this.#sent.set(uri, print);
    void this.#connection.sendDiagnostics({ uri, version, diagnostics: [...diagnostics] });
  }

  clear(uri: string): void {
    if (!this.#sent.delete(uri)) return;
    void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  get uris(): Iterable<string> {
    return this.#sent.keys();
  }
}
