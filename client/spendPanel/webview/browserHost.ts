/** The page in a browser: it follows the runtime itself, with a token that a code of the address was exchanged for (docs/adr/011). */
import type { SpendMessage } from '../../../shared/protocol/spend.ts';
import type { LinkState, PanelHost } from './host.ts';

const TOKEN = 'farthing-token';
const STATE = 'farthing-panel';
const AGAIN_MS = 1_000;
const ANEW = 'Run "farthing dashboard" to open it anew.';

type OnLink = (state: LinkState, sentence: string) => void;

export function browserHost(): PanelHost {
  return {
    follow: (take, onLink) => void followRuntime(take, onLink),
    // A browser cannot open an editor at a line on every machine: the details of the row say where it is.
    open: () => {},
    export(csv) {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
      link.download = 'farthing.csv';
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), AGAIN_MS);
    },
    load: () => JSON.parse(sessionStorage.getItem(STATE) ?? 'null'),
    save: state => sessionStorage.setItem(STATE, JSON.stringify(state)),
  };
}

async function followRuntime(take: (message: SpendMessage) => boolean, onLink: OnLink): Promise<void> {
  const refused = await exchangeCode();
  const token = sessionStorage.getItem(TOKEN);
  if (refused !== undefined || token === null) {
    onLink('gone', `${refused ?? 'This page was opened without a link of its own.'} ${ANEW}`);
    return;
  }
  for (;;) {
    const reply = await fetch('spend', { headers: { authorization: `Bearer ${token}` }, cache: 'no-store' }).catch(() => undefined);
    if (reply?.status === 401) {
      onLink('gone', `The runtime was started anew. ${ANEW}`);
      return;
    }
    if (reply?.ok && reply.body) {
      onLink('live', 'Live');
      await readLines(reply.body, take).catch(() => undefined);
    }
    onLink('waiting', 'The runtime does not answer; what is shown is what was last heard.');
    await new Promise(resolve => setTimeout(resolve, AGAIN_MS));
  }
}

/** The code is good once: it leaves the address at once. A sentence when it was not taken. */
async function exchangeCode(): Promise<string | undefined> {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (code === null) return undefined;
  history.replaceState(null, '', location.pathname);
  const reply = await fetch('dashboard/sessions', { method: 'POST', body: code }).catch(() => undefined);
  if (!reply) return 'The runtime does not answer.';
  const answer = await reply.json();
  if (!reply.ok) return sentenceOf(answer);
  sessionStorage.setItem(TOKEN, answer.token);
  return undefined;
}

function sentenceOf(answer: { readonly error?: { readonly message?: string } }): string {
  const sentence = (answer.error?.message ?? '').replace(/^Farthing: /, '').split(':', 1)[0] as string;
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** Until the runtime ends it, or something was missed. */
async function readLines(body: ReadableStream<Uint8Array<ArrayBuffer>>, take: (message: SpendMessage) => boolean): Promise<void> {
  let rest = '';
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const lines = (rest + piece.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (take(JSON.parse(line) as SpendMessage)) continue;
      await reader.cancel();
      return;
    }
  }
}
