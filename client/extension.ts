/**
 * The VS Code extension. What it needs to know whether there is something to do is loaded with it; the rest when there is: a file in one of its
 * languages, a workspace whose files are all to be linted, or a command.
 */
import * as vscode from 'vscode';
import { isNeeded } from './need.ts';
import type { Running } from './running.ts';

/** The view of `spendPanel/`, by its name in the manifest. */
const SPEND_VIEW = 'farthing.spend';

let running: Promise<Running> | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const start = () => {
    running ??= import('./running.ts').then(module => module.run(context));
    return running;
  };
  const startIfNeeded = () => {
    if (isNeeded(context)) void start();
  };
  const names: readonly string[] = context.extension.packageJSON.contributes.commands.map(({ command }: { command: string }) => command);
  context.subscriptions.push(
    ...names.map(name => vscode.commands.registerCommand(name, async (...args) => (await start()).command(name, args))),
    vscode.window.registerWebviewViewProvider(SPEND_VIEW, { resolveWebviewView: async view => (await start()).showSpend(view) }),
    vscode.workspace.onDidOpenTextDocument(startIfNeeded),
    vscode.workspace.onDidChangeWorkspaceFolders(startIfNeeded),
    vscode.workspace.onDidChangeConfiguration(startIfNeeded),
  );
  startIfNeeded();
}

export async function deactivate(): Promise<void> {
  await (await running)?.stop();
}
