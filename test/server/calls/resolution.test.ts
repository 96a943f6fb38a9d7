/** How values reach a call: the idioms of real code, one row each. */
import { python, typescript } from './catalogue/sites.ts';

const CHAT = 'chat.completions';
const openai = 'from openai import OpenAI, AsyncOpenAI\nclient = OpenAI()\n';

python('Values', [
  [
    'a constant of the module',
    `${openai}MODEL = "gpt-4o"\nclient.chat.completions.create(model=MODEL, messages=[])`,
    [{ api: CHAT, model: 'gpt-4o', limit: 'absent' }],
  ],
  [
    'the default of a parameter',
    `${openai}def ask(q, model="gpt-4o-mini"):\n    return client.chat.completions.create(model=model, messages=[{"role": "user", "content": q}])`,
    [{ api: CHAT, model: 'gpt-4o-mini', messages: '{q}' }],
  ],
  [
    'what callers pass is theirs, and only a candidate in the wrapper',
    `${openai}def ask(model):\n    return client.chat.completions.create(model=model, messages=[])\nask("gpt-4o")\nask(model="gpt-4o")`,
    [
      { api: CHAT, kind: 'direct', model: 'unknown' },
      { api: CHAT, kind: 'wrapper', model: 'gpt-4o' },
      { api: CHAT, kind: 'wrapper', model: 'gpt-4o' },
    ],
  ],
  [
    'a parameter nobody is seen to pass is unknown',
    `${openai}def ask(model):\n    return client.chat.completions.create(model=model, messages=[])`,
    [{ api: CHAT, model: 'unknown' }],
  ],
  [
    'an environment variable is unknown, its default a candidate',
    `import os\n${openai}client.chat.completions.create(model=os.getenv("M", "gpt-4o"), messages=[])`,
    [{ api: CHAT, model: 'unknown' }],
  ],
  [
    'both branches of a conditional',
    `${openai}client.chat.completions.create(model="a" if x else "b", messages=[])`,
    [{ api: CHAT, model: 'unknown' }],
  ],
  [
    'a fallback behind or',
    `${openai}def ask(model=None):\n    client.chat.completions.create(model=model or "gpt-4o", messages=[])`,
    [{ api: CHAT, model: 'gpt-4o' }],
  ],
  [
    'a dict spread, then changed by key',
    `${openai}DEFAULTS = {"max_tokens": 50, "temperature": 0}\nparams = {**DEFAULTS, "model": "gpt-4o"}\nparams["messages"] = []\nparams["max_tokens"] = 60\nclient.chat.completions.create(**params)`,
    [{ api: CHAT, model: 'gpt-4o', limit: 60 }],
  ],
  [
    'a key set on some paths is never absent',
    `${openai}p = {"model": "gpt-4o", "messages": []}\nif x:\n    p["max_tokens"] = 5\nclient.chat.completions.create(**p)`,
    [{ api: CHAT, limit: 'unknown' }],
  ],
  [
    '**kwargs of a parameter hides everything',
    `${openai}def ask(**kwargs):\n    client.chat.completions.create(model="gpt-4o", messages=[], **kwargs)`,
    [{ api: CHAT, model: 'gpt-4o', limit: 'unknown', tools: 'unknown' }],
  ],
  [
    'a dict built by a method of the class',
    `${openai}class A:\n    def params(self):\n        return {"model": "gpt-4o", "max_tokens": 9}\n    def ask(self):\n        return client.chat.completions.create(messages=[], **self.params())`,
    [{ api: CHAT, model: 'gpt-4o', limit: 9 }],
  ],
  [
    'messages grown by append and by +=',
    `${openai}m = [{"role": "system", "content": "Be brief."}]\nm.append({"role": "user", "content": "Hi"})\nm += [{"role": "user", "content": "!"}]\nclient.chat.completions.create(model="gpt-4o", messages=m)`,
    [{ api: CHAT, system: 'Be brief.', messages: 'Hi!' }],
  ],
  [
    'an item changed in a loop keeps both texts in sight',
    `${openai}m = [{"role": "system", "content": "a"}]\nfor i in range(3):\n    m[0]["content"] = "much longer b"\n    client.chat.completions.create(model="gpt-4o", messages=m)`,
    [{ api: CHAT, system: 'much longer b', loop: 'bounded 3 code' }],
  ],
  [
    'f-string, format, percent, join, +, replace, dedent',
    `import textwrap\n${openai}n = "x"\na = f"1{n}" + " 2{}".format(n) + " 3%s" % n + " ".join([" 4", n]) + "5{n}".replace("{n}", n)\nclient.chat.completions.create(model="m", messages=[{"role": "user", "content": a + textwrap.dedent("""\n    6""")}])`,
    [{ api: CHAT, messages: '1x 2x 3x 4 x5x\n6' }],
  ],
  [
    'a function that builds the prompt',
    `${openai}def prompt(topic):\n    return f"Talk of {topic}."\nclient.chat.completions.create(model="m", messages=[{"role": "system", "content": prompt("cats")}])`,
    [{ api: CHAT, system: 'Talk of cats.' }],
  ],
  [
    'a call handed to a thread',
    `import asyncio\n${openai}async def f():\n    await asyncio.to_thread(client.chat.completions.create, model="gpt-4o", messages=[])`,
    [{ api: CHAT, model: 'gpt-4o' }],
  ],
  [
    'an enum member',
    `from enum import Enum\n${openai}class M(Enum):\n    BIG = "gpt-4o"\nclient.chat.completions.create(model=M.BIG.value, messages=[])`,
    [{ api: CHAT, model: 'gpt-4o' }],
  ],
  [
    'a dataclass default and an argument over it',
    `from dataclasses import dataclass\n${openai}@dataclass\nclass C:\n    model: str = "gpt-4o"\n    limit: int = 3\nc = C(limit=4)\nclient.chat.completions.create(model=c.model, max_tokens=c.limit, messages=[])`,
    [{ api: CHAT, model: 'gpt-4o', limit: 4 }],
  ],
]);

