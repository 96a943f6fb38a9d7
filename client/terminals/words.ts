/** What the user is told before terminals are metered, and while they are. */
import { AZURE_ENDPOINT, BASE_URLS, CUSTOM_HEADERS } from '../../shared/protocol/sdkVariables.ts';

const VARIABLES = [...Object.keys(BASE_URLS), AZURE_ENDPOINT, ...CUSTOM_HEADERS];

export const CONSENT = {
  question: "Meter the LLM calls of this workspace's terminals?",
  detail: [
    `New terminals, tasks and debug sessions of this workspace get ${VARIABLES.join(', ')}.`,
    'They lead the SDKs to the Farthing runtime on this machine. It passes each request on, unchanged and with your own key, to the provider it was meant for, counts it against your budgets, and keeps its cost and token counts. Prompts and answers are kept only in the cache of answers on this disk, which "runtime.cache" switches off.',
    'Terminals that are open already keep their environment until they are opened anew. Switching off takes the variables away.',
  ].join('\n\n'),
  yes: 'Meter Terminals',
} as const;

/** Shown at a terminal whose environment is ours. */
export function collectionWords(url: string): string {
  return `Calls to LLMs are metered by the Farthing runtime at ${url}. [Stop metering](command:farthing.unmeterTerminals)`;
}

export interface SwitchState {
  readonly on: boolean;
  /** Where the runtime listens; absent: none runs. */
  readonly url?: string | undefined;
}

/** The switch in the language status menu. */
export function switchWords({ on, url }: SwitchState): { readonly text: string; readonly detail: string; readonly action: string } {
  if (!on) return { text: 'Terminals not metered', detail: 'calls go straight to the providers', action: 'Meter' };
  const detail = url === undefined ? 'no runtime is running: calls go straight to the providers' : `through ${url}`;
  return { text: 'Terminals metered', detail, action: 'Stop' };
}
