/** LangChain's vector stores, retrievers and rerankers. */
import type { CallShape, Client, Factory, Params } from '../../schema.ts';

const k = {
  default: 4,
  source:
    '@langchain/core 1.4.0 dist/vectorstores.js:40,227; langchain_core/vectorstores/base.py: similarity_search(query, k=4), read 2026-11-24',
};

interface RetrieverClass {
  readonly names: readonly string[];
  readonly paths: readonly string[];
  readonly default?: number;
  readonly source: string;
}

const documented = 'the documented default of that class in the LangChain reference';

/** Retrievers that are built with their own number of results. */
const retrieverClasses: readonly RetrieverClass[] = [
  {
    names: [
      'VectorStoreRetriever',
      'ParentDocumentRetriever',
      'MultiVectorRetriever',
      'SelfQueryRetriever.from_llm',
      'SelfQueryRetriever.fromLLM',
      'SelfQueryRetriever',
    ],
    paths: ['search_kwargs.k', 'searchKwargs.k', 'k', 'childK', 'parentK', 'searchParams.k'],
    default: k.default,
    source: k.source,
  },
  {
    names: [
      'BM25Retriever.from_documents',
      'BM25Retriever.from_texts',
      'BM25Retriever.fromDocuments',
      'BM25Retriever',
      'TFIDFRetriever.from_documents',
      'TFIDFRetriever.from_texts',
      'KNNRetriever.from_texts',
      'SVMRetriever.from_texts',
    ],
    paths: ['k', '1.k'],
    default: 4,
    source: documented,
  },
  {
    names: ['AmazonKnowledgeBasesRetriever', 'AmazonKnowledgeBaseRetriever'],
    paths: [
      'retrieval_config.vectorSearchConfiguration.numberOfResults',
      'retrieval_config.vector_search_configuration.number_of_results',
      'topK',
    ],
    default: 4,
    source: 'langchain_aws/retrievers/bedrock.py:44,322, read 2026-11-24',
  },
  {
    names: ['AmazonKendraRetriever', 'AzureAISearchRetriever', 'AzureCognitiveSearchRetriever'],
    paths: ['top_k', 'topK'],
    source: documented,
  },
  { names: ['TavilySearchAPIRetriever'], paths: ['k'], default: 10, source: documented },
  {
    names: ['WikipediaRetriever', 'ArxivRetriever', 'PubMedRetriever'],
    paths: ['top_k_results', 'topKResults'],
    default: 3,
    source: documented,
  },
];

const retrievers: readonly Client[] = retrieverClasses.map(row => ({
  id: row.names[0] as string,
  names: row.names,
  role: 'retriever',
  calls: [],
  construction: {
    api: row.names[0] as string,
    kind: 'retriever',
    operation: 'retrieval',
    params: { retrievalK: { paths: row.paths, source: row.source, ...(row.default === undefined ? {} : { default: row.default }) } },
  },
}));

const fromStore: Params = { retrievalK: { paths: ['search_kwargs.k', 'searchKwargs.k', 'k', '0'], ...k } };

const storeNames = [
  'VectorStore',
  'FAISS',
  'FaissStore',
  'Chroma',
  'Pinecone',
  'PineconeStore',
  'PineconeVectorStore',
  'Qdrant',
  'QdrantVectorStore',
  'PGVector',
  'PGVectorStore',
  'Milvus',
  'Weaviate',
  'WeaviateStore',
  'WeaviateVectorStore',
  'ElasticsearchStore',
  'OpenSearchVectorSearch',
  'MongoDBAtlasVectorSearch',
  'AzureSearch',
  'SupabaseVectorStore',
  'MemoryVectorStore',
  'InMemoryVectorStore',
  'DocArrayInMemorySearch',
  'HNSWLib',
  'Redis',
  'RedisVectorStore',
  'AstraDBVectorStore',
  'LanceDB',
  'DeepLake',
  'AmazonS3Vectors',
];

const storeMakers = [
  'from_documents',
  'from_texts',
  'from_embeddings',
  'from_existing_index',
  'from_existing_collection',
  'load_local',
  'afrom_documents',
  'afrom_texts',
  'fromDocuments',
  'fromTexts',
  'fromExistingIndex',
  'fromExistingCollection',
  'load',
  'initialize',
];

/** A vector store of which nothing else is known is known by what is asked of it: these names mean nothing else in a file that imports LangChain. */
export const storeFactories: readonly Factory[] = [{ methods: ['as_retriever', 'asRetriever'], client: 'storeRetriever' }];

const searches = [
  'similarity_search',
  'asimilarity_search',
  'similarity_search_with_score',
  'asimilarity_search_with_score',
  'similarity_search_with_relevance_scores',
  'asimilarity_search_with_relevance_scores',
  'similarity_search_by_vector',
  'max_marginal_relevance_search',
  'amax_marginal_relevance_search',
  'max_marginal_relevance_search_by_vector',
];

const typescriptSearches = [
  'similaritySearch',
  'similaritySearchWithScore',
  'similaritySearchVectorWithScore',
  'maxMarginalRelevanceSearch',
];

export const storeCalls: readonly CallShape[] = [
  {
    api: 'similarity_search',
    kind: 'retriever',
    operation: 'retrieval',
    language: 'python',
    methods: searches,
    positional: ['query', 'k'],
    params: { messages: ['query'], retrievalK: { paths: ['k'], ...k } },
  },
  {
    api: 'similarity_search',
    kind: 'retriever',
    operation: 'retrieval',
    language: 'typescript',
    methods: typescriptSearches,
    options: 1,
    params: { messages: ['0'], retrievalK: { paths: ['k', '1'], ...k } },
  },
];

export const retrievalClients: readonly Client[] = [
  {
    id: 'store',
    names: storeNames.flatMap(name => [name, ...storeMakers.map(maker => `${name}.${maker}`)]),
    factories: storeFactories,
    calls: storeCalls,
  },
  {
    id: 'storeRetriever',
    names: [],
    role: 'retriever',
    calls: [],
    construction: { api: 'as_retriever', kind: 'retriever', operation: 'retrieval', params: fromStore },
  },
  ...retrievers,
  {
    id: 'compression',
    names: ['ContextualCompressionRetriever'],
    role: 'retriever',
    reranks: ['base_retriever', 'baseRetriever'],
    wraps: ['base_retriever', 'baseRetriever'],
    calls: [],
  },
  {
    id: 'multiQuery',
    names: ['MultiQueryRetriever.from_llm', 'MultiQueryRetriever.fromLLM', 'MultiQueryRetriever'],
    role: 'retriever',
    wraps: ['retriever'],
    calls: [],
  },
  { id: 'ensemble', names: ['EnsembleRetriever', 'MergerRetriever'], role: 'retriever', calls: [] },
];
