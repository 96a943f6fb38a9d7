/**
 * The rule of the guide that Farthing began from: words, kind of question, words that announce several steps, references to what was said. It is the
 * baseline, kept to be compared with: on answers of real models it is no better than counting words (docs/measurements.md).
 */
import { wordCount } from './wording.ts';

export interface Scored {
  /** 0 (simple) to 1. */
  readonly score: number;
  /** The heaviest first. */
  readonly reasons: readonly string[];
}

const MULTI_STEP = /\b(?:compare|analy[sz]e|design|implement|evaluate|recommend|strategi[sz]e)\b/i;
const ANALYTICAL = /\b(?:why|analy[sz]e|compare|contrast|evaluate|impact|difference|trade-?offs?)\b/i;
const PROCEDURAL = /\bhow (?:do|to|can|would|should)\b|\bsteps\b/i;
const FACTUAL = /^\s*(?:who|what|when|where|which|is|are|does|did)\b/i;
const REFERS_BACK = /\b(?:as (?:above|before|mentioned)|previous|earlier|that one|the former|the latter|you said)\b/i;

const KINDS = [
  { kind: 'an analytical question', pattern: ANALYTICAL, weight: 0.3 },
  { kind: 'a question of how', pattern: PROCEDURAL, weight: 0.2 },
  { kind: 'a question of fact', pattern: FACTUAL, weight: 0 },
];
const GENERAL = { kind: 'a general request', weight: 0.1 };

export function articleScore(text: string): Scored {
  const words = wordCount(text);
  const { kind, weight } = KINDS.find(({ pattern }) => pattern.test(text)) ?? GENERAL;
  const factors: readonly (readonly [reason: string, weight: number])[] = [
    [`${words} ${words === 1 ? 'word' : 'words'}`, words < 10 ? 0.1 : words < 30 ? 0.2 : 0.4],
    [kind, weight],
    ...(MULTI_STEP.test(text) ? [['words of several steps', 0.2] as const] : []),
    ...(REFERS_BACK.test(text) ? [['refers to what was said', 0.1] as const] : []),
  ];
  const score = factors.reduce((sum, [, weight]) => sum + weight, 0);
  return { score: Math.min(1, score), reasons: [...factors].sort(([, one], [, other]) => other - one).map(([reason]) => reason) };
}
