/** What the page needs of where it lives: the editor, or a browser. */

import type { SitePlace } from '../../../shared/protocol/sites.ts';
import type { CallLine, SpendMessage } from '../../../shared/protocol/spend.ts';

export type LinkState = 'waiting' | 'live' | 'gone';

export interface PanelHost {
  /** False from `take`: something was missed, and all is to be told anew. */
  follow(take: (message: SpendMessage) => boolean, onLink: (state: LinkState, sentence: string) => void): void;
  /** The line of code that a call came from. */
  open(place: SitePlace, line?: CallLine): void;
  export(csv: string): void;
  load(): unknown;
  save(state: unknown): void;
}
