/** What an editor may ask. */
import {
  type CancellationToken,
  type Connection,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  ErrorCodes,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
} from 'vscode-languageserver';
import { LINT_WORKSPACE, SUPPORT_REPORT, type WorkspaceLint } from '../../shared/protocol/requests.ts';
import type { LiveResult } from '../project/live/liveProject.ts';
import type { FileReport } from '../project/report.ts';
import { codeActions } from './actions/codeActions.ts';
import { OPEN_RULE_PAGE } from './capabilities.ts';
import { completeConfig } from './configFile/completion.ts';
import { codeLenses } from './costs/codeLenses.ts';
import { inlayHints } from './costs/inlayHints.ts';
import { fingerprintOf } from './diagnostics/fileDiagnostics.ts';
import type { OpenDocument, Part } from './documents/openDocument.ts';
import { hover } from './hover/hover.ts';
import { rulePage } from './rulePages.ts';
import type { Session } from './session.ts';
import { supportReport } from './supportReport.ts';
import { pathOfUri } from './uris.ts';
import type { Room } from './workspace/room.ts';

interface Asked {
  readonly document: OpenDocument;
  readonly part: Part;
  readonly room: Room;
  readonly result: LiveResult;
  readonly report: FileReport;
}

export function answerRequests(connection: Connection, session: () => Session): void {
  /** What is known of a document as it is now; undefined when that is nothing. Cancelled when nobody wants to know any more. */
  async function ask(uri: string, token: CancellationToken): Promise<Asked | undefined> {
    const { documents, workspace } = session();
    const found = documents.find(uri);
    if (!found) return undefined;
    const result = await workspace.current(found.document, token);
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    if (documents.find(uri)?.document !== found.document) throw new ResponseError(LSPErrorCodes.ContentModified, 'the document changed');
    const room = workspace.rooms.of(found.document.path);
    return result?.report && room ? { ...found, room, result, report: result.report } : undefined;
  }

  connection.onCodeAction(async (params, token) => {
    const asked = await ask(params.textDocument.uri, token);
    if (!asked) return [];
    const { project } = asked.room;
    return codeActions({ ...asked, support: session().support, tryText: async trial => project?.tryText(trial) }, params);
  });

  connection.onCodeLens(async ({ textDocument }, token) => {
    const asked = await ask(textDocument.uri, token);
    return asked?.room.settings.codeLens.enable
      ? codeLenses(asked.document, asked.part, asked.report, session().support, site => session().seenOfDay(site))
      : [];
  });

  connection.languages.inlayHint.on(async ({ textDocument, range }, token) => {
    const asked = await ask(textDocument.uri, token);
    return asked?.room.settings.inlayHints.enable ? inlayHints(asked.document, asked.part, asked.report, range) : [];
  });

  connection.onHover(async ({ textDocument, position }, token) => {
    const asked = await ask(textDocument.uri, token);
    if (!asked) return undefined;
    const { document, part, room, result } = asked;
    const settings = room.project?.settingsOf(document.path);
    const costing = settings && session().workspace.costing?.forSettings(settings);
    return hover(document, part, position, result.shown?.sites ?? [], costing);
  });

  connection.onCompletion(({ textDocument, position }) => {
    const document = session().documents.configFile(textDocument.uri);
    return document ? completeConfig(document, position) : [];
  });

  connection.languages.diagnostics.on(async ({ textDocument: { uri }, previousResultId }, token): Promise<DocumentDiagnosticReport> => {
    const { publisher, documents, workspace } = session();
    if (documents.configFile(uri)) return full(session().configDiagnostics(uri), previousResultId);
    const open = documents.find(uri);
    if (open) {
      await ask(uri, token);
      return full(publisher.answer(open.document, uri), previousResultId);
    }
    const path = pathOfUri(uri);
    if (path === undefined) return full([], previousResultId);
    await workspace.closedIsKnown(path, token);
    return full(publisher.answerClosed(path), previousResultId);
  });

  connection.languages.diagnostics.onWorkspace(({ previousResultIds }, token, _, partial) => {
    const { publisher, documents } = session();
    const isOpen = (uri: string) => documents.byPath(pathOfUri(uri) ?? '') !== undefined;
    return publisher.stream.open(previousResultIds, publisher.allClosed(), isOpen, token, partial && (part => partial.report(part)));
  });

  connection.onExecuteCommand(async ({ command, arguments: given = [] }) => {
    const page = command === OPEN_RULE_PAGE ? rulePage(String(given[0])) : undefined;
    if (page === undefined) throw new ResponseError(ErrorCodes.InvalidParams, `there is nothing to do for ${command} ${given.join(' ')}`);
    if (session().support.opensDocuments) await connection.window.showDocument({ uri: page, takeFocus: true });
    else await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message: page });
  });

  connection.onRequest(LINT_WORKSPACE, async (): Promise<WorkspaceLint> => {
    const { workspace } = session();
    await workspace.lintEverything();
    const reports = [...workspace.results.values()].flatMap(({ report }) => report ?? []);
    return {
      files: [...workspace.rooms].reduce((sum, { project }) => sum + (project?.size ?? 0), 0),
      calls: reports.reduce((sum, { calls }) => sum + calls.length, 0),
      findings: reports.reduce((sum, { findings }) => sum + findings.length, 0),
    };
  });

  connection.onRequest(SUPPORT_REPORT, () => supportReport(session().workspace, session().editor, session().failures));
}

function full(diagnostics: Parameters<typeof fingerprintOf>[0], previous: string | undefined): DocumentDiagnosticReport {
  const resultId = fingerprintOf(diagnostics);
  if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items: [...diagnostics] };
}
