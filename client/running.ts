import * as vscode from 'vscode';
import { homeOf } from '../shared/runtime/process/home.ts';
import { commands, restart } from './commands.ts';
import { documentSelector } from './documents.ts';
import { languageServer } from './languageServer.ts';
import { folderSchemes } from './need.ts';
import { RulePages } from './rulePages.ts';
import { runtimeCommands } from './runtime/commands.ts';
import { runtimeEvents } from './runtime/runtimeEvents.ts';
import { watchRuntime } from './runtime/watchedRuntime.ts';
import { SpendPanel } from './spendPanel/spendPanel.ts';
import { StatusItem } from './statusItem.ts';

/** The extension at work. */
export interface Running {
  /** Runs a command of the manifest. */
  command(name: string, args: readonly unknown[]): unknown;
  /** Fills the view of what is spent. */
  showSpend(view: vscode.WebviewView): Promise<void>;
  stop(): Promise<void>;
}

export function run(context: vscode.ExtensionContext): Running {
  const output = vscode.window.createOutputChannel('Farthing', { log: true });
  const status = new StatusItem();
  const selector = documentSelector(folderSchemes());
  const client = languageServer(context, selector, output, status);
  const events = runtimeEvents(homeOf(undefined), error => output.error(String(error)));
  const panel = new SpendPanel(context.extensionUri, events);
  const byName: Record<string, (...args: never[]) => unknown> = {
    ...commands(client, new RulePages(context.extensionUri)),
    ...runtimeCommands(context),
    ...watchRuntime(context, events, sentence => output.warn(sentence)),
    'farthing.openSpendPanel': () => vscode.commands.executeCommand('farthing.spend.focus'),
  };
  const readFolders = () => {
    const now = documentSelector(folderSchemes());
    if (now.length === selector.length) return;
    // The language client reads its selector when it starts.
    selector.splice(0, selector.length, ...now);
    restart(client).catch((error: unknown) => output.error(String(error)));
  };
  context.subscriptions.push(output, status, events, vscode.workspace.onDidChangeWorkspaceFolders(readFolders));
  // Not awaited: the editor goes on while the server starts. The language client says in the output what went wrong.
  client.start().catch((error: unknown) => output.error(String(error)));
  return {
    command: (name, args) => byName[name]?.(...(args as never[])),
    showSpend: view => panel.show(view),
    stop: () => client.stop(),
  };
}
