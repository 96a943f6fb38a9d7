import { table } from './table.ts';

const openai = (call: string, client = 'OpenAI()') => `import os
from openai import OpenAI, AzureOpenAI

client = ${client}

def ask(q, **kwargs):
    return ${call}
`;
const messages = 'messages=[{"role": "user", "content": q}]';
const NO_LIMIT = 'warn: up to $0.16 of output a call ($0.01 for 1,000 tokens): no max_completion_tokens, gpt-4o may write 16,384';

table('a call without an output limit', 'missing-max-tokens', {
  'is said with what the model may write and what that costs': {
    code: openai(`client.chat.completions.create(model="gpt-4o", ${messages})`),
    says: [NO_LIMIT],
    fixed: `return client.chat.completions.create(model="gpt-4o", ${messages}, max_completion_tokens=1024)`,
  },
  'costs as many times more as answers are asked for': {
    code: openai(`client.chat.completions.create(model="gpt-4o", n=4, ${messages})`),
    says: ['warn: up to $0.66 of output a call ($0.04 for 1,000 tokens): no max_completion_tokens, gpt-4o may write 16,384'],
  },
  'is found when awaited, streamed or read at once': {
    code: `from openai import AsyncOpenAI
client = AsyncOpenAI()
async def ask(q):
    a = await client.chat.completions.create(model="gpt-4o", ${messages})
    b = (await client.with_raw_response.chat.completions.create(model="gpt-4o", ${messages})).parse()
    return a, b
`,
    says: [NO_LIMIT, NO_LIMIT],
  },
  'is said without money where the model is not known': {
    code: openai(`client.chat.completions.create(model=os.environ["MODEL"], ${messages})`),
    says: ['warn: the answer costs what it costs, without a ceiling: no max_completion_tokens, the model stops when it likes'],
  },
  'is nothing when a limit is there': {
    code: openai(`client.chat.completions.create(model="gpt-4o", max_completion_tokens=5, ${messages})`),
    says: [],
  },
  'is nothing when keyword arguments may bring it': {
    code: openai(`client.chat.completions.create(model="gpt-4o", ${messages}, **kwargs)`),
    says: [],
  },
  'is nothing when it comes from a parameter': {
    code: 'from openai import OpenAI\nclient = OpenAI()\ndef ask(q, limit=None):\n    return client.chat.completions.create(model="gpt-4o", messages=q, max_completion_tokens=limit)\n',
    says: [],
  },
  'is nothing when the options are a parameter': {
    language: 'typescript',
    code: "import OpenAI from 'openai';\nconst client = new OpenAI();\nexport const ask = (options: any) => client.chat.completions.create(options);\n",
    says: [],
  },
  'is nothing when options are spread': {
    language: 'typescript',
    code: "import OpenAI from 'openai';\nconst client = new OpenAI();\nexport const ask = (options: any) => client.chat.completions.create({ model: 'gpt-4o', messages: [], ...options });\n",
    says: [],
  },
  'is nothing where the API refuses the call without it': {
    code: 'from anthropic import Anthropic\nclient = Anthropic()\ndef ask(q):\n    return client.messages.create(model="claude-sonnet-5", messages=q)\n',
    says: [],
  },
  'is nothing for embeddings and pictures': {
    code: openai('(client.embeddings.create(model="gpt-4o", input=q), client.images.generate(model="gpt-4o", prompt=q))'),
    says: [],
  },
  'is nothing where another name stands for it, since that is another rule': {
    code: openai(`client.chat.completions.create(model="gpt-4o", max_output_tokens=5, ${messages})`),
    says: [],
  },
  'is written in the older name for another host': {
    code: openai(`client.chat.completions.create(model="gpt-4o", ${messages})`, 'OpenAI(base_url="http://vllm:8000/v1")'),
    says: ['warn: up to $0.16 of output a call ($0.01 for 1,000 tokens): no max_tokens, gpt-4o may write 16,384'],
    fixed: `return client.chat.completions.create(model="gpt-4o", ${messages}, max_tokens=1024)`,
  },
  'is written into the settings that are there': {
    code: 'import boto3\nclient = boto3.client("bedrock-runtime")\ndef ask(q):\n    return client.converse(modelId="gpt-4o", messages=q, inferenceConfig={"temperature": 0})\n',
    says: ['warn: up to $0.16 of output a call ($0.01 for 1,000 tokens): no maxTokens, gpt-4o may write 16,384'],
    fixed: 'return client.converse(modelId="gpt-4o", messages=q, inferenceConfig={"temperature": 0, "maxTokens": 1024})',
  },
  'is written into settings that are not there yet': {
    code: 'import boto3\nclient = boto3.client("bedrock-runtime")\ndef ask(q):\n    return client.converse(modelId="gpt-4o", messages=q)\n',
    says: ['warn: up to $0.16 of output a call ($0.01 for 1,000 tokens): no maxTokens, gpt-4o may write 16,384'],
    fixed: 'return client.converse(modelId="gpt-4o", messages=q, inferenceConfig={"maxTokens": 1024})',
  },
  'is written into a settings object of a class': {
    code: `from google import genai
from google.genai import types
client = genai.Client()
def ask(q):
    return client.models.generate_content(
        model="gpt-4o",
        contents=q,
        config=types.GenerateContentConfig(
            temperature=0,
        ),
    )
`,
    says: ['warn: up to $0.16 of output a call ($0.01 for 1,000 tokens): no max_output_tokens, gpt-4o may write 16,384'],
    fixed: 'max_output_tokens=1024,',
  },
  'has no fix when the settings are built elsewhere': {
    code: 'import boto3\nfrom settings import CONFIG\nclient = boto3.client("bedrock-runtime")\ndef ask(q):\n    return client.converse(modelId="gpt-4o", messages=q, inferenceConfig={"temperature": 0, **CONFIG})\n',
    says: [],
  },
  'has no fix when the options are a variable': {
    language: 'typescript',
    code: "import OpenAI from 'openai';\nconst client = new OpenAI();\nconst options = { model: 'gpt-4o', messages: [] };\nexport const ask = () => client.chat.completions.create(options);\n",
    says: [NO_LIMIT],
    fixed: 'nothing',
  },
  'warns when the library asks for the maximum': {
    language: 'typescript',
    code: "import { generateText } from 'ai';\nimport { anthropic } from '@ai-sdk/anthropic';\nexport const ask = (prompt: string) => generateText({ model: anthropic('claude-sonnet-5'), prompt });\n",
    says: ['warn: up to $1.28 of output a call ($0.01 for 1,000 tokens): no maxOutputTokens, so the library asks for 128,000'],
    fixed: "export const ask = (prompt: string) => generateText({ model: anthropic('claude-sonnet-5'), prompt, maxOutputTokens: 1024 });",
  },
  'is asked for once, where a framework makes the model': {
    code: 'from langchain_openai import ChatOpenAI\nllm = ChatOpenAI(model="gpt-4o")\ndef ask(q):\n    return llm.invoke(q), llm.invoke(q)\n',
    says: ['info: up to $0.16 of output a call ($0.01 for 1,000 tokens): no max_tokens, gpt-4o may write 16,384'],
    fixed: 'llm = ChatOpenAI(model="gpt-4o", max_tokens=1024)',
  },
  'is written in the language of the code': {
    language: 'typescript',
    code: "import { ChatOpenAI } from '@langchain/openai';\nexport const llm = new ChatOpenAI({ model: 'gpt-4o' });\n",
    says: ['info: up to $0.16 of output a call ($0.01 for 1,000 tokens): no maxTokens, gpt-4o may write 16,384'],
    fixed: "export const llm = new ChatOpenAI({ model: 'gpt-4o', maxTokens: 1024 });",
  },
  'names the number a library sends by itself': {
    language: 'typescript',
    code: "import { ChatAnthropic } from '@langchain/anthropic';\nexport const llm = new ChatAnthropic({ model: 'claude-sonnet-5' });\n",
    says: ['info: up to $0.16 of output a call: no maxTokens, so the library sends 16,384 tokens'],
  },
});
