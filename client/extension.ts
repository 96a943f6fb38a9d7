/** The VS Code extension: starts the language server, and gives its findings a place in the editor. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { commands } from './commands.ts';
import { languageServer } from './languageServer.ts';
import { RulePages } from './rulePages.ts';
import { StatusItem } from './statusItem.ts';

let client: LanguageClient | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel('Farthing', { log: true });
  const status = new StatusItem();
  client = languageServer(context, output, status);
  const registered = Object.entries(commands(client, new RulePages(context.extensionUri))).map(([name, run]) =>
    vscode.commands.registerCommand(name, run),
  );
  context.subscriptions.push(output, status, ...registered);
  // Not awaited: the editor goes on while the server starts. The language client says in the output what went wrong.
  client.start().catch((error: unknown) => output.error(String(error)));
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
