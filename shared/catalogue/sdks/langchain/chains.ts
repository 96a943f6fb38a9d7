/** LangChain's chains: a model, a prompt and perhaps a retriever in one object that is run. */
import type { Client, Params } from '../../schema.ts';
import { bindings, runMethods } from './models.ts';

/** The model a chain was given, under the names chains use; the model's own limits come with it. */
const model = ['@llm', '@model', '@llm_chain', '@combine_docs_chain', '@combineDocsChain', '@combine_documents_chain', '@0'];

const chainRuns: readonly string[] = [
  ...runMethods,
  'run',
  'arun',
  'acall',
  'apply',
  'aapply',
  'predict_and_parse',
  'apredict_and_parse',
  'query',
  'aquery',
  'combine_documents',
  'acombine_docs',
];

const run: Params = {
  model,
  system: ['@chain_type_kwargs.prompt'],
  messages: ['@prompt', '@qa_prompt', '@combine_docs_chain_kwargs.prompt', '@questionGeneratorTemplate', 'input', '0'],
  systemRoles: ['system'],
};

interface Chain {
  readonly names: readonly string[];
  /** Python: names of the first positional parameters of the constructor. */
  readonly positional?: readonly string[];
}

const chains: readonly Chain[] = [
  { names: ['LLMChain', 'ConversationChain', 'LLMMathChain', 'LLMMathChain.from_llm', 'TransformChain', 'LLMCheckerChain.from_llm'] },
  {
    names: [
      'RetrievalQA.from_chain_type',
      'RetrievalQA.from_llm',
      'RetrievalQA',
      'RetrievalQAWithSourcesChain.from_chain_type',
      'RetrievalQAWithSourcesChain.from_llm',
      'VectorDBQA.from_chain_type',
      'VectorDBQA.from_llm',
      'ConversationalRetrievalChain.from_llm',
      'ConversationalRetrievalChain',
      'ChatVectorDBChain.from_llm',
      'RetrievalQAChain.fromLLM',
      'VectorDBQAChain.fromLLM',
      'ConversationalRetrievalQAChain.fromLLM',
      'QAGenerationChain.from_llm',
      'HypotheticalDocumentEmbedder.from_llm',
      'GraphCypherQAChain.from_llm',
      'GraphCypherQAChain.fromLLM',
      'SQLDatabaseChain.from_llm',
      'SqlDatabaseChain',
      'APIChain.from_llm_and_api_docs',
      'FlareChain.from_llm',
      'ConstitutionalChain.from_llm',
    ],
    positional: ['llm'],
  },
  {
    names: [
      'load_qa_chain',
      'load_qa_with_sources_chain',
      'load_summarize_chain',
      'loadQAStuffChain',
      'loadQAMapReduceChain',
      'loadQARefineChain',
      'loadQAChain',
      'loadSummarizationChain',
      'create_stuff_documents_chain',
      'createStuffDocumentsChain',
      'create_sql_query_chain',
      'createSqlQueryChain',
      'create_extraction_chain',
      'create_extraction_chain_pydantic',
      'create_structured_output_runnable',
      'create_openai_fn_runnable',
      'createStructuredOutputRunnable',
    ],
    positional: ['llm'],
  },
  { names: ['create_history_aware_retriever', 'createHistoryAwareRetriever'], positional: ['llm', 'retriever', 'prompt'] },
  { names: ['create_retrieval_chain', 'createRetrievalChain'], positional: ['retriever', 'combine_docs_chain'] },
  {
    names: [
      'StuffDocumentsChain',
      'MapReduceDocumentsChain',
      'RefineDocumentsChain',
      'ReduceDocumentsChain',
      'SequentialChain',
      'SimpleSequentialChain',
      'MultiPromptChain.from_prompts',
      'LLMRouterChain.from_llm',
    ],
  },
];

export const chainClients: readonly Client[] = chains.map(chain => ({
  id: chain.names[0] as string,
  names: chain.names,
  role: 'model',
  transparent: bindings,
  ...(chain.positional ? { positional: chain.positional } : {}),
  calls: [
    {
      api: `${chain.names[0]?.split('.')[0]}.run`,
      kind: 'framework',
      operation: 'chat',
      methods: chainRuns,
      positional: ['input'],
      options: 1,
      params: run,
    },
  ],
}));
