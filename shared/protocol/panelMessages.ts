/** What the panel and the extension tell each other. */
import type { SpendMessage } from './spend.ts';

export type PanelToHost =
  /** It shows nothing yet, or missed something: all is to be told. */
  | { readonly type: 'ready' }
  /** Show the line of a call site. */
  | { readonly type: 'open'; readonly site: string }
  | { readonly type: 'export'; readonly csv: string };

export type HostToPanel =
  | { readonly type: 'spend'; readonly messages: readonly SpendMessage[] }
  /** The runtime that is followed, if one runs, in words too. */
  | { readonly type: 'link'; readonly url?: string; readonly sentence: string };
