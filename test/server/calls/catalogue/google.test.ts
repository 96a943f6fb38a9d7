import { python, typescript } from './sites.ts';

python('Google', [
  [
    'Gen AI: config as object of the SDK or as dict',
    `from google import genai
from google.genai import types
client = genai.Client()
client.models.generate_content(model="gemini-2.5-flash", contents="Hi", config=types.GenerateContentConfig(system_instruction="Be brief.", max_output_tokens=100))
client.models.generate_content_stream(model="gemini-2.5-pro", contents=["Hi"], config={"max_tokens": 5})
async def f():
    await client.aio.models.generate_content(model="g", contents="x")`,
    [
      {
        api: 'models.generate_content',
        kind: 'direct',
        provider: 'gcp.gemini',
        model: 'gemini-2.5-flash',
        limit: 100,
        system: 'Be brief.',
        messages: 'Hi',
      },
      { api: 'models.generate_content', limit: 'absent', written: ['config.max_tokens rejected'] },
      { api: 'models.generate_content', model: 'g', limit: 'absent', missing: 'unlimited' },
    ],
  ],
  [
    'Gen AI: chats, embeddings, images, counts; tools are called ten times at most',
    `from google import genai
client = genai.Client()
chat = client.chats.create(model="gemini-2.0-flash", config={"system_instruction": "Help.", "max_output_tokens": 50})
chat.send_message("hi")
client.aio.chats.create(model="m").send_message_stream("hi")
client.models.embed_content(model="e", contents="x")
client.models.generate_images(model="imagen-3", prompt="cat")
client.models.count_tokens(model="m", contents="x")
client.models.generate_content(model="m", contents="x", config={"tools": [f]})`,
    [
      { api: 'chats.send_message', model: 'gemini-2.0-flash', limit: 50, system: 'Help.', messages: 'hi' },
      { api: 'chats.send_message', model: 'm' },
      { api: 'models.embed_content', operation: 'embedding' },
      { api: 'models.generate_images', operation: 'image' },
      { api: 'models.count_tokens', free: true },
      { api: 'models.generate_content', tools: 1, loop: 'bounded 10 default' },
    ],
  ],
  [
    'the SDK before it',
    `import google.generativeai as genai
model = genai.GenerativeModel("gemini-1.5-flash", system_instruction="Be brief.", generation_config={"max_output_tokens": 20})
model.generate_content("Hi")
genai.GenerativeModel(model_name="m").generate_content(["x"], generation_config=genai.GenerationConfig(max_output_tokens=9))
chat = model.start_chat(history=[])
chat.send_message("Hi")
genai.embed_content(model="models/embedding-001", content="x")
model.count_tokens("x")`,
    [
      { api: 'generate_content', kind: 'direct', model: 'gemini-1.5-flash', limit: 20, system: 'Be brief.', messages: 'Hi' },
      { api: 'generate_content', model: 'm', limit: 9 },
      { api: 'send_message', model: 'gemini-1.5-flash', limit: 20 },
      { api: 'embed_content', operation: 'embedding', model: 'models/embedding-001' },
      { api: 'count_tokens', free: true },
    ],
  ],
  [
    'Vertex AI',
    `import vertexai
from vertexai.generative_models import GenerativeModel
from vertexai.language_models import TextGenerationModel, TextEmbeddingModel
GenerativeModel("gemini-1.5-pro").generate_content("Hi", generation_config={"max_output_tokens": 20})
TextGenerationModel.from_pretrained("text-bison").predict("x", max_output_tokens=11)
TextEmbeddingModel.from_pretrained("e").get_embeddings(["x"])`,
    [
      { api: 'generate_content', provider: 'gcp.vertex_ai', model: 'gemini-1.5-pro', limit: 20 },
      { api: 'predict', model: 'text-bison', limit: 11 },
      { api: 'get_embeddings', operation: 'embedding', model: 'e' },
    ],
  ],
  [
    'look-alikes are not calls',
    `from google import genai
import smtplib
client = genai.Client()
client.files.upload(file="x")
client.models.list()
class Bot:
    def send_message(self, text): ...
    def generate_content(self, x): ...
Bot().send_message("hi")
Bot().generate_content("x")
smtplib.SMTP().send_message(m)
telegram_bot.send_message(chat_id=1, text="x")`,
    [],
  ],
]);

typescript('Google', [
  [
    'Gen AI',
    `import { GoogleGenAI } from '@google/genai';
const ai = new GoogleGenAI({ apiKey: 'k' });
await ai.models.generateContent({ model: 'gemini-2.5-flash', contents: 'Hi', config: { systemInstruction: 'Be brief.', maxOutputTokens: 100 } });
const chat = ai.chats.create({ model: 'c', config: { maxOutputTokens: 5 } });
chat.sendMessageStream({ message: 'hi' });
ai.models.generateContent({ model: 'm', contents: 'x', config: { max_output_tokens: 3 } });
ai.models.embedContent({ model: 'e', contents: 'x' });`,
    [
      { api: 'models.generate_content', model: 'gemini-2.5-flash', limit: 100, system: 'Be brief.', messages: 'Hi' },
      { api: 'chats.send_message', model: 'c', limit: 5, messages: 'hi' },
      { api: 'models.generate_content', limit: 'absent', written: ['config.max_output_tokens ignored'] },
      { api: 'models.embed_content', operation: 'embedding' },
    ],
  ],
  [
    'the SDK before it, and Vertex AI',
    `import { GoogleGenerativeAI } from '@google/generative-ai';
import { VertexAI } from '@google-cloud/vertexai';
const model = new GoogleGenerativeAI('key').getGenerativeModel({ model: 'gemini-1.5-flash', systemInstruction: 'Be brief.', generationConfig: { maxOutputTokens: 20 } });
await model.generateContent('Hi');
await model.generateContentStream({ contents: [{ role: 'user', parts: [{ text: 'Yo' }] }], generationConfig: { maxOutputTokens: 7 } });
model.startChat({ history: [] }).sendMessage('Hi');
new VertexAI({ project: 'p' }).preview.getGenerativeModel({ model: 'v' }).generateContent({ contents: [] });`,
    [
      { api: 'generate_content', model: 'gemini-1.5-flash', limit: 20, system: 'Be brief.', messages: 'Hi' },
      { api: 'generate_content', limit: 7, messages: 'Yo' },
      { api: 'send_message', model: 'gemini-1.5-flash', limit: 20 },
      { api: 'generate_content', provider: 'gcp.vertex_ai', model: 'v' },
    ],
  ],
]);
