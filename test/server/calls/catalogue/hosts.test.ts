/** The smaller hosts and the wrappers around every host. */
import { python, typescript } from './sites.ts';

python('Mistral, Cohere, Groq and others', [
  [
    'Mistral, now and before version 1',
    `from mistralai import Mistral
from mistralai.client import MistralClient
c = Mistral(api_key="k")
c.chat.complete(model="mistral-large-latest", messages=[{"role": "system", "content": "Be brief."}], max_tokens=10)
async def f():
    await c.chat.stream_async(model="a", messages=[])
c.embeddings.create(model="mistral-embed", inputs=["x"])
c.beta.conversations.start(model="b", inputs="x", instructions="Help.", completion_args={"max_tokens": 4})
MistralClient().chat(model="old", messages=[], max_tokens=5)`,
    [
      { api: 'chat', sdk: 'mistral', provider: 'mistral_ai', model: 'mistral-large-latest', limit: 10, system: 'Be brief.' },
      { api: 'chat', model: 'a', limit: 'absent', missing: 'unlimited' },
      { api: 'embeddings', operation: 'embedding' },
      { api: 'conversations', model: 'b', limit: 4, system: 'Help.' },
      { api: 'chat', model: 'old', limit: 5 },
    ],
  ],
  [
    'Cohere, both versions',
    `import cohere
co = cohere.ClientV2("k")
co.chat(model="command-r-plus", messages=[{"role": "system", "content": "Be brief."}], max_tokens=10)
cohere.Client().chat(message="Hi", model="command-r", preamble="Help.", max_tokens=3)
co.embed(model="embed-v3", texts=["x"])
co.rerank(model="rerank-v3.5", query="q", documents=[])
cohere.AsyncClient().generate(prompt="x")`,
    [
      { api: 'chat', sdk: 'cohere', model: 'command-r-plus', limit: 10, system: 'Be brief.' },
      { api: 'chat', model: 'command-r', limit: 3, system: 'Help.', messages: 'Hi' },
      { api: 'embed', operation: 'embedding' },
      { api: 'rerank', operation: 'rerank' },
      { api: 'generate', operation: 'completion', model: 'absent' },
    ],
  ],
  [
    'Groq, and the hosts that repeat OpenAI',
    `from groq import Groq
from together import Together
from cerebras.cloud.sdk import Cerebras
from huggingface_hub import InferenceClient
Groq().chat.completions.create(model="llama-3.3-70b-versatile", messages=[], max_tokens=5)
Together().chat.completions.create(model="m", messages=[], max_tokens=6)
Cerebras().chat.completions.create(model="m", messages=[], max_completion_tokens=7)
InferenceClient("meta-llama/Llama-3").chat_completion(messages=[], max_tokens=8)`,
    [
      { api: 'chat.completions', sdk: 'groq', provider: 'groq', limit: 5, written: ['max_tokens deprecated'] },
      { api: 'chat.completions', sdk: 'together', limit: 6 },
      { api: 'chat.completions', sdk: 'cerebras', limit: 7 },
      { api: 'chat_completion', model: 'meta-llama/Llama-3', limit: 8 },
    ],
  ],
  [
    'LiteLLM names the provider in the model',
    `import litellm
from litellm import completion, acompletion, embedding, Router
completion(model="anthropic/claude-sonnet-4-5", messages=[{"role": "user", "content": "Hi"}])
litellm.completion("gpt-4o", [], max_tokens=4)
async def f():
    await acompletion(model="bedrock/anthropic.claude-3", messages=[], max_completion_tokens=5)
embedding(model="text-embedding-3-small", input=["x"])
Router(model_list=[]).completion(model="fast", messages=[])
litellm.responses(model="openai/gpt-5", input="x")`,
    [
      { api: 'completion', sdk: 'litellm', provider: 'anthropic', limit: 'absent', missing: 'modelMaximum', messages: 'Hi' },
      { api: 'completion', model: 'gpt-4o', limit: 4 },
      { api: 'completion', provider: 'aws.bedrock', limit: 5 },
      { api: 'embedding', operation: 'embedding' },
      { api: 'completion', model: 'fast' },
      { api: 'responses', provider: 'openai' },
    ],
  ],
  [
    'Ollama is local',
    `import ollama
from ollama import chat, Client
ollama.chat(model="llama3", messages=[], options={"num_predict": 10})
chat("llama3", [])
Client(host="x").generate(model="m", prompt="Hi", system="Be brief.")`,
    [
      { api: 'chat', provider: 'ollama', model: 'llama3', limit: 10 },
      { api: 'chat', model: 'llama3' },
      { api: 'generate', system: 'Be brief.', messages: 'Hi' },
    ],
  ],
  [
    'Instructor wraps a client of another SDK',
    `import instructor
from openai import OpenAI
from anthropic import Anthropic
client = instructor.from_openai(OpenAI())
client.chat.completions.create(model="gpt-4o", response_model=User, messages=[], max_tokens=5)
instructor.patch(OpenAI()).chat.completions.create_with_completion(model="a", messages=[])
instructor.from_anthropic(Anthropic()).messages.create(model="claude-3", max_tokens=9, messages=[])
instructor.from_provider("openai/gpt-4o-mini").chat.completions.create(response_model=User, messages=[])`,
    [
      { api: 'chat.completions.create', sdk: 'instructor', model: 'gpt-4o', limit: 5 },
      { api: 'chat.completions.create', model: 'a' },
      { api: 'chat.completions.create', model: 'claude-3', limit: 9 },
      { api: 'chat.completions.create', model: 'openai/gpt-4o-mini', provider: 'openai' },
    ],
  ],
  [
    'look-alikes are not calls',
    `import cohere, ollama, requests, litellm
from groq import Groq
import ldap
Groq().models.list()
ollama.list()
ollama.pull("llama3")
class Bot:
    def chat(self, model, messages): ...
    def completion(self, x): ...
Bot().chat(model="m", messages=[])
Bot().completion("x")
conn.rerank("x")
def completion(x): ...
completion("x")
litellm.token_counter(model="m", text="x")`,
    [],
  ],
]);

