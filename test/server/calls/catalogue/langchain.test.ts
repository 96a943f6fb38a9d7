import { python, typescript } from './sites.ts';

python('LangChain models that are parameters', [
  [
    'what a template is piped into is a model',
    `from langchain_core.prompts import ChatPromptTemplate
def ask(llm, role, question):
    prompt = ChatPromptTemplate.from_messages([("system", "You are {role}."), ("human", "{q}")]).partial(role=role)
    return (prompt | llm).invoke({"q": question})`,
    [
      {
        api: 'BaseChatModel.invoke',
        kind: 'framework',
        model: 'unknown',
        limit: 'unknown',
        system: 'You are {role}.',
        messages: '{question}',
      },
    ],
  ],
  [
    'only models have tools bound to them or give structured output',
    `from langchain_core.messages import SystemMessage
def ask(llm, tools):
    llm.bind_tools(tools).invoke([SystemMessage("Be brief.")])
    return llm.with_structured_output(Answer).invoke("x")`,
    [
      { api: 'BaseChatModel.invoke', model: 'unknown', limit: 'unknown', system: 'Be brief.' },
      { api: 'BaseChatModel.invoke', model: 'unknown' },
    ],
  ],
  [
    'a template that settings may replace is read as its default, a model is not',
    `from dataclasses import dataclass, field
from datetime import datetime
from langchain.chat_models import init_chat_model
from langchain_core.prompts import ChatPromptTemplate
@dataclass
class Settings:
    prompt: str = field(default="Be kind. Time: {now}")
    model: str = field(default="openai:gpt-4o")
def ask(given):
    settings = Settings(**given)
    prompt = ChatPromptTemplate.from_messages([("system", settings.prompt), ("placeholder", "{messages}")])
    init_chat_model(settings.model).invoke(prompt.invoke({"now": datetime.now(), "messages": []}))`,
    [
      { api: 'init_chat_model', model: 'unknown' },
      { api: 'init_chat_model.invoke', model: 'unknown', system: 'Be kind. Time: {now}' },
    ],
  ],
  [
    'of two models of which one is taken neither is stated',
    `from langchain_openai import ChatOpenAI
from langchain_anthropic import ChatAnthropic
from langchain_core.prompts import ChatPromptTemplate
llm = ChatOpenAI(model="gpt-4o", max_tokens=5) if x else ChatAnthropic(model="claude-sonnet-5")
llm.invoke("x")
(ChatPromptTemplate.from_template("x") | llm).invoke({})
same = ChatOpenAI(model="gpt-4o", temperature=0) if x else ChatOpenAI(model="gpt-4o")
same.invoke("x")`,
    [
      { api: 'ChatOpenAI', model: 'gpt-4o', limit: 5 },
      { api: 'ChatAnthropic', model: 'claude-sonnet-5' },
      { api: 'ChatOpenAI.invoke', model: 'unknown', limit: 'unknown' },
      { api: 'ChatOpenAI.invoke', model: 'unknown', limit: 'unknown' },
      { api: 'ChatOpenAI', model: 'gpt-4o' },
      { api: 'ChatOpenAI', model: 'gpt-4o' },
      { api: 'ChatOpenAI.invoke', model: 'gpt-4o', limit: 'absent' },
    ],
  ],
  [
    'without either they are nothing',
    `from langchain_core.prompts import ChatPromptTemplate
def ask(tool, chain):
    tool.invoke("x")
    ChatPromptTemplate.from_template("x").invoke({})
    return (chain | tool).invoke("x")`,
    [],
  ],
]);

python('LangGraph', [
  [
    'the limits of a graph are those of the models in its nodes',
    `from langgraph.graph import StateGraph
graph = StateGraph(dict).compile()
graph.invoke({"messages": []})`,
    [{ api: 'graph.invoke', model: 'unknown', limit: 'unknown' }],
  ],
]);

