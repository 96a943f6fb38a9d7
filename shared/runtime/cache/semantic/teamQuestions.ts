/** Questions and answers that a team's machines tell each other: each keeps them all, with their vectors, and looks for the nearest by itself. */
import type { NewEntry } from './semanticFile.ts';

/** Of an answer that somebody found wrong: forgotten everywhere, and not given to that question from so near again. */
export interface WrongAnswer {
  readonly partition: string;
  readonly question: string;
  readonly nearness?: number;
}

export type TeamNews = { readonly learned: NewEntry } | { readonly wrong: WrongAnswer };

export interface TeamQuestions {
  /** Soon, if at all. */
  tell(news: TeamNews): void;
  /** Told of all news there are, from the oldest that is kept, of this machine too, and of those to come. Returns what ends it. */
  follow(listener: (news: TeamNews) => Promise<void>): () => void;
}