python('Raw HTTP', [
  [
    'a known endpoint and its body',
    `import requests, httpx, json
requests.post("https://api.openai.com/v1/chat/completions", headers={}, json={"model": "gpt-4o", "max_tokens": 7, "messages": [{"role": "system", "content": "Be brief."}]})
httpx.post("https://api.anthropic.com/v1/messages", data=json.dumps({"model": "claude-3", "max_tokens": 9, "messages": []}))
requests.post(f"{base}/chat/completions", json={"model": "m", "messages": []})
requests.post(f"https://generativelanguage.googleapis.com/v1beta/models/gemini-pro:generateContent?key={key}", json={"contents": []})`,
    [
      { api: 'http.chat.completions', kind: 'direct', model: 'gpt-4o', limit: 7, system: 'Be brief.' },
      { api: 'http.messages', model: 'claude-3', limit: 9 },
      { api: 'http.chat.completions', model: 'm', limit: 'absent' },
      { api: 'http.generateContent', model: 'gemini-pro' },
    ],
  ],
  [
    'sessions and clients of the HTTP libraries',
    `import requests, httpx, aiohttp
URL = "https://api.openai.com/v1/chat/completions"
requests.Session().post(URL, json={"model": "a"})
async def f():
    async with httpx.AsyncClient() as client:
        await client.post(URL, json={"model": "b"})
    async with aiohttp.ClientSession() as session:
        async with session.post(URL, json={"model": "c"}) as r:
            pass`,
    [
      { api: 'http.chat.completions', model: 'a' },
      { api: 'http.chat.completions', model: 'b' },
      { api: 'http.chat.completions', model: 'c' },
    ],
  ],
  [
    'other addresses are not calls',
    `import requests
requests.post("https://example.com/api/chat", json={"model": "x", "messages": []})
requests.get("https://api.openai.com/v1/models")
requests.post("https://api.anthropic.com/v1/messages/batches/x/cancel")
@app.post("/v1/chat/completions")
def handler(body): ...`,
    [],
  ],
]);

typescript('Mistral, Cohere, Groq, raw HTTP and others', [
  [
    'their own clients',
    `import { Mistral } from '@mistralai/mistralai';
import { CohereClient } from 'cohere-ai';
import Groq from 'groq-sdk';
import ollama from 'ollama';
new Mistral({ apiKey: 'k' }).chat.complete({ model: 'a', messages: [], maxTokens: 5 });
new CohereClient({ token: 't' }).chat({ model: 'b', message: 'Hi', maxTokens: 6 });
new Groq().chat.completions.create({ model: 'c', messages: [], max_completion_tokens: 7 });
ollama.chat({ model: 'd', messages: [], options: { num_predict: 8 } });`,
    [
      { api: 'chat', sdk: 'mistral', model: 'a', limit: 5 },
      { api: 'chat', sdk: 'cohere', model: 'b', limit: 6, messages: 'Hi' },
      { api: 'chat.completions', sdk: 'groq', model: 'c', limit: 7 },
      { api: 'chat', sdk: 'ollama', model: 'd', limit: 8 },
    ],
  ],
  [
    'fetch and axios to a known endpoint',
    `import axios from 'axios';
await fetch('https://api.openai.com/v1/chat/completions', { method: 'POST', body: JSON.stringify({ model: 'a', max_tokens: 3, messages: [{ role: 'system', content: 'Be brief.' }] }) });
await axios.post('https://api.anthropic.com/v1/messages', { model: 'b', max_tokens: 4, messages: [] });
await axios({ method: 'post', url: 'https://api.groq.com/openai/v1/chat/completions', data: { model: 'c', messages: [] } });
await fetch(\`\${process.env.BASE}/chat/completions\`, { body: JSON.stringify({ model: 'd' }) });`,
    [
      { api: 'http.chat.completions', model: 'a', limit: 3, system: 'Be brief.' },
      { api: 'http.messages', model: 'b', limit: 4 },
      { api: 'http.chat.completions', model: 'c' },
      { api: 'http.chat.completions', model: 'd' },
    ],
  ],
  [
    'other addresses and handlers are not calls',
    `import axios from 'axios';
import express from 'express';
const app = express();
app.post('/v1/chat/completions', (req, res) => res.send('x'));
await fetch('/api/chat', { method: 'POST', body: JSON.stringify({ messages: [] }) });
await axios.get('https://api.openai.com/v1/models');`,
    [],
  ],
]);