python('LangChain models', [
  [
    'the constructor sets the limits, the run spends',
    `from langchain_openai import ChatOpenAI
llm = ChatOpenAI(model="gpt-4o", temperature=0, max_tokens=100)
llm.invoke("Hi")`,
    [
      { api: 'ChatOpenAI', kind: 'config', provider: 'openai', model: 'gpt-4o', limit: 100 },
      { api: 'ChatOpenAI.invoke', kind: 'framework', operation: 'chat', model: 'gpt-4o', limit: 100, messages: 'Hi' },
    ],
  ],
  [
    'every provider spells its limit its own way',
    `from langchain_openai import AzureChatOpenAI
from langchain_anthropic import ChatAnthropic
from langchain_aws import ChatBedrock, ChatBedrockConverse
from langchain_google_genai import ChatGoogleGenerativeAI
from langchain_google_vertexai import ChatVertexAI
from langchain_mistralai import ChatMistralAI
from langchain_groq import ChatGroq
from langchain_ollama import ChatOllama
AzureChatOpenAI(azure_deployment="d", max_completion_tokens=1)
ChatAnthropic(model="claude-sonnet-4-5")
ChatAnthropic(model_name="claude-3", max_tokens_to_sample=2)
ChatBedrock(model_id="anthropic.claude-3", model_kwargs={"max_tokens": 3})
ChatBedrockConverse(model="amazon.nova-pro-v1:0", max_tokens=4)
ChatGoogleGenerativeAI(model="gemini-2.5-pro", max_output_tokens=5)
ChatVertexAI(model_name="gemini-2.5-pro")
ChatMistralAI(model="m", max_tokens=6)
ChatGroq(model_name="g", max_tokens=7)
ChatOllama(model="llama3", num_predict=8)`,
    [
      { api: 'AzureChatOpenAI', provider: 'azure.ai.openai', model: 'd', limit: 1 },
      { api: 'ChatAnthropic', provider: 'anthropic', limit: 'absent', missing: 'modelMaximum' },
      { api: 'ChatAnthropic', model: 'claude-3', limit: 2 },
      { api: 'ChatBedrock', provider: 'aws.bedrock', limit: 3 },
      { api: 'ChatBedrockConverse', model: 'amazon.nova-pro-v1:0', limit: 4 },
      { api: 'ChatGoogleGenerativeAI', provider: 'gcp.gemini', limit: 5 },
      { api: 'ChatVertexAI', provider: 'gcp.vertex_ai', model: 'gemini-2.5-pro', limit: 'absent', missing: 'unlimited' },
      { api: 'ChatMistralAI', limit: 6 },
      { api: 'ChatGroq', model: 'g', limit: 7 },
      { api: 'ChatOllama', provider: 'ollama', limit: 8 },
    ],
  ],
  [
    'old import paths, completion models and a library default',
    `from langchain.chat_models import ChatOpenAI
from langchain.llms import OpenAI
from langchain_community.chat_models import BedrockChat
ChatOpenAI(temperature=0)
OpenAI(model_name="gpt-3.5-turbo-instruct")("Hi")
BedrockChat(model_id="anthropic.claude-v2", model_kwargs={"max_tokens_to_sample": 5})`,
    [
      { api: 'ChatOpenAI', kind: 'config', model: 'gpt-3.5-turbo', limit: 'absent', missing: 'unlimited' },
      { api: 'OpenAI', kind: 'config', operation: 'completion', missing: 'default' },
      { api: 'OpenAI.invoke', kind: 'framework', messages: 'Hi' },
      { api: 'ChatBedrock', limit: 5 },
    ],
  ],
  [
    'init_chat_model names the provider',
    `from langchain.chat_models import init_chat_model
init_chat_model("openai:gpt-4o", max_tokens=3).invoke("x")
init_chat_model(model="claude-3-5-sonnet", model_provider="anthropic")`,
    [
      { api: 'init_chat_model', kind: 'config', model: 'openai:gpt-4o', provider: 'openai', limit: 3 },
      { api: 'init_chat_model.invoke', kind: 'framework', model: 'openai:gpt-4o', limit: 3 },
      { api: 'init_chat_model', model: 'claude-3-5-sonnet', provider: 'anthropic', missing: 'modelMaximum' },
    ],
  ],
  [
    'bound tools, structured output and settings stay the same model',
    `from langchain_openai import ChatOpenAI
llm = ChatOpenAI(model="a")
llm.bind_tools([f, g]).invoke("x")
llm.with_structured_output(Schema).invoke("x")
llm.bind(max_tokens=5).invoke("x")
llm.with_retry().stream("x")`,
    [
      { api: 'ChatOpenAI' },
      { api: 'ChatOpenAI.invoke', model: 'a' },
      { api: 'ChatOpenAI.invoke', model: 'a' },
      { api: 'ChatOpenAI.invoke', model: 'a', limit: 5 },
      { api: 'ChatOpenAI.invoke', model: 'a' },
    ],
  ],
  [
    'messages as objects, tuples and dicts',
    `from langchain_openai import ChatOpenAI
from langchain_core.messages import SystemMessage, HumanMessage
llm = ChatOpenAI(model="a")
llm.invoke([SystemMessage(content="Be brief."), HumanMessage("Hi")])
llm.invoke([("system", "Be kind."), ("human", "Hi")])
llm.invoke([{"role": "system", "content": "Be wise."}])`,
    [
      { api: 'ChatOpenAI' },
      { api: 'ChatOpenAI.invoke', system: 'Be brief.', messages: 'Hi' },
      { api: 'ChatOpenAI.invoke', system: 'Be kind.', messages: 'Hi' },
      { api: 'ChatOpenAI.invoke', system: 'Be wise.' },
    ],
  ],
  [
    'a pipeline runs its model with its prompt',
    `from langchain_openai import ChatOpenAI
from langchain_core.prompts import ChatPromptTemplate, PromptTemplate
from langchain_core.output_parsers import StrOutputParser
prompt = ChatPromptTemplate.from_messages([("system", "You know {topic}."), ("human", "{question}")])
chain = prompt | ChatOpenAI(model="a", max_tokens=9) | StrOutputParser()
chain.invoke({"topic": "law", "question": q})
(PromptTemplate.from_template("Tell {x}") | ChatOpenAI(model="b")).invoke({"x": "y"})`,
    [
      { api: 'ChatOpenAI', kind: 'config', model: 'a' },
      { api: 'ChatOpenAI.invoke', kind: 'framework', model: 'a', limit: 9, system: 'You know law.' },
      { api: 'ChatOpenAI.invoke', model: 'b', messages: 'Tell y' },
      { api: 'ChatOpenAI', model: 'b' },
    ],
  ],
  [
    'chains of the old kind',
    `from langchain.chains import LLMChain, RetrievalQA, ConversationalRetrievalChain
from langchain_openai import ChatOpenAI
llm = ChatOpenAI(model="a", max_tokens=4)
LLMChain(llm=llm, prompt=p).run("x")
RetrievalQA.from_chain_type(llm=llm, retriever=r).invoke({"query": "x"})
ConversationalRetrievalChain.from_llm(llm, r)({"question": "x"})`,
    [
      { api: 'ChatOpenAI', kind: 'config' },
      { api: 'LLMChain.run', kind: 'framework', model: 'a', limit: 4 },
      { api: 'RetrievalQA.run', model: 'a', limit: 4 },
      { api: 'RetrievalQA.run', model: 'a', limit: 4 },
    ],
  ],
  [
    'tools, retrievers, prompts and own classes are not models',
    `from langchain_core.tools import tool
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda
@tool
def search(q): ...
search.invoke("x")
ChatPromptTemplate.from_template("Hi {x}").invoke({"x": 1})
RunnableLambda(f).invoke("x")
class Llm:
    def invoke(self, x): ...
Llm().invoke("x")
lambda_client.invoke(FunctionName="f")`,
    [],
  ],
]);

