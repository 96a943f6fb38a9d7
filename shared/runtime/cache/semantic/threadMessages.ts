/** What the thread of the semantic cache is asked, and what it asks. */
import type { EmbedderSettings } from '../../settings.ts';
import type { NewAnswer, Verified } from './bookshelf.ts';
import type { Asked } from './entries.ts';
import type { TeamNews } from './teamQuestions.ts';

export interface ThreadSetup {
  readonly file: string;
  readonly embedder: EmbedderSettings;
  readonly maxBytes: number;
}

export type ThreadRequest = { readonly id: number } & Work;

export type Work =
  | { readonly do: 'find'; readonly asked: Asked; readonly withReply: boolean; readonly maxAge?: number }
  | { readonly do: 'add'; readonly answer: NewAnswer }
  | { readonly do: 'news'; readonly news: TeamNews }
  | { readonly do: 'verified'; readonly verified: Verified }
  | { readonly do: 'alike'; readonly one: string; readonly other: string }
  | { readonly do: 'wrong'; readonly entry: string; readonly limit: number }
  | { readonly do: 'resume'; readonly route: string }
  | { readonly do: 'clear' }
  | { readonly do: 'warm' };

export type ThreadAnswer = { readonly id: number } & ({ readonly answer: unknown } | { readonly trouble: string });

/** Vectors that an endpoint has to make. */
export interface VectorsWanted {
  readonly wanted: number;
  readonly texts: readonly string[];
  /** The request it is for. */
  readonly onBehalfOf?: number;
}
