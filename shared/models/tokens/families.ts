/** How many tokens other tokenizers make of a text, against the ones whose vocabulary is public. */
import type { TokenizerFamily } from '../model.ts';

export type Vocabulary = 'o200k' | 'cl100k';

export interface FamilyRatio {
  /** Counted with this vocabulary. */
  readonly basis: Vocabulary;
  /** Thousandths of its count. */
  readonly permille: number;
  /** How far off the count of an ordinary text may be, per cent either way; 0 where the vocabulary is the model's own. */
  readonly errorPercent: number;
  readonly source: string;
}

/** Measured on English and code; ai-tokenizer's constants as read in its source, version 1.0.6. */
export const familyRatios: Readonly<Record<TokenizerFamily, FamilyRatio>> = {
  o200k: { basis: 'o200k', permille: 1000, errorPercent: 0, source: 'tiktoken/model.py' },
  cl100k: { basis: 'cl100k', permille: 1000, errorPercent: 0, source: 'tiktoken/model.py' },
  // 1.18 on code, 1.26 on English.
  claude: { basis: 'o200k', permille: 1220, errorPercent: 8, source: 'ai-tokenizer 1.0.6: claude x 1.10, measured against o200k' },
  // Some 30 % more than before (platform.claude.com/docs/en/build-with-claude/token-counting).
  'claude-2026': { basis: 'o200k', permille: 1550, errorPercent: 12, source: 'platform.claude.com: 30 % more than Claude 4.6' },
  gemini: { basis: 'o200k', permille: 1080, errorPercent: 6, source: 'ai-tokenizer 1.0.6: o200k x 1.08' },
  nova: { basis: 'cl100k', permille: 1000, errorPercent: 12, source: 'ai-tokenizer 1.0.6: cl100k, about 90 % right' },
  llama: { basis: 'o200k', permille: 1200, errorPercent: 15, source: 'ai-tokenizer 1.0.6: claude x 1.10' },
  mistral: { basis: 'cl100k', permille: 1000, errorPercent: 15, source: 'ai-tokenizer 1.0.6: cl100k' },
  deepseek: { basis: 'o200k', permille: 1000, errorPercent: 10, source: 'ai-tokenizer 1.0.6: o200k' },
  cohere: { basis: 'o200k', permille: 1100, errorPercent: 20, source: 'assumed: no public figure found' },
  other: { basis: 'o200k', permille: 1100, errorPercent: 25, source: 'assumed' },
};
