/** How hard a request is: by what was learned, else by the number of its words and how its call site fared. */

import { featuresOf, LEXICAL } from './features.ts';
import { articleScore } from './heuristic.ts';
import { FEWEST_OUTCOMES, type Learned } from './learned.ts';
import { wordCount } from './wording.ts';

export interface Complexity {
  /** 0 (the cheap model will do) to 1. Learned, it is the chance that the cheap model will not do. */
  readonly score: number;
  readonly reasons: readonly string[];
}

/** Outcomes of a call site from which its own share is worth more than its words. */
const FEWEST_OF_SITE = 30;
/** Words of a request that is as hard as not: half of the questions of MMLU have fewer. */
const MIDDLE_WORDS = 60;

export function complexityOf(text: string, site: string | undefined, learned: Learned | undefined): Complexity {
  const prior = learned?.priorOf(site);
  const share = prior && prior.count >= FEWEST_OF_SITE ? prior : undefined;
  const ofSite = share && `this call site's cheap answers were not good enough ${percent(share.bad)} of ${share.count} times`;
  const words = wordCount(text);
  const said = `${words.toLocaleString('en')} ${words === 1 ? 'word' : 'words'}`;
  if (learned && learned.outcomes >= FEWEST_OUTCOMES) {
    const score = clamp(learned.gain(featuresOf(text, LEXICAL), site));
    return {
      score,
      reasons: [...(ofSite ? [ofSite] : []), `learned from ${learned.outcomes.toLocaleString('en')} outcomes`, said, ...kindOf(text)],
    };
  }
  const byWords = words / (words + MIDDLE_WORDS);
  const score = share ? (byWords + share.bad) / 2 : byWords;
  const few = `only ${learned?.outcomes ?? 0} of ${FEWEST_OUTCOMES.toLocaleString('en')} outcomes to learn from, so words count`;
  return { score, reasons: [...(ofSite ? [ofSite] : []), said, few, ...kindOf(text)] };
}

/** What the guide's heuristic would name, for people. */
function kindOf(text: string): readonly string[] {
  return articleScore(text).reasons.filter(reason => !/ words?$/.test(reason));
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const clamp = (value: number): number => Math.min(1, Math.max(0, value));
