/**
 * Tokens of texts. Two ways: an estimate without a vocabulary, ready at once, and a count with the model's own vocabulary (or the nearest
 * public one), which has to be loaded: a quarter of a second and 25 MB.
 *
 * The estimate is used for sums, where a few per cent change nothing; the count where a threshold decides, or when the user asks for it.
 */
import type { TokenizerFamily } from '../model.ts';
import { estimateTokens } from './estimateTokens.ts';
import { familyRatios, type Vocabulary } from './families.ts';

export interface TokenCount {
  readonly tokens: number;
  /** How far off it may be, per cent either way; 0 for the model's own vocabulary. */
  readonly errorPercent: number;
}

export interface TokenCounter {
  /** By the shape of the text. */
  estimate(text: string, family: TokenizerFamily): TokenCount;
  /** By the vocabulary. Throws when it was not loaded. */
  count(text: string, family: TokenizerFamily): TokenCount;
  /** Loads what `count` needs for these families; all of them when none are named. */
  load(families?: Iterable<TokenizerFamily>): Promise<void>;
  isLoaded(family: TokenizerFamily): boolean;
}

/** Nine of ten files of Python, TypeScript and Markdown are within this; see `docs/tokens.md`. */
export const ESTIMATE_ERROR_PERCENT = 6;

type Count = (text: string) => number;

const load: Readonly<Record<Vocabulary, () => Promise<Count>>> = {
  async o200k() {
    const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
    return text => countTokens(text, PLAIN);
  },
  async cl100k() {
    const { countTokens } = await import('gpt-tokenizer/encoding/cl100k_base');
    return text => countTokens(text, PLAIN);
  },
};

/** `<|endoftext|>` in a prompt is text like any other; the library would throw. */
const PLAIN = { disallowedSpecial: new Set<string>() };

/** Merging is quadratic in the length of an unbroken run; cut, it is linear and a token or so off at each cut. */
const LONGEST_RUN = 512;
const UNBROKEN = /\S{512}|\s{512}/g;

/** Letters of texts whose numbers are remembered; prompts are asked for again and again, by rules and estimates. */
const REMEMBERED_LETTERS = 2_000_000;

export function createTokenCounter(): TokenCounter {
  const loaded = new Map<Vocabulary, Count>();
  const estimates = new Memory(estimateTokens);

  return {
    estimate(text, family) {
      const { permille, errorPercent } = familyRatios[family];
      const tokens = estimates.of(text);
      return { tokens: scaled(tokens, permille), errorPercent: errorPercent + ESTIMATE_ERROR_PERCENT };
    },
    count(text, family) {
      const { basis, permille, errorPercent } = familyRatios[family];
      const vocabulary = loaded.get(basis);
      if (!vocabulary) throw new Error(`the vocabulary ${basis} was not loaded`);
      const tokens = vocabulary(text);
      return { tokens: scaled(tokens, permille), errorPercent };
    },
    async load(families = Object.keys(familyRatios) as TokenizerFamily[]) {
      const needed = new Set([...families].map(family => familyRatios[family].basis));
      for (const basis of needed) if (!loaded.has(basis)) loaded.set(basis, remembering(await load[basis]()));
    },
    isLoaded: family => loaded.has(familyRatios[family].basis),
  };
}

function remembering(count: Count): Count {
  const memory = new Memory(text => countInPieces(text, count));
  return text => memory.of(text);
}

/** Numbers by text. A string keeps its hash, so that asking again for the same one costs nothing. */
class Memory {
  readonly #count: Count;
  readonly #known = new Map<string, number>();
  #letters = 0;

  constructor(count: Count) {
    this.#count = count;
  }

  of(text: string): number {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const tokens = this.#count(text);
    this.#letters += text.length;
    // The oldest go first: the prompt of a file that is being edited is among the newest.
    for (const old of this.#known.keys()) {
      if (this.#letters <= REMEMBERED_LETTERS) break;
      this.#known.delete(old);
      this.#letters -= old.length;
    }
    this.#known.set(text, tokens);
    return tokens;
  }
}

function scaled(tokens: number, permille: number): number {
  return Math.round((tokens * permille) / 1000);
}

function countInPieces(text: string, count: Count): number {
  if (text.length < LONGEST_RUN) return count(text);
  let tokens = 0;
  let start = 0;
  for (const run of text.matchAll(UNBROKEN)) {
    const end = run.index + run[0].length;
    tokens += count(text.slice(start, end));
    start = end;
  }
  return tokens + count(text.slice(start));
}