python('LangChain retrieval', [
  [
    'k of a retriever, wherever it is set',
    `from langchain_community.vectorstores import FAISS
from langchain_community.retrievers import BM25Retriever
store = FAISS.from_documents(docs, emb)
store.as_retriever(search_kwargs={"k": 50})
store.as_retriever()
store.similarity_search("q", k=20)
store.similarity_search("q", 7)
BM25Retriever.from_documents(docs, k=30)`,
    [
      { api: 'as_retriever', kind: 'retriever', operation: 'retrieval', k: 50 },
      { api: 'as_retriever', k: 'default 4' },
      { api: 'similarity_search', kind: 'retriever', k: 20 },
      { api: 'similarity_search', k: 7 },
      { api: 'BM25Retriever.from_documents', k: 30 },
    ],
  ],
  [
    'a vector store by its type, and embeddings',
    `from langchain_core.vectorstores import VectorStore
from langchain_openai import OpenAIEmbeddings
OpenAIEmbeddings(model="text-embedding-3-large").embed_query("x")
def f(store: VectorStore):
    return store.similarity_search("q", k=13)`,
    [
      { api: 'embeddings', kind: 'config', operation: 'embedding', model: 'text-embedding-3-large' },
      { api: 'embeddings.embed', kind: 'framework', operation: 'embedding', messages: 'x' },
      { api: 'similarity_search', kind: 'retriever', k: 13 },
    ],
  ],
  [
    'the project has a vector store of its own',
    `from langchain_openai import ChatOpenAI
class Store:
    def similarity_search(self, q, k): ...
    def as_retriever(self): ...
Store().similarity_search("q", k=50)
Store().as_retriever()`,
    [],
  ],
]);

