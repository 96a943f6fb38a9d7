import * as vscode from 'vscode';
import { startRuntime, statusOfRuntime, stopRuntime } from './runtimeController.ts';
import { firstFolder } from './watchedRuntime.ts';

/** The runtime's commands, by their names in the manifest. Calls are metered only in workspaces that the user trusts. */
export function runtimeCommands({ asAbsolutePath }: vscode.ExtensionContext): Record<string, () => unknown> {
  return {
    'farthing.startRuntime': () => start(asAbsolutePath('dist/runtime.js')),
    'farthing.stopRuntime': stop,
    'farthing.runtimeStatus': status,
  };
}

async function start(program: string): Promise<void> {
  if (!vscode.workspace.isTrusted)
    return say('The runtime starts only in a workspace that you trust: "Workspaces: Manage Workspace Trust".');
  const started = await startRuntime(program, firstFolder());
  if ('problem' in started) {
    vscode.window.showErrorMessage(`The runtime did not start: ${started.problem}.`);
    return;
  }
  say(`Calls sent to ${started.url} are metered${started.joined ? '; it was running already' : ''}.`);
}

async function stop(): Promise<void> {
  const stopped = await stopRuntime();
  say(stopped === undefined ? 'No runtime was running.' : `Stopped. Nothing listens at ${stopped} any more; calls sent there fail.`);
}

async function status(): Promise<void> {
  const running = await statusOfRuntime();
  if (!running) return say('No runtime is running: "Farthing: Start Runtime" starts one.');
  const since = new Date(running.startedAt).toLocaleTimeString([], { timeStyle: 'short' });
  say(`Calls sent to ${running.url} are metered, since ${since}; ${running.inFlight} under way.`);
}

function say(sentence: string): void {
  vscode.window.showInformationMessage(sentence);
}
