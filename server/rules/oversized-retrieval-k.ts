import { costOfTokens } from '../../shared/money/cost.ts';
import { formatDollars } from '../../shared/money/formatDollars.ts';
import type { CallSite } from '../calls/callSite.ts';
import { lastNumberIn } from './edits/literal.ts';
import type { Finding, Fix, Rule, RuleContext } from './rule.ts';
import { count, headOf } from './wording.ts';

/** A passage as splitters usually cut it: LangChain's examples cut at 1,000 to 2,000 characters, the source article reckons 500 tokens. */
const TOKENS_A_PASSAGE = 500;

export const oversizedRetrievalK: Rule = {
  id: 'oversized-retrieval-k',
  title: 'A retriever that fetches more passages than an answer needs',
  severity: 'warn',
  category: 'retrieval',
  why: `Every passage that is fetched is sent to the model and billed as input, whether the answer uses it or not: at some 500 tokens a passage, k = 50 puts
25,000 tokens in front of each question where k = 5 puts 2,500. Libraries fetch 2 to 10 by default (LlamaIndex 2, LangChain 4, Haystack 10, each read in its
source on 2026-11-24). The limit is the option \`maxRetrievalK\`. Where a reranker or compressor cuts the list again before the model sees it, a large k is
right and nothing is reported; nor where it is not known whether one does.`,
  whenNot: 'When the passages are not sent to a model (search results, deduplication, evaluation), or are a sentence long.',
  fixable: 'suggestion',
  examples: [
    {
      language: 'python',
      bad: `from langchain_chroma import Chroma

store = Chroma(collection_name="articles")
retriever = store.as_retriever(search_kwargs={"k": 50})
# ^ oversized-retrieval-k
`,
      good: `from langchain_chroma import Chroma

store = Chroma(collection_name="articles")
retriever = store.as_retriever(search_kwargs={"k": 5})
`,
    },
    {
      language: 'typescript',
      bad: `import { Chroma } from '@langchain/community/vectorstores/chroma';
import { OpenAIEmbeddings } from '@langchain/openai';

const store = new Chroma(new OpenAIEmbeddings({ model: 'text-embedding-3-small' }), { collectionName: 'articles' });
export const retriever = store.asRetriever({ k: 50 });
// ^ oversized-retrieval-k
`,
      good: `import { Chroma } from '@langchain/community/vectorstores/chroma';
import { OpenAIEmbeddings } from '@langchain/openai';

const store = new Chroma(new OpenAIEmbeddings({ model: 'text-embedding-3-small' }), { collectionName: 'articles' });
export const retriever = store.asRetriever({ k: 5 });
`,
    },
  ],

  check(call, context) {
    const limit = context.options.maxRetrievalK;
    const { retrievalK, reranked } = call;
    if (retrievalK.state !== 'present' || !(retrievalK.value > limit)) return [];
    if (reranked.state === 'unknown' || (reranked.state === 'present' && reranked.value)) return [];
    const at = retrievalK.at?.path === call.path ? retrievalK.at.span : undefined;
    const fix = at && setK(context.text, at, retrievalK.value, limit);
    const finding: Finding = {
      rule: oversizedRetrievalK.id,
      severity: 'warn',
      path: call.path,
      span: at ?? headOf(call),
      message: messageFor(call, context, retrievalK.value, limit),
      call: call.id,
      ...(fix ? { fix } : {}),
    };
    return [finding];
  },
};

function messageFor(call: CallSite, context: RuleContext, k: number, limit: number): string {
  const tokens = (k - limit) * TOKENS_A_PASSAGE;
  const rate = context.model(call)?.price?.rates.input;
  const bill = rate ? `about ${formatDollars(costOfTokens(tokens, rate))} a query` : `about ${count(tokens)} input tokens a query`;
  return `${bill} for passages ${limit + 1} to ${count(k)}: k = ${count(k)}, at ${TOKENS_A_PASSAGE} tokens a passage`;
}

function setK(text: string, at: { start: number; end: number }, k: number, limit: number): Fix | undefined {
  const span = lastNumberIn(text, at, k);
  return span && { title: `Fetch ${limit}`, safety: 'suggestion', edits: [{ span, text: String(limit) }] };
}
