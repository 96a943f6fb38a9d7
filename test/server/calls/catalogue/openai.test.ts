import { python, typescript } from './sites.ts';

python('OpenAI', [
  [
    'a chat completion has model, limit, system prompt and messages',
    `from openai import OpenAI
client = OpenAI()
client.chat.completions.create(model="gpt-4o", max_completion_tokens=200, n=2, messages=[{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}])`,
    [
      {
        api: 'chat.completions',
        kind: 'direct',
        sdk: 'openai',
        provider: 'openai',
        model: 'gpt-4o',
        limit: 200,
        system: 'Be brief.',
        messages: 'Hi',
        n: 2,
        tools: 'absent',
        loop: 'none',
      },
    ],
  ],
  [
    'max_tokens is deprecated for models that still take it',
    `import openai
c = openai.OpenAI()
c.chat.completions.create(model="gpt-4o-mini", messages=[], max_tokens=5)`,
    [{ api: 'chat.completions', limit: 5, written: ['max_tokens deprecated'] }],
  ],
  [
    'max_tokens is rejected by reasoning models, so no limit is set',
    `from openai import OpenAI
c = OpenAI()
c.chat.completions.create(model="o3-mini", messages=[], max_tokens=5)
c.chat.completions.create(model="gpt-5.2", messages=[], max_tokens=5)
c.chat.completions.create(model="gpt-5-chat-latest", messages=[], max_tokens=5)`,
    [
      { api: 'chat.completions', model: 'o3-mini', limit: 'absent', missing: 'unlimited', written: ['max_tokens rejected'] },
      { api: 'chat.completions', model: 'gpt-5.2', limit: 'absent', written: ['max_tokens rejected'] },
      { api: 'chat.completions', model: 'gpt-5-chat-latest', limit: 5, written: ['max_tokens deprecated'] },
    ],
  ],
  [
    'the limit of the other API is no limit',
    `from openai import OpenAI
c = OpenAI()
c.chat.completions.create(model="gpt-4o", messages=[], max_output_tokens=5)
c.responses.create(model="gpt-4o", input="x", max_tokens=5)`,
    [
      { api: 'chat.completions', limit: 'absent', written: ['max_output_tokens rejected'] },
      { api: 'responses', limit: 'absent', written: ['max_tokens rejected'] },
    ],
  ],
  [
    'the Responses API has instructions and input',
    `from openai import AsyncOpenAI
client = AsyncOpenAI()
async def ask(q):
    return await client.responses.create(model="gpt-5", instructions="You help.", input=[{"role": "user", "content": q}], max_output_tokens=300, reasoning={"effort": "high"}, tools=[{"type": "web_search"}])`,
    [{ api: 'responses', model: 'gpt-5', limit: 300, system: 'You help.', effort: 'high', tools: 1 }],
  ],
  [
    'parse, stream, beta and raw responses are the same API',
    `from openai import OpenAI
c = OpenAI()
c.beta.chat.completions.parse(model="a", messages=[])
c.chat.completions.with_raw_response.create(model="b", messages=[])
with c.chat.completions.stream(model="c", messages=[]) as s:
    pass
c.with_options(timeout=3).chat.completions.create(model="d", messages=[])
c.responses.parse(model="e", input="")`,
    [
      { api: 'chat.completions', model: 'a' },
      { api: 'chat.completions', model: 'b' },
      { api: 'chat.completions', model: 'c' },
      { api: 'chat.completions', model: 'd' },
      { api: 'responses', model: 'e' },
    ],
  ],
  [
    'Azure and Bedrock classes have their own provider',
    `from openai import AzureOpenAI, AsyncAzureOpenAI, BedrockOpenAI
AzureOpenAI(azure_endpoint="x").chat.completions.create(model="my-deployment", messages=[])
AsyncAzureOpenAI().chat.completions.create(model="d", messages=[])
BedrockOpenAI().chat.completions.create(model="e", messages=[])`,
    [
      { api: 'chat.completions', provider: 'azure.ai.openai', model: 'my-deployment' },
      { api: 'chat.completions', provider: 'azure.ai.openai' },
      { api: 'chat.completions', provider: 'aws.bedrock' },
    ],
  ],
  [
    'another base URL is another provider',
    `from openai import OpenAI
c = OpenAI(base_url="https://api.deepseek.com/v1", api_key="k")
c.chat.completions.create(model="deepseek-chat", messages=[], max_tokens=9)
OpenAI(base_url="https://openrouter.ai/api/v1").chat.completions.create(model="x/y", messages=[])`,
    [
      { api: 'chat.completions', provider: 'deepseek', limit: 9 },
      { api: 'chat.completions', provider: 'openrouter' },
    ],
  ],
  [
    'the module is a client too, and was one before version 1',
    `import openai
openai.chat.completions.create(model="a", messages=[])
openai.ChatCompletion.create(model="b", messages=[], max_tokens=3)
openai.ChatCompletion.acreate(engine="c", messages=[])
openai.Completion.create(engine="davinci", prompt="x")
openai.Embedding.create(model="text-embedding-ada-002", input="x")
openai.embeddings.create(model="e", input="x")`,
    [
      { api: 'chat.completions', model: 'a' },
      { api: 'chat.completions', model: 'b', limit: 3 },
      { api: 'chat.completions', model: 'c' },
      { api: 'completions', operation: 'completion', model: 'davinci', limit: 'absent', missing: 'default' },
      { api: 'embeddings', operation: 'embedding', model: 'text-embedding-ada-002' },
      { api: 'embeddings', operation: 'embedding', model: 'e' },
    ],
  ],
  [
    'embeddings, images, audio, batches, assistants and runs',
    `from openai import OpenAI
c = OpenAI()
c.embeddings.create(model="text-embedding-3-small", input=["a"])
c.images.generate(model="dall-e-3", prompt="a cat")
c.audio.transcriptions.create(model="whisper-1", file=f)
c.audio.speech.create(model="tts-1", input="hi", voice="alloy")
c.batches.create(input_file_id="f", endpoint="/v1/chat/completions", completion_window="24h")
a = c.beta.assistants.create(model="gpt-4o", instructions="Help.", tools=[{"type": "code_interpreter"}])
c.beta.threads.runs.create_and_poll(thread_id="t", assistant_id=a.id, max_completion_tokens=10)`,
    [
      { api: 'embeddings', operation: 'embedding', model: 'text-embedding-3-small' },
      { api: 'images', operation: 'image', model: 'dall-e-3' },
      { api: 'audio', operation: 'audio', model: 'whisper-1' },
      { api: 'audio', operation: 'audio', model: 'tts-1' },
      { api: 'batches', operation: 'batch' },
      { api: 'assistants', kind: 'config', model: 'gpt-4o', system: 'Help.', tools: 1 },
      { api: 'threads.runs', kind: 'direct', limit: 10 },
    ],
  ],
  [
    'a client on self, made in the constructor or given by type',
    `from openai import OpenAI, AsyncOpenAI
class Bot:
    def __init__(self, other: AsyncOpenAI):
        self.client = OpenAI()
        self.other = other
    def ask(self):
        return self.client.chat.completions.create(model="a", messages=[])
    async def ask2(self):
        return await self.other.chat.completions.create(model="b", messages=[])
def f(client: OpenAI):
    return client.chat.completions.create(model="c", messages=[])`,
    [
      { api: 'chat.completions', model: 'a' },
      { api: 'chat.completions', model: 'b' },
      { api: 'chat.completions', model: 'c' },
    ],
  ],
  [
    'drop-in replacements of tracing libraries are OpenAI',
    `from langfuse.openai import openai, OpenAI
from langsmith.wrappers import wrap_openai
import openai as real
openai.chat.completions.create(model="a", messages=[])
OpenAI().chat.completions.create(model="b", messages=[])
wrap_openai(real.OpenAI()).chat.completions.create(model="c", messages=[])`,
    [
      { api: 'chat.completions', model: 'a' },
      { api: 'chat.completions', model: 'b' },
      { api: 'chat.completions', model: 'c' },
    ],
  ],
  [
    'look-alikes are not calls',
    `from openai import OpenAI
from .orm import User
from unittest.mock import MagicMock
client = OpenAI()
class Client:
    def create(self, model, messages): ...
User.objects.create(name="x")
Client().create(model="gpt-4o", messages=[])
client.models.list()
client.files.create(file=f, purpose="batch")
client.beta.threads.create()
client.vector_stores.create(name="x")
client.moderations.create(input="x")
# client.chat.completions.create(model="gpt-4o", messages=[])
doc = """client.chat.completions.create(model="gpt-4o", messages=[])"""
print("openai.ChatCompletion.create(model='x')")`,
    [],
  ],
]);