python('Receivers', [
  [
    'an attribute set in the constructor, from a parameter with a type',
    `from openai import AsyncOpenAI\nclass A:\n    def __init__(self, client: AsyncOpenAI, model: str = "gpt-4.1"):\n        self.client = client\n        self.model = model\n    async def ask(self):\n        return await self.client.chat.completions.create(model=self.model, messages=[])`,
    [{ api: CHAT, kind: 'direct', model: 'gpt-4.1' }],
  ],
  [
    'an object made with its own model',
    `from openai import OpenAI\nclass A:\n    def __init__(self, model="gpt-4.1"):\n        self.client = OpenAI()\n        self.model = model\n    def ask(self, q):\n        return self.client.chat.completions.create(model=self.model, messages=[{"role": "user", "content": q}])\nA(model="gpt-4o").ask("Hi")`,
    [
      { api: CHAT, kind: 'direct', model: 'gpt-4.1' },
      { api: CHAT, kind: 'wrapper', model: 'gpt-4o', messages: 'Hi' },
    ],
  ],
  [
    'a base class of the project, through super().__init__',
    `from openai import OpenAI\nclass Base:\n    def __init__(self, model):\n        self.model = model\n        self.llm = OpenAI()\n    def ask(self):\n        return self.llm.chat.completions.create(model=self.model, messages=[])\nclass Small(Base):\n    def __init__(self):\n        super().__init__("gpt-4o-mini")\nSmall().ask()`,
    [
      { api: CHAT, kind: 'direct' },
      { api: CHAT, kind: 'wrapper', model: 'gpt-4o-mini' },
    ],
  ],
  [
    'a factory',
    `from openai import OpenAI\ndef make():\n    return OpenAI()\nmake().chat.completions.create(model="gpt-4o", messages=[])`,
    [{ api: CHAT, model: 'gpt-4o' }],
  ],
  [
    'a with item',
    `from anthropic import Anthropic\nwith Anthropic().messages.stream(model="claude-sonnet-4-5", max_tokens=1, messages=[]) as s:\n    pass`,
    [{ api: 'messages', model: 'claude-sonnet-4-5', limit: 1 }],
  ],
  [
    'options and raw responses between',
    `${openai}client.with_options(timeout=3).chat.completions.with_raw_response.create(model="gpt-4o", messages=[])`,
    [{ api: CHAT, model: 'gpt-4o' }],
  ],
  [
    'an import that may fail',
    `try:\n    from openai import OpenAI\nexcept ImportError:\n    OpenAI = None\nOpenAI().chat.completions.create(model="gpt-4o", messages=[])`,
    [{ api: CHAT, model: 'gpt-4o' }],
  ],
  [
    'a module loaded by name',
    `import importlib\nlib = importlib.import_module("litellm")\nlib.completion(model="gpt-4o", messages=[])`,
    [{ api: 'completion', model: 'gpt-4o' }],
  ],
  [
    'a parameter of which nothing is known, by chain and arguments',
    `def ask(client):\n    return client.chat.completions.create(model="gpt-4o", messages=[])`,
    [{ api: CHAT, model: 'gpt-4o' }],
  ],
]);

