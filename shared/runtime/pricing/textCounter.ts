/** Counts the text of requests and replies; the vocabularies are loaded when a text has to be counted for the first time. */
import type { TokenizerFamily } from '../../models/model.ts';
import { familyRatios } from '../../models/tokens/families.ts';
import { overheadOf } from '../../models/tokens/overheads.ts';
import { createTokenCounter } from '../../models/tokens/tokenCounter.ts';
import type { InputBound, RequestFacts } from '../dialects/dialect.ts';

export interface TextCounter {
  load(family: TokenizerFamily): Promise<void>;
  isLoaded(family: TokenizerFamily): boolean;
  /** A bound of the input that is closer than the bytes of the body: its tokens where the vocabulary is public, else the bytes of its text. */
  closerBound(facts: RequestFacts, family: TokenizerFamily): Promise<InputBound>;
  /** The likely number of input tokens, for calls whose provider did not say. */
  likelyInput(facts: RequestFacts, family: TokenizerFamily): number;
  tokensOf(text: string, family: TokenizerFamily): number;
}

/** What is added at most around a message, around a tool's schema, once, and once with tools: twice what is known (`models/tokens/overheads.ts`). */
const PER_MESSAGE = 8;
const PER_TOOL = 106;
const PER_REQUEST = 64;
const WITH_TOOLS = 1200;

export function createTextCounter(): TextCounter {
  const counter = createTokenCounter();
  const tokensOf = (text: string, family: TokenizerFamily) => (text === '' ? 0 : counter.count(text, family).tokens);
  return {
    load: family => counter.load([family]),
    isLoaded: family => counter.isLoaded(family),
    tokensOf,
    async closerBound(facts, family) {
      const bound = facts.inputBound;
      if ('unknown' in bound) return bound;
      const isPublic = familyRatios[family].errorPercent === 0;
      if (isPublic) await counter.load([family]);
      const text = facts.text();
      const tokens = isPublic ? tokensOf(text, family) : Buffer.byteLength(text);
      const tools = facts.toolCount > 0 ? WITH_TOOLS + PER_TOOL * facts.toolCount : 0;
      const around = PER_REQUEST + PER_MESSAGE * facts.messages + tools;
      return { tokens: Math.min(bound.tokens, tokens + (facts.mediaTokens ?? 0) + around) };
    },
    likelyInput(facts, family) {
      const { perRequest, perMessage, withTools, perTool } = overheadOf(family);
      const around = perRequest + perMessage * facts.messages + (facts.toolCount > 0 ? withTools + perTool * facts.toolCount : 0);
      // An embedding is of the text alone.
      return tokensOf(facts.text(), family) + (facts.mediaTokens ?? 0) + (facts.operation === 'embeddings' ? 0 : around);
    },
  };
}
