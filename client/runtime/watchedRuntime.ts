/** What this window shows and does of the runtime: status bar, alerts, metered terminals. */
import * as vscode from 'vscode';
import { homeOf } from '../../shared/runtime/process/home.ts';
import { tellAlerts } from '../spendStatus/alerts.ts';
import { SpendStatus } from '../spendStatus/spendStatus.ts';
import { meterDebugSessions } from '../terminals/debugSessions.ts';
import { MeteredTerminals } from '../terminals/meteredTerminals.ts';
import { portOfDeadRuntime, startRuntime } from './runtimeController.ts';
import type { RuntimeEvents } from './runtimeEvents.ts';

/** The commands by their names in the manifest. */
export function watchRuntime(
  context: vscode.ExtensionContext,
  events: RuntimeEvents,
  log: (sentence: string) => void,
): Record<string, () => unknown> {
  const program = context.asAbsolutePath('dist/runtime.js');
  const terminals = new MeteredTerminals({ context, log, start: () => startRuntime(program, firstFolder()) });
  const onRuntime = async (url: string | undefined): Promise<void> => {
    await terminals.runtimeAt(url);
    const port = url === undefined && terminals.on ? portOfDeadRuntime() : undefined;
    // At the same port, so that the terminals that are open find it again.
    if (port !== undefined) await startRuntime(program, firstFolder(), port);
  };
  context.subscriptions.push(
    terminals,
    new SpendStatus(events),
    tellAlerts(events, homeOf(undefined)),
    meterDebugSessions(folder => terminals.environmentIn(folder)),
    events.listen({ onRuntime: url => void onRuntime(url).catch((error: unknown) => log(String(error))) }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void terminals.resume()),
    vscode.workspace.onDidChangeWorkspaceFolders(() => void terminals.foldersChanged()),
  );
  void terminals.resume();
  return {
    'farthing.meterTerminals': () => terminals.switchOn(),
    'farthing.unmeterTerminals': () => terminals.switchOff(),
  };
}

/** Where a runtime is started: the git repository there is the project of calls that name none. */
export function firstFolder(): string {
  return vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath ?? process.cwd();
}
