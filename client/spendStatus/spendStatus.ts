import * as vscode from 'vscode';
import type { RuntimeEvents } from '../runtime/runtimeEvents.ts';
import { spendStatusText } from './spendStatusText.ts';

const BACKGROUNDS = {
  none: undefined,
  warning: new vscode.ThemeColor('statusBarItem.warningBackground'),
  error: new vscode.ThemeColor('statusBarItem.errorBackground'),
} as const;

/** Milliseconds between looks at the clock: a day may end while nobody calls. */
const ROUND = 60_000;

/** What today has cost, in the status bar, as long as a runtime runs. Its click opens the panel. */
export class SpendStatus implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #events: RuntimeEvents;
  readonly #listening: vscode.Disposable;
  readonly #rounds: NodeJS.Timeout;

  constructor(events: RuntimeEvents) {
    this.#events = events;
    this.#item = vscode.window.createStatusBarItem('farthing.spend', vscode.StatusBarAlignment.Right, 90);
    this.#item.name = 'Farthing: Spent Today';
    this.#item.command = 'farthing.openSpendPanel';
    const show = () => this.#show();
    this.#listening = events.listen({ onMessage: show, onRuntime: show });
    this.#rounds = setInterval(show, ROUND);
    show();
  }

  #show(): void {
    const { book, url } = this.#events;
    if (url === undefined || !book.cursor) {
      this.#item.hide();
      return;
    }
    const { text, tooltip, severity } = spendStatusText({ today: book.today, budgets: book.budgets, now: Date.now(), url });
    this.#item.text = text;
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label: tooltip, role: 'button' };
    this.#item.backgroundColor = BACKGROUNDS[severity];
    this.#item.show();
  }

  dispose(): void {
    clearInterval(this.#rounds);
    this.#listening.dispose();
    this.#item.dispose();
  }
}