typescript('OpenAI', [
  [
    'default, named and namespace imports',
    `import OpenAI, { AzureOpenAI } from 'openai';
import { OpenAI as Named } from 'openai';
import * as ns from 'openai';
const openai = new OpenAI({ apiKey: 'k' });
await openai.chat.completions.create({ model: 'a', messages: [{ role: 'system', content: 'Be brief.' }], max_completion_tokens: 7 });
new Named().responses.create({ model: 'b', input: 'x', instructions: 'Help.' });
new AzureOpenAI().chat.completions.create({ model: 'c', messages: [] });
new ns.OpenAI().embeddings.create({ model: 'd', input: 'x' });`,
    [
      { api: 'chat.completions', kind: 'direct', model: 'a', limit: 7, system: 'Be brief.' },
      { api: 'responses', model: 'b', limit: 'absent', system: 'Help.', messages: 'x' },
      { api: 'chat.completions', model: 'c', provider: 'azure.ai.openai' },
      { api: 'embeddings', model: 'd' },
    ],
  ],
  [
    'require is an import',
    `const { OpenAI } = require('openai');
const openai = require('openai');
const client = new openai.OpenAI();
client.chat.completions.create({ model: 'a', messages: [] });
new OpenAI().chat.completions.create({ model: 'b', messages: [] });`,
    [
      { api: 'chat.completions', model: 'a' },
      { api: 'chat.completions', model: 'b' },
    ],
  ],
  [
    'runTools is a loop that OpenAI bounds to ten',
    `import OpenAI from 'openai';
const c = new OpenAI();
c.chat.completions.runTools({ model: 'a', messages: [], tools: [t] });
c.beta.chat.completions.runTools({ model: 'b', messages: [], tools: [t] }, { maxChatCompletions: 3 });`,
    [
      { api: 'chat.completions.runTools', model: 'a', tools: 1, loop: 'bounded 10 default' },
      { api: 'chat.completions.runTools', model: 'b', loop: 'bounded 3 argument' },
    ],
  ],
  [
    'version 3 of the library',
    `import { Configuration, OpenAIApi } from 'openai';
const openai = new OpenAIApi(new Configuration({ apiKey: 'k' }));
await openai.createChatCompletion({ model: 'gpt-3.5-turbo', messages: [], max_tokens: 50 });
await openai.createCompletion({ model: 'text-davinci-003', prompt: 'x' });`,
    [
      { api: 'chat.completions', model: 'gpt-3.5-turbo', limit: 50 },
      { api: 'completions', model: 'text-davinci-003', missing: 'default' },
    ],
  ],
  [
    'runs take their options second',
    `import OpenAI from 'openai';
const c = new OpenAI();
c.beta.threads.runs.create(threadId, { assistant_id: 'a', model: 'gpt-4o', max_completion_tokens: 4 });`,
    [{ api: 'threads.runs', model: 'gpt-4o', limit: 4 }],
  ],
  [
    'a constructor parameter property is the client',
    `import OpenAI from 'openai';
class Bot {
  constructor(private readonly openai: OpenAI) {}
  ask() { return this.openai.chat.completions.create({ model: 'a', messages: [] }); }
}`,
    [{ api: 'chat.completions', model: 'a' }],
  ],
  [
    'look-alikes are not calls',
    `import OpenAI from 'openai';
import { prisma } from './db';
import { Sandbox } from '@e2b/code-interpreter';
const openai = new OpenAI();
prisma.completions.create({ data: { model: 'gpt-4o' } });
const sandbox = await Sandbox.create();
sandbox.run('openai.chat.completions.create()');
openai.models.list();
// openai.chat.completions.create({ model: 'a', messages: [] })
const doc = \`openai.chat.completions.create({ model: 'a' })\`;`,
    [],
  ],
]);
