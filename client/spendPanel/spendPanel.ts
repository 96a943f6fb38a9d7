/** The view "Spend" in the panel area: the page of `webview/`, fed with what the runtime tells this window. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { HostToPanel, PanelToHost } from '../../shared/protocol/panelMessages.ts';
import { fillPage } from '../../shared/protocol/panelPage.ts';
import type { SpendMessage } from '../../shared/protocol/spend.ts';
import type { RuntimeEvents } from '../runtime/runtimeEvents.ts';
import { openPlace } from './openPlace.ts';

const NO_RUNTIME = 'No runtime is running: "Farthing: Start Runtime" starts one. What is shown is what was last heard.';

export class SpendPanel {
  readonly #dist: vscode.Uri;
  readonly #events: RuntimeEvents;

  constructor(extension: vscode.Uri, events: RuntimeEvents) {
    this.#dist = vscode.Uri.joinPath(extension, 'dist');
    this.#events = events;
  }

  /** Its page goes when the view is hidden, and comes anew; what was chosen in it is kept by the editor. */
  async show({ webview, onDidDispose }: vscode.WebviewView): Promise<void> {
    webview.options = { enableScripts: true, localResourceRoots: [this.#dist] };
    let shows = false;
    const tell = (message: HostToPanel) => void webview.postMessage(message);
    const tellLink = () => tell(linkOf(this.#events.url));
    const received = webview.onDidReceiveMessage((message: PanelToHost) => {
      if (message.type === 'open') void this.#open(message.site);
      else if (message.type === 'export') void exportCsv(message.csv);
      else {
        shows = true;
        tell({ type: 'spend', messages: this.#events.book.messages() });
        tellLink();
      }
    });
    const listening = this.#events.listen({
      onMessage: (message: SpendMessage) => {
        if (shows) tell({ type: 'spend', messages: [message] });
      },
      onRuntime: () => {
        if (shows) tellLink();
      },
    });
    onDidDispose(() => {
      received.dispose();
      listening.dispose();
    });
    webview.html = await this.#page(webview);
  }

  async #page(webview: vscode.Webview): Promise<string> {
    const nonce = randomBytes(16).toString('base64');
    const file = (name: string) => vscode.Uri.joinPath(this.#dist, name);
    const template = new TextDecoder().decode(await vscode.workspace.fs.readFile(file('spendPanel.html')));
    return fillPage(template, {
      place: 'editor',
      csp: `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource} 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`,
      nonce,
      script: String(webview.asWebviewUri(file('spendPanel.js'))),
      style: String(webview.asWebviewUri(file('spendPanel.css'))),
    });
  }

  /** The page names a site; where that is, is for this window to know. */
  async #open(site: string): Promise<void> {
    const place = this.#events.book.places.get(site);
    if (place) await openPlace(place);
  }
}

function linkOf(url: string | undefined): HostToPanel {
  return url === undefined ? { type: 'link', sentence: NO_RUNTIME } : { type: 'link', url, sentence: `Follows ${url}` };
}

async function exportCsv(csv: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    title: 'Export Requests',
    filters: { CSV: ['csv'] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, 'farthing.csv') }),
  });
  if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(csv));
}
