import { python, typescript } from './sites.ts';

python('LlamaIndex', [
  [
    'models',
    `from llama_index.llms.openai import OpenAI
from llama_index.llms.anthropic import Anthropic
from llama_index.core.llms import ChatMessage
llm = OpenAI(model="gpt-4o", max_tokens=10)
llm.complete("Hi")
llm.chat([ChatMessage(role="system", content="Be brief."), ChatMessage(role="user", content="Hi")])
Anthropic(model="claude-3-opus").stream_complete("x")`,
    [
      { api: 'OpenAI', kind: 'config', sdk: 'llamaindex', provider: 'openai', model: 'gpt-4o', limit: 10 },
      { api: 'OpenAI.chat', kind: 'framework', model: 'gpt-4o', limit: 10, messages: 'Hi' },
      { api: 'OpenAI.chat', system: 'Be brief.', messages: 'Hi' },
      { api: 'Anthropic', provider: 'anthropic', limit: 'absent', missing: 'default' },
      { api: 'Anthropic.chat', model: 'claude-3-opus' },
    ],
  ],
  [
    'engines and retrievers carry k; two by default',
    `from llama_index.core import VectorStoreIndex
index = VectorStoreIndex.from_documents(docs)
engine = index.as_query_engine(similarity_top_k=50)
engine.query("q")
index.as_query_engine(similarity_top_k=20, node_postprocessors=[rerank])
index.as_retriever()
index.as_chat_engine(similarity_top_k=3).chat("x")`,
    [
      { api: 'as_query_engine', kind: 'retriever', k: 50, reranked: 'absent' },
      { api: 'as_query_engine.run', kind: 'framework', messages: 'q' },
      { api: 'as_query_engine', k: 20, reranked: true },
      { api: 'as_retriever', k: 'default 2' },
      { api: 'as_chat_engine', k: 3 },
      { api: 'as_chat_engine.run', kind: 'framework' },
    ],
  ],
  [
    'agents, now and before',
    `from llama_index.core.agent.workflow import FunctionAgent
from llama_index.core.agent import ReActAgent
from llama_index.llms.openai import OpenAI
agent = FunctionAgent(tools=[f], llm=OpenAI(model="a"), system_prompt="Be brief.")
async def g():
    await agent.run("x")
    await agent.run("x", max_iterations=5)
ReActAgent.from_tools([f], llm=OpenAI(model="b"), max_iterations=4).chat("x")`,
    [
      { api: 'agent', kind: 'config', model: 'a', system: 'Be brief.', tools: 1 },
      { api: 'OpenAI' },
      { api: 'agent.run', kind: 'framework', operation: 'agent', model: 'a', loop: 'bounded 20 default' },
      { api: 'agent.run', loop: 'bounded 5 argument' },
      { api: 'agent', kind: 'config', loop: 'bounded 4 argument' },
      { api: 'agent.run', model: 'b', loop: 'bounded 4 argument' },
      { api: 'OpenAI' },
    ],
  ],
  [
    'embedding models, and an index from a store',
    `from llama_index.core import VectorStoreIndex
from llama_index.embeddings.openai import OpenAIEmbedding
OpenAIEmbedding(model="text-embedding-3-small")
index = VectorStoreIndex.from_vector_store(store)
index.as_retriever(similarity_top_k=40)`,
    [
      { api: 'embeddings', kind: 'config', operation: 'embedding', model: 'text-embedding-3-small' },
      { api: 'as_retriever', kind: 'retriever', k: 40 },
    ],
  ],
  [
    'models of the settings and of annotations',
    `from llama_index.core import Settings
from llama_index.core.llms import LLM
async def f(llm: LLM):
    await Settings.llm.acomplete("x")
    return llm.chat([{"role": "system", "content": "Be brief."}])`,
    [
      { api: 'Settings.llm.chat', kind: 'framework', messages: 'x' },
      { api: 'LLM.chat', model: 'unknown', limit: 'unknown', system: 'Be brief.' },
    ],
  ],
  [
    'look-alikes are not calls',
    `from llama_index.core import SimpleDirectoryReader
import pandas as pd
SimpleDirectoryReader("x").load_data()
class Engine:
    def query(self, q): ...
    def chat(self, q): ...
Engine().query("x")
pd.DataFrame().query("a > 1")
session.query(User)`,
    [],
  ],
]);

typescript('LlamaIndex', [
  [
    'models and engines',
    `import { OpenAI, VectorStoreIndex } from 'llamaindex';
import { anthropic, Anthropic } from '@llamaindex/anthropic';
const llm = new OpenAI({ model: 'gpt-4o', maxTokens: 10 });
await llm.chat({ messages: [{ role: 'system', content: 'Be brief.' }] });
const index = await VectorStoreIndex.fromDocuments(docs);
const engine = index.asQueryEngine({ similarityTopK: 30 });
await engine.query({ query: 'q' });
new Anthropic({ model: 'claude-3' }).complete({ prompt: 'x' });`,
    [
      { api: 'OpenAI', kind: 'config', model: 'gpt-4o', limit: 10 },
      { api: 'OpenAI.chat', model: 'gpt-4o', limit: 10, system: 'Be brief.' },
      { api: 'as_query_engine', kind: 'retriever', k: 30 },
      { api: 'as_query_engine.run', messages: 'q' },
      { api: 'Anthropic', model: 'claude-3' },
      { api: 'Anthropic.chat', messages: 'x' },
    ],
  ],
]);