python('Look-alikes', [
  [
    'a class of the project with the same methods',
    `class C:\n    def create(self, model, messages): ...\nclass B:\n    completions = C()\nclass Fake:\n    chat = B()\nFake().chat.completions.create(model="gpt-4o", messages=[])`,
    [],
  ],
  [
    'ORM, sandbox, socket, subprocess',
    `import subprocess\nfrom models import User\nfrom e2b import Sandbox\nUser.objects.create(name="x")\nSandbox.create().run("x")\nsock.send(b"x")\nsubprocess.run(["ls"])\nparser.parse("x")`,
    [],
  ],
  [
    'comments, strings and docs',
    `from openai import OpenAI\n"""client.chat.completions.create(model="gpt-4o")"""\n# client.chat.completions.create(model="gpt-4o")\nx = "client.chat.completions.create()"`,
    [],
  ],
  [
    'a mock',
    `from unittest.mock import MagicMock\nfrom openai import OpenAI\nclient = MagicMock()\nclient.chat.completions.create(model="gpt-4o", messages=[])`,
    [],
  ],
  [
    'messages.create of another service',
    `from twilio.rest import Client\nClient("a", "b").messages.create(body="x", from_="y", to="z")`,
    [],
  ],
]);

const ts = `import OpenAI from 'openai';\nconst openai = new OpenAI();\n`;

typescript('Values', [
  [
    'a table of constants',
    `${ts}const MODELS = { fast: 'gpt-4o-mini' } as const;\nawait openai.chat.completions.create({ model: MODELS.fast, messages: [] });`,
    [{ api: CHAT, model: 'gpt-4o-mini', limit: 'absent' }],
  ],
  [
    'a params object in a variable, changed after',
    `${ts}const p: any = { model: 'gpt-4o', messages: [] };\np.max_tokens = 5;\nopenai.chat.completions.create(p);`,
    [{ api: CHAT, model: 'gpt-4o', limit: 5 }],
  ],
  [
    'a conditional spread is never absent',
    `${ts}openai.chat.completions.create({ model: 'gpt-4o', messages: [], ...(n ? { max_tokens: n } : {}) });`,
    [{ api: CHAT, limit: 'unknown' }],
  ],
  [
    'a destructured default',
    `${ts}export async function f({ model = 'gpt-4.1' }: any) {\n  return openai.chat.completions.create({ model, messages: [] });\n}`,
    [{ api: CHAT, model: 'gpt-4.1' }],
  ],
  [
    'an environment variable with a default',
    `${ts}openai.chat.completions.create({ model: process.env.M ?? 'gpt-4o', messages: [] });`,
    [{ api: CHAT, model: 'unknown' }],
  ],
  [
    'template literal, concat, push, map',
    `${ts}const m: any[] = [{ role: 'system', content: \`a \${'b'}\`.concat(' c') }];\nm.push(...['d', 'e'].map(t => ({ role: 'user', content: t })));\nopenai.chat.completions.create({ model: 'gpt-4o', messages: m });`,
    [{ api: CHAT, system: 'a b c', messages: 'de' }],
  ],
  [
    'an enum',
    `${ts}enum M { Big = 'gpt-4o' }\nopenai.chat.completions.create({ model: M.Big, messages: [] });`,
    [{ api: CHAT, model: 'gpt-4o' }],
  ],
]);

