/** Alerts of budgets as notifications: each once, in one window. */
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { SpendAlert } from '../../shared/protocol/spend.ts';
import type { Home } from '../../shared/runtime/process/home.ts';
import { readLock } from '../../shared/runtime/process/lock.ts';
import { askToRaise, claimAlert } from '../../shared/runtime/process/runningRuntime.ts';
import type { RuntimeEvents } from '../runtime/runtimeEvents.ts';
import { raiseLabel, raiseQuestion, writtenRaise } from './alertWords.ts';

const OPEN_PANEL = 'Open Panel';

const SHOW = {
  70: vscode.window.showInformationMessage,
  90: vscode.window.showWarningMessage,
  100: vscode.window.showErrorMessage,
} as const;

/** Milliseconds by which the window that the user looks at is before the others. */
const PRECEDENCE = 500;

export function tellAlerts(events: RuntimeEvents, home: Home): vscode.Disposable {
  return events.listen({
    onMessage: message => {
      if (message.type === 'alert') void tell(message.alert, home);
    },
  });
}

async function tell(alert: SpendAlert, home: Home): Promise<void> {
  if (!vscode.window.state.focused) await pause(PRECEDENCE);
  if (!(await claimAlert(readLock(home), alert.id))) return;
  const raise = raiseLabel(alert);
  const chosen = await SHOW[alert.percent](alert.message, raise, OPEN_PANEL);
  if (chosen === OPEN_PANEL) await vscode.commands.executeCommand('farthing.openSpendPanel');
  if (chosen === raise) await raiseLimit(alert, home);
}

async function raiseLimit(alert: SpendAlert, home: Home): Promise<void> {
  const { prompt, suggested } = raiseQuestion(alert);
  const validateInput = (written: string) => {
    const wanted = writtenRaise(alert, written);
    return typeof wanted === 'string' ? wanted : undefined;
  };
  const written = await vscode.window.showInputBox({ title: raiseLabel(alert), prompt, value: suggested, validateInput });
  if (written === undefined) return;
  const wanted = writtenRaise(alert, written);
  const lock = readLock(home);
  const problem =
    typeof wanted === 'string'
      ? wanted
      : lock
        ? await askToRaise(lock, wanted)
        : 'no runtime is running; "farthing budget raise" does it without one';
  if (problem === undefined)
    vscode.window.showInformationMessage(
      `Raised to ${written.trim()}: ${alert.budget.cover}. The limit is as it was when the next begins.`,
    );
  else vscode.window.showErrorMessage(`The limit was not raised: ${problem}.`);
}