python('LangChain and LangGraph agents', [
  [
    'an executor counts iterations',
    `from langchain.agents import AgentExecutor, create_tool_calling_agent, initialize_agent
from langchain_openai import ChatOpenAI
llm = ChatOpenAI(model="a")
agent = create_tool_calling_agent(llm, tools, prompt)
AgentExecutor(agent=agent, tools=[t]).invoke({"input": "x"})
AgentExecutor(agent=agent, tools=[t], max_iterations=3).invoke({"input": "x"})
AgentExecutor(agent=agent, tools=[t], max_iterations=None).invoke({"input": "x"})
initialize_agent([t], llm, agent="zero-shot").run("x")`,
    [
      { api: 'ChatOpenAI' },
      { api: 'AgentExecutor', kind: 'config', loop: 'bounded 15 default' },
      { api: 'AgentExecutor.run', kind: 'framework', operation: 'agent', loop: 'bounded 15 default' },
      { api: 'AgentExecutor', loop: 'bounded 3 argument' },
      { api: 'AgentExecutor.run', loop: 'bounded 3 argument' },
      { api: 'AgentExecutor', loop: 'unbounded argument' },
      { api: 'AgentExecutor.run', loop: 'unbounded argument' },
      { api: 'initialize_agent', kind: 'config', model: 'a', loop: 'bounded 15 default' },
      { api: 'AgentExecutor.run', model: 'a', loop: 'bounded 15 default' },
    ],
  ],
  [
    'graphs and agents of today have a default that bounds nothing',
    `from langgraph.prebuilt import create_react_agent
from langgraph.graph import StateGraph
from langchain.agents import create_agent
from langchain_openai import ChatOpenAI
agent = create_react_agent(ChatOpenAI(model="a"), tools=[t], prompt="Be brief.")
agent.invoke({"messages": [("user", "x")]})
agent.invoke({"messages": []}, {"recursion_limit": 12})
agent.invoke({"messages": []}, config={"recursion_limit": 13})
agent.with_config({"recursion_limit": 14}).invoke({"messages": []})
agent.with_config(recursion_limit=15).invoke({"messages": []})
create_agent(model="openai:gpt-5", tools=[t], system_prompt="Help.").invoke({"messages": []})
g = StateGraph(State)
g.add_node("a", f)
app = g.compile()
app.invoke({"x": 1})`,
    [
      { api: 'create_react_agent', kind: 'config', model: 'a', system: 'Be brief.' },
      { api: 'ChatOpenAI' },
      { api: 'create_react_agent.run', kind: 'framework', model: 'a', loop: 'bounded 10007 weak default', system: 'Be brief.' },
      { api: 'create_react_agent.run', loop: 'bounded 12 argument' },
      { api: 'create_react_agent.run', loop: 'bounded 13 argument' },
      { api: 'create_react_agent.run', loop: 'bounded 14 argument' },
      { api: 'create_react_agent.run', loop: 'bounded 15 argument' },
      { api: 'create_agent', kind: 'config', model: 'openai:gpt-5', provider: 'openai', system: 'Help.' },
      { api: 'create_agent.run', model: 'openai:gpt-5', loop: 'bounded 10000 weak default' },
      { api: 'graph.invoke', kind: 'framework', operation: 'agent', loop: 'bounded 10007 weak default' },
    ],
  ],
]);