typescript('Receivers', [
  [
    'a field and a parameter property',
    `import Anthropic from '@anthropic-ai/sdk';\nimport OpenAI from 'openai';\nclass S {\n  private a = new Anthropic();\n  constructor(private readonly o: OpenAI) {}\n  async f() {\n    await this.a.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 1, messages: [] });\n    return this.o.chat.completions.create({ model: 'gpt-4o', messages: [] });\n  }\n}`,
    [
      { api: 'messages', model: 'claude-sonnet-4-5' },
      { api: CHAT, model: 'gpt-4o' },
    ],
  ],
  [
    'CommonJS',
    `const { OpenAI } = require('openai');\nconst c = new OpenAI();\nc.chat.completions.create({ model: 'gpt-4o', messages: [] });`,
    [{ api: CHAT, model: 'gpt-4o' }],
  ],
  [
    'a callback of map',
    `${ts}await Promise.all(['a'].map(async q => openai.embeddings.create({ model: 'text-embedding-3-small', input: q })));`,
    [{ api: 'embeddings', model: 'text-embedding-3-small' }],
  ],
]);

typescript('Look-alikes', [
  [
    'a repository, an emitter, a schema, a class of the project',
    `import { z } from 'zod';\nclass Repo { create(x: unknown) { return x; } }\nnew Repo().create({ model: 'gpt-4o', messages: [] });\nz.string().parse('x');\nemitter.send({ model: 'gpt-4o' });\nasync function generateText(x: unknown) { return x; }\nawait generateText({ model: 'gpt-4o', prompt: 'x' });`,
    [],
  ],
]);

python('Frameworks', [
  [
    'a retriever that a compressor cuts down is reranked',
    'from langchain_community.vectorstores import FAISS\nfrom langchain.retrievers import ContextualCompressionRetriever\nstore = FAISS.load_local("x", e)\nr = store.as_retriever(search_kwargs={"k": 50})\nbest = ContextualCompressionRetriever(base_compressor=c, base_retriever=r)',
    [{ api: 'as_retriever', k: 50, reranked: true }],
  ],
  [
    'a retriever of a store handed in',
    'from langchain.chains import RetrievalQA\ndef f(store):\n    return store.as_retriever(search_kwargs={"k": 50})',
    [{ api: 'as_retriever', k: 50 }],
  ],
  [
    'a class that extends a chat model',
    'from langchain_openai import ChatOpenAI\nclass Mine(ChatOpenAI):\n    pass\nllm = Mine(model="gpt-4o", max_tokens=5)\nllm.invoke("Hi")',
    [
      { api: 'ChatOpenAI', kind: 'config', model: 'gpt-4o', limit: 5 },
      { api: 'ChatOpenAI.invoke', model: 'gpt-4o' },
    ],
  ],
  [
    'a model set elsewhere is unknown, not absent',
    'from llama_index.core import Settings\nprint(Settings.llm.complete("Hi"))',
    [{ api: 'Settings.llm.chat', model: 'unknown', limit: 'unknown' }],
  ],
]);

typescript('Frameworks', [
  [
    'a sequence of steps is a pipeline',
    "import { ChatOpenAI } from '@langchain/openai';\nimport { RunnableSequence } from '@langchain/core/runnables';\nimport { ChatPromptTemplate } from '@langchain/core/prompts';\nconst llm = new ChatOpenAI({ model: 'gpt-4o' });\nconst chain = RunnableSequence.from([ChatPromptTemplate.fromMessages([['system', 'Be {mood}.']]), llm]);\nawait chain.invoke({ mood: 'kind' });",
    [
      { api: 'ChatOpenAI', kind: 'config' },
      { api: 'ChatOpenAI.invoke', kind: 'framework', model: 'gpt-4o', system: 'Be kind.' },
    ],
  ],
]);

