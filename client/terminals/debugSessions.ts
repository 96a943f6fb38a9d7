/** Programs that are run and debugged get what terminals get. */
import * as vscode from 'vscode';
import { programEnvironment } from './programEnvironment.ts';

/** For all kinds of sessions: `programEnvironment` knows those that start a program with an environment. */
export function meterDebugSessions(
  environmentIn: (folder: vscode.WorkspaceFolder | undefined) => Readonly<Record<string, string>>,
): vscode.Disposable {
  return vscode.debug.registerDebugConfigurationProvider('*', {
    resolveDebugConfiguration(folder, configuration) {
      return { ...configuration, ...programEnvironment(configuration, environmentIn(folder)) };
    },
  });
}