typescript('LangChain', [
  [
    'models, messages, pipelines',
    `import { ChatOpenAI } from '@langchain/openai';
import { ChatAnthropic } from '@langchain/anthropic';
import { SystemMessage, HumanMessage } from '@langchain/core/messages';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { StringOutputParser } from '@langchain/core/output_parsers';
const llm = new ChatOpenAI({ model: 'gpt-4o', maxTokens: 100 });
await llm.invoke([new SystemMessage('Be brief.'), new HumanMessage({ content: 'Hi' })]);
const chain = ChatPromptTemplate.fromMessages([['system', 'You know {topic}.'], ['human', '{q}']]).pipe(llm).pipe(new StringOutputParser());
await chain.invoke({ topic: 'law', q: 'x' });
new ChatAnthropic({ modelName: 'claude-3' }).stream('x');`,
    [
      { api: 'ChatOpenAI', kind: 'config', model: 'gpt-4o', limit: 100 },
      { api: 'ChatOpenAI.invoke', kind: 'framework', model: 'gpt-4o', limit: 100, system: 'Be brief.', messages: 'Hi' },
      { api: 'ChatOpenAI.invoke', system: 'You know law.' },
      { api: 'ChatAnthropic', kind: 'config', model: 'claude-3', limit: 'absent', missing: 'default' },
      { api: 'ChatAnthropic.invoke', model: 'claude-3' },
    ],
  ],
  [
    'universal models, old paths',
    `import { initChatModel } from 'langchain/chat_models/universal';
import { ChatOpenAI } from 'langchain/chat_models/openai';
import { PromptTemplate } from '@langchain/core/prompts';
const model = await initChatModel('gpt-4o', { modelProvider: 'openai', maxTokens: 5 });
await model.invoke('x');
await PromptTemplate.fromTemplate('Tell {x}').pipe(new ChatOpenAI({ modelName: 'b' })).invoke({ x: 'y' });`,
    [
      { api: 'init_chat_model', kind: 'config', model: 'gpt-4o', provider: 'openai' },
      { api: 'init_chat_model.invoke', model: 'gpt-4o' },
      { api: 'ChatOpenAI.invoke', model: 'b', messages: 'Tell y' },
      { api: 'ChatOpenAI', model: 'b' },
    ],
  ],
  [
    'retrievers, chains and agents',
    `import { MemoryVectorStore } from 'langchain/vectorstores/memory';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { StateGraph } from '@langchain/langgraph';
import { createAgent } from 'langchain';
import { ChatOpenAI } from '@langchain/openai';
const store = await MemoryVectorStore.fromDocuments(docs, emb);
store.asRetriever(40);
store.asRetriever({ k: 30 });
store.asRetriever();
store.similaritySearch('q', 25);
const agent = createReactAgent({ llm: new ChatOpenAI({ model: 'a' }), tools: [t], prompt: 'Be brief.' });
await agent.invoke({ messages: [] });
await agent.invoke({ messages: [] }, { recursionLimit: 7 });
await createAgent({ model: 'openai:gpt-5', tools: [t] }).invoke({ messages: [] });
const app = new StateGraph(S).addNode('a', f).addEdge('a', 'b').compile();
await app.invoke({ x: 1 });`,
    [
      { api: 'as_retriever', kind: 'retriever', k: 40 },
      { api: 'as_retriever', k: 30 },
      { api: 'as_retriever', k: 'default 4' },
      { api: 'similarity_search', k: 25 },
      { api: 'create_react_agent', kind: 'config', sdk: 'langgraph', model: 'a', system: 'Be brief.' },
      { api: 'ChatOpenAI' },
      { api: 'create_react_agent.run', loop: 'bounded 25 default', model: 'a' },
      { api: 'create_react_agent.run', loop: 'bounded 7 argument' },
      { api: 'create_agent', kind: 'config', model: 'openai:gpt-5' },
      { api: 'create_agent.run', loop: 'bounded 25 default' },
      { api: 'graph.invoke', loop: 'bounded 25 default' },
    ],
  ],
  [
    'look-alikes are not calls',
    `import { tool } from '@langchain/core/tools';
import { invoke } from '@tauri-apps/api';
const search = tool(async () => 'x', { name: 'search' });
await search.invoke({ q: 'x' });
invoke('cmd');
const store = { asRetriever() { return 1; }, similaritySearch() { return 2; } };
store.asRetriever();
store.similaritySearch('x', 50);`,
    [],
  ],
  [
    'a sequence with settings of its own is still the sequence, inside another too',
    `import { ChatOpenAI } from '@langchain/openai';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { RunnableSequence } from '@langchain/core/runnables';
const prompt = ChatPromptTemplate.fromMessages([['system', 'Be brief.'], ['human', '{q}']]);
const answer = RunnableSequence.from([prompt, new ChatOpenAI({ model: 'gpt-4o' })]).withConfig({ tags: ['x'] });
const chain = RunnableSequence.from([{ q: x => x }, answer]);
chain.streamLog('x');`,
    [
      { api: 'ChatOpenAI', kind: 'config', model: 'gpt-4o' },
      { api: 'ChatOpenAI.invoke', kind: 'framework', model: 'gpt-4o', system: 'Be brief.' },
    ],
  ],
]);