python('Templates and settings', [
  [
    'a template formatted by hand',
    'from langchain_core.prompts import PromptTemplate\nfrom langchain_openai import ChatOpenAI\nfrom langchain_core.messages import SystemMessage\nP = PromptTemplate.from_template("Talk of {topic}.")\nChatOpenAI(model="gpt-4o", max_tokens=1).invoke([SystemMessage(content=P.format(topic="cats"))])',
    [
      { api: 'ChatOpenAI', kind: 'config' },
      { api: 'ChatOpenAI.invoke', system: 'Talk of cats.' },
    ],
  ],
  [
    'a limit that may be among configurable fields is unknown',
    'from langchain.chat_models import init_chat_model\ninit_chat_model(configurable_fields=("model", "max_tokens"))\ninit_chat_model("openai:gpt-4o", model_kwargs=settings.kwargs)',
    [
      { api: 'init_chat_model', limit: 'unknown' },
      { api: 'init_chat_model', limit: 'unknown' },
    ],
  ],
  [
    'tools that are there but not counted make a loop without a bound one',
    'from openai import OpenAI\nclient = OpenAI()\ndef run(ts, messages):\n    while True:\n        r = client.chat.completions.create(model="gpt-4o", messages=messages, tools=[t.spec() for t in ts])\n        if not r.choices[0].message.tool_calls:\n            return r\n        messages.append(r)',
    [{ api: 'chat.completions', loop: 'unbounded code', tools: 'unknown' }],
  ],
  [
    'a method of a text that a caller hands over',
    `${openai}def ask(template, name):\n    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "system", "content": template.format(name=name).strip()}])\nask("Be {name}.", "kind")`,
    [
      { api: CHAT, kind: 'direct' },
      { api: CHAT, kind: 'wrapper', system: 'Be kind.' },
    ],
  ],
  [
    'a method declared in a class and written in one that extends it',
    `from abc import ABC, abstractmethod\n${openai}class Base(ABC):\n    @abstractmethod\n    def ask(self, system):\n        pass\nclass Real(Base):\n    def ask(self, system):\n        return client.chat.completions.create(model="gpt-4o", messages=[{"role": "system", "content": system}])\ndef use(llm: Base):\n    llm.ask("Be brief.")`,
    [
      { api: CHAT, kind: 'direct' },
      { api: CHAT, kind: 'wrapper', model: 'gpt-4o', system: 'Be brief.' },
    ],
  ],
  [
    'a class method makes an object of the class that it is called on',
    `${openai}class Base:\n    @classmethod\n    def load(cls):\n        return cls()\nclass Settings(Base):\n    prompt = "Be brief."\nclient.chat.completions.create(model="gpt-4o", messages=[{"role": "system", "content": Settings.load().prompt}])`,
    [{ api: CHAT, system: 'Be brief.' }],
  ],
  [
    'a limit that only some calls behind a wrapper have is not absent',
    `from anthropic import Anthropic\n${openai}claude = Anthropic()\ndef ask(q, big):\n    if big:\n        return claude.messages.create(model="claude-sonnet-5", max_tokens=9, messages=q)\n    return client.chat.completions.create(model="gpt-4o", messages=q)\nask([], x)`,
    [
      { api: 'messages', kind: 'direct', limit: 9 },
      { api: CHAT, kind: 'direct', limit: 'absent' },
      { api: 'messages', kind: 'wrapper', limit: 'unknown', model: 'unknown' },
    ],
  ],
  [
    'what a caller names a system prompt is one where the way to the request is lost',
    `${openai}def ask(query, system_message):\n    messages = library.build(query, system_message)\n    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "system", "content": messages[0]}])\nask("q", system_message="Answer briefly and politely.")`,
    [
      { api: CHAT, kind: 'direct', system: 'unknown' },
      { api: CHAT, kind: 'wrapper', system: 'Answer briefly and politely.' },
    ],
  ],
]);
