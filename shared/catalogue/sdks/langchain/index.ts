/** LangChain, Python and JavaScript, all its packages but LangGraph. */
import type { Sdk } from '../../schema.ts';
import { agentClients } from './agents.ts';
import { chainClients } from './chains.ts';
import { modelClients, modelFactories } from './models.ts';
import { promptClients } from './prompts.ts';
import { retrievalClients, storeCalls, storeFactories } from './retrieval.ts';

export const langchain: Sdk = {
  id: 'langchain',
  title: 'LangChain',
  provider: 'unknown',
  modules: {
    python: [
      'langchain',
      'langchain_core',
      'langchain_community',
      'langchain_classic',
      'langchain_experimental',
      'langchain_openai',
      'langchain_anthropic',
      'langchain_aws',
      'langchain_google_genai',
      'langchain_google_vertexai',
      'langchain_google_community',
      'langchain_mistralai',
      'langchain_groq',
      'langchain_cohere',
      'langchain_ollama',
      'langchain_deepseek',
      'langchain_xai',
      'langchain_perplexity',
      'langchain_together',
      'langchain_fireworks',
      'langchain_nvidia_ai_endpoints',
      'langchain_huggingface',
      'langchain_azure_ai',
      'langchain_openrouter',
      'langchain_litellm',
      'langchain_cerebras',
      'langchain_ibm',
      'langchain_databricks',
      'databricks_langchain',
      'langchain_upstage',
      'langchain_voyageai',
      'langchain_chroma',
      'langchain_pinecone',
      'langchain_qdrant',
      'langchain_weaviate',
      'langchain_postgres',
      'langchain_milvus',
      'langchain_elasticsearch',
      'langchain_mongodb',
      'langchain_redis',
      'langchain_astradb',
    ],
    typescript: ['langchain', '@langchain'],
  },
  clients: [...modelClients, ...promptClients, ...retrievalClients, ...chainClients, ...agentClients],
  distinctive: [...storeFactories, ...modelFactories],
  distinctiveCalls: storeCalls,
  source: 'langchain-ai/langchain, langchain-aws, langchain-google, langchainjs, read 2026-11-24',
};
