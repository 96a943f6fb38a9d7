import { table } from './table.ts';

const store = (code: string) => `from langchain_chroma import Chroma
store = Chroma()
K = 40
def find(q, k):
    return ${code}
`;

table('more passages than an answer needs', 'oversized-retrieval-k', {
  'are counted in tokens where the model is not known': {
    code: store('store.as_retriever(search_kwargs={"k": 50})'),
    says: ['warn: about 20,000 input tokens a query for passages 11 to 50: k = 50, at 500 tokens a passage'],
    fixed: 'return store.as_retriever(search_kwargs={"k": 10})',
  },
  'are found as keyword, by position and as a constant': {
    code: store('[store.similarity_search(q, k=30), store.similarity_search(q, 30), store.similarity_search(q, k=K)]'),
    says: [
      'warn: about 15,000 input tokens a query for passages 11 to 40: k = 40, at 500 tokens a passage',
      'warn: about 10,000 input tokens a query for passages 11 to 30: k = 30, at 500 tokens a passage',
      'warn: about 10,000 input tokens a query for passages 11 to 30: k = 30, at 500 tokens a passage',
    ],
  },
  'are nothing up to the limit': { code: store('store.as_retriever(search_kwargs={"k": 10})'), says: [] },
  'are nothing where k is a parameter': { code: store('store.similarity_search(q, k=k)'), says: [] },
  'are nothing where the default holds': { code: store('store.as_retriever()'), says: [] },
  'are right before a reranker': {
    code: 'from llama_index.core import VectorStoreIndex\ndef find(docs, rerank):\n    return VectorStoreIndex.from_documents(docs).as_query_engine(similarity_top_k=50, node_postprocessors=[rerank])\n',
    says: [],
  },
  'are found in the request of a knowledge base': {
    code: 'import boto3\nclient = boto3.client("bedrock-agent-runtime")\ndef find(q):\n    return client.retrieve(knowledgeBaseId="x", retrievalQuery={"text": q}, retrievalConfiguration={"vectorSearchConfiguration": {"numberOfResults": 100}})\n',
    says: ['warn: about 45,000 input tokens a query for passages 11 to 100: k = 100, at 500 tokens a passage'],
  },
  'are found in TypeScript': {
    language: 'typescript',
    code: "import { MemoryVectorStore } from 'langchain/vectorstores/memory';\nexport const find = async (docs: any, embeddings: any) => (await MemoryVectorStore.fromDocuments(docs, embeddings)).asRetriever({ k: 25 });\n",
    says: ['warn: about 7,500 input tokens a query for passages 11 to 25: k = 25, at 500 tokens a passage'],
    fixed:
      'export const find = async (docs: any, embeddings: any) => (await MemoryVectorStore.fromDocuments(docs, embeddings)).asRetriever({ k: 10 });',
  },
});
