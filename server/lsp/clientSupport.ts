/** What the editor on the other side can do. */
import type { InitializeParams } from 'vscode-languageserver';
import type { InitializationOptions } from '../../shared/protocol/clientCommands.ts';

export interface ClientSupport {
  /** It asks for diagnostics of documents; to others they are sent. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesLenses: boolean;
  readonly refreshesHints: boolean;
  /** Answers `workspace/configuration`. */
  readonly configuration: boolean;
  readonly configurationChanges: boolean;
  readonly workspaceFolders: boolean;
  readonly watchesFiles: boolean;
  readonly showsProgress: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  /** Edits may name the version of a document they are for. */
  readonly versionedEdits: boolean;
  /** Edits may hold places to fill in. */
  readonly snippetEdits: boolean;
  readonly opensDocuments: boolean;
  /** Has the commands of our own extension. */
  readonly ownCommands: boolean;
  /** Its workspace may be run, not only looked at; editors that know no such thing are taken to say yes. */
  readonly isTrusted: boolean;
}

export function clientSupport({ capabilities, initializationOptions }: InitializeParams): ClientSupport {
  const { workspace = {}, textDocument = {}, window = {} } = capabilities;
  const options = (initializationOptions ?? {}) as InitializationOptions;
  return {
    pullsDiagnostics: textDocument.diagnostic !== undefined,
    refreshesDiagnostics: workspace.diagnostics?.refreshSupport ?? false,
    refreshesLenses: workspace.codeLens?.refreshSupport ?? false,
    refreshesHints: workspace.inlayHint?.refreshSupport ?? false,
    configuration: workspace.configuration ?? false,
    configurationChanges: workspace.didChangeConfiguration?.dynamicRegistration ?? false,
    workspaceFolders: workspace.workspaceFolders ?? false,
    watchesFiles: workspace.didChangeWatchedFiles?.dynamicRegistration ?? false,
    showsProgress: window.workDoneProgress ?? false,
    relatedInformation: textDocument.publishDiagnostics?.relatedInformation ?? textDocument.diagnostic?.relatedInformation ?? false,
    codeDescription: textDocument.publishDiagnostics?.codeDescriptionSupport ?? textDocument.diagnostic?.codeDescriptionSupport ?? false,
    versionedEdits: workspace.workspaceEdit?.documentChanges ?? false,
    snippetEdits: workspace.workspaceEdit?.snippetEditSupport ?? false,
    opensDocuments: window.showDocument?.support ?? false,
    ownCommands: options.clientCommands ?? false,
    isTrusted: options.trusted ?? true,
  };
}
