/** Counts the text of requests and replies, away from the path of the requests. */
import type { TokenizerFamily } from '../../models/model.ts';
import { familyRatios } from '../../models/tokens/families.ts';
import { overheadOf } from '../../models/tokens/overheads.ts';
import { createTokenCounter } from '../../models/tokens/tokenCounter.ts';
import type { InputBound, RequestFacts } from '../dialects/dialect.ts';
import { type CountTokens, countInThread } from './threadedCount.ts';

export interface TextCounter {
  /** A bound of the input that is closer than the bytes of the body: its tokens where the vocabulary is public, else the bytes of its text. */
  closerBound(facts: RequestFacts, family: TokenizerFamily): Promise<InputBound>;
  /** The likely number of input tokens, for calls whose provider did not say. */
  likelyInput(facts: RequestFacts, family: TokenizerFamily): Promise<number>;
  /** By the vocabulary, else, when that cannot be had, by the shape of the text. */
  likelyTokens(text: string, family: TokenizerFamily): Promise<number>;
}

/** What is added at most around a message, around a tool's schema, once, and once with tools: twice what is known (`models/tokens/overheads.ts`). */
const PER_MESSAGE = 8;
const PER_TOOL = 106;
const PER_REQUEST = 64;
const WITH_TOOLS = 1200;

export function createTextCounter(count: CountTokens = countInThread()): TextCounter {
  const estimator = createTokenCounter();
  const likelyTokens = async (text: string, family: TokenizerFamily) =>
    text === '' ? 0 : ((await count(text, family)) ?? estimator.estimate(text, family).tokens);
  return {
    likelyTokens,
    async closerBound(facts, family) {
      const bound = facts.inputBound;
      if ('unknown' in bound) return bound;
      const text = facts.text();
      const isPublic = familyRatios[family].errorPercent === 0;
      const tokens = isPublic ? await count(text, family) : Buffer.byteLength(text);
      if (tokens === undefined) return bound;
      const tools = facts.toolCount > 0 ? WITH_TOOLS + PER_TOOL * facts.toolCount : 0;
      const around = PER_REQUEST + PER_MESSAGE * facts.messages + tools;
      return { tokens: Math.min(bound.tokens, tokens + (facts.mediaTokens ?? 0) + around) };
    },
    async likelyInput(facts, family) {
      const { perRequest, perMessage, withTools, perTool } = overheadOf(family);
      const around = perRequest + perMessage * facts.messages + (facts.toolCount > 0 ? withTools + perTool * facts.toolCount : 0);
      // An embedding is of the text alone.
      const likely =
        (await likelyTokens(facts.text(), family)) + (facts.mediaTokens ?? 0) + (facts.operation === 'embeddings' ? 0 : around);
      return 'tokens' in facts.inputBound ? Math.min(likely, facts.inputBound.tokens) : likely;
    },
  };
}
