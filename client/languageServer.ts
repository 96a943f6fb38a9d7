import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  RevealOutputChannelOn,
  TransportKind,
} from 'vscode-languageclient/node';
import type { NanoDollars } from '../shared/money/nanoDollars.ts';
import type { InitializationOptions } from '../shared/protocol/clientCommands.ts';
import { STATUS, type Status } from '../shared/protocol/status.ts';
import { AskedFindings } from './askedFindings.ts';
import type { DocumentFilter } from './documents.ts';
import { restartDelay } from './restarts.ts';
import type { StatusItem } from './statusItem.ts';

const STARTING: Status = {
  state: 'starting',
  calls: 0,
  unpriced: 0,
  perMonth: 0 as NanoDollars,
  callsPerMonth: 0,
  findings: 0,
  problems: [],
};

/** The language server as a process of its own, which is started again when it dies. */
export function languageServer(
  context: vscode.ExtensionContext,
  documentSelector: DocumentFilter[],
  output: vscode.LogOutputChannel,
  status: StatusItem,
): LanguageClient {
  const module = context.asAbsolutePath('dist/languageServer.js');
  const run = { module, transport: TransportKind.ipc } as const;
  const initializationOptions = (): InitializationOptions => ({ clientCommands: true, trusted: vscode.workspace.isTrusted });
  const findings = new AskedFindings();
  const client = new LanguageClient(
    'farthing',
    'Farthing',
    { run, debug: { ...run, options: { execArgv: ['--inspect=6009'] } } },
    {
      documentSelector,
      initializationOptions,
      outputChannel: output,
      // A fault is in the status item and in the output; nothing pops up while somebody types.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticCollectionName: 'farthing',
      diagnosticCollectionProvider: findings,
      markdown: { isTrusted: { enabledCommands: [] }, supportHtml: false },
      errorHandler: patience(output, status),
    },
  );
  context.subscriptions.push(vscode.workspace.onDidCloseTextDocument(document => findings.closed(document)));
  context.subscriptions.push(vscode.workspace.onDidGrantWorkspaceTrust(() => void client.restart()));
  client.onNotification(STATUS, (sent: Status) => status.show(sent));
  return client;
}

function patience(output: vscode.LogOutputChannel, status: StatusItem): ErrorHandler {
  const deaths: number[] = [];
  return {
    // What comes after a broken message may be good; when the connection is gone, `closed` is told.
    error: error => {
      output.error(error);
      return { action: ErrorAction.Continue };
    },
    closed: async () => {
      deaths.push(Date.now());
      const delay = restartDelay(deaths);
      if (delay === undefined) {
        deaths.length = 0;
        const message = 'The language server died too often and stays down until "Farthing: Restart Language Server".';
        status.show({ ...STARTING, state: 'failed', problems: [message] });
        return { action: CloseAction.DoNotRestart, message, handled: true };
      }
      output.warn(`The language server died; it starts again in ${delay} ms.`);
      status.show(STARTING);
      await wait(delay);
      return { action: CloseAction.Restart, message: 'Restarting.', handled: true };
    },
  };
}
