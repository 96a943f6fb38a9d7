/** SDKs with a page each. */
import { python, typescript } from './sites.ts';

python('Smaller hosts', [
  [
    'Azure AI Inference and Projects',
    `from azure.ai.inference import ChatCompletionsClient
from azure.ai.inference.models import SystemMessage, UserMessage
from azure.ai.projects import AIProjectClient
client = ChatCompletionsClient(endpoint="e", credential=c, model="phi-4")
client.complete(messages=[SystemMessage("Be brief."), UserMessage(content="Hi")], max_tokens=5)
AIProjectClient(endpoint="e", credential=c).get_openai_client().responses.create(model="gpt-5", input="x")`,
    [
      { api: 'complete', sdk: 'azure-inference', model: 'phi-4', limit: 5, system: 'Be brief.', messages: 'Hi' },
      { api: 'responses', sdk: 'openai', provider: 'azure.ai.openai', model: 'gpt-5' },
    ],
  ],
  [
    'xAI, Voyage, DashScope, watsonx, Replicate, Writer',
    `from xai_sdk import Client
from ibm_watsonx_ai.foundation_models import ModelInference
from writerai import Writer
import voyageai, dashscope, replicate
chat = Client(api_key="k").chat.create(model="grok-4", max_tokens=6)
chat.sample()
voyageai.Client().embed(["x"], model="voyage-3")
dashscope.Generation.call(model="qwen-max", messages=[], max_tokens=7)
ModelInference(model_id="ibm/granite").generate_text("x", params={"max_new_tokens": 8})
replicate.run("meta/llama", input={"prompt": "Hi"})
Writer().chat.chat(model="palmyra-x5", messages=[], max_tokens=9)`,
    [
      { api: 'chat.sample', provider: 'x_ai', model: 'grok-4', limit: 6 },
      { api: 'embed', operation: 'embedding', model: 'voyage-3' },
      { api: 'Generation.call', model: 'qwen-max', limit: 7 },
      { api: 'generate_text', model: 'ibm/granite', limit: 8 },
      { api: 'run', model: 'meta/llama', messages: 'Hi' },
      { api: 'chat', sdk: 'writer', model: 'palmyra-x5', limit: 9 },
    ],
  ],
  [
    'aisuite and llm name the provider themselves',
    `import aisuite, llm
aisuite.Client().chat.completions.create(model="anthropic:claude-3-5-sonnet", messages=[])
model = llm.get_model("gpt-4o-mini")
model.prompt("Hi", system="Be brief.")
model.conversation().prompt("x")`,
    [
      { api: 'chat.completions', sdk: 'aisuite', provider: 'anthropic' },
      { api: 'model.prompt', kind: 'framework', model: 'gpt-4o-mini', system: 'Be brief.', messages: 'Hi' },
      { api: 'model.prompt', model: 'gpt-4o-mini' },
    ],
  ],
  [
    'AutoGen, Semantic Kernel, Agent Framework',
    `from autogen_agentchat.agents import AssistantAgent
from autogen_ext.models.openai import OpenAIChatCompletionClient
from semantic_kernel.connectors.ai.open_ai import OpenAIChatCompletion
from agent_framework.openai import OpenAIChatClient
m = OpenAIChatCompletionClient(model="gpt-4o", max_tokens=4)
AssistantAgent("a", model_client=m, tools=[f], system_message="Be brief.").run(task="x")
OpenAIChatCompletion(ai_model_id="gpt-4o").get_chat_message_content(history, settings)
OpenAIChatClient(model_id="gpt-5").create_agent(instructions="Help.", tools=[f]).run("x")`,
    [
      { api: 'ChatCompletionClient', kind: 'config', model: 'gpt-4o', limit: 4 },
      { api: 'agent.run', model: 'gpt-4o', limit: 4, system: 'Be brief.', loop: 'bounded 1 default' },
      { api: 'get_chat_message_content', model: 'gpt-4o' },
      { api: 'agent.run', model: 'gpt-5', system: 'Help.', loop: 'bounded 40 default' },
    ],
  ],
  [
    'look-alikes are not calls',
    `import replicate, voyageai, llm
from xai_sdk import Client
Client().models.list_language_models()
replicate.models.list()
class Chat:
    def sample(self): ...
    def complete(self, messages): ...
Chat().sample()
Chat().complete(messages=[])
random.sample(xs, 3)
cursor.prompt("x")`,
    [],
  ],
]);

typescript('Smaller hosts', [
  [
    'Azure, Replicate, Genkit',
    `import ModelClient from '@azure-rest/ai-inference';
import { OpenAIClient } from '@azure/openai';
import Replicate from 'replicate';
import { genkit } from 'genkit';
import { googleAI } from '@genkit-ai/googleai';
ModelClient('e', c).path('/chat/completions').post({ body: { model: 'phi-4', messages: [{ role: 'system', content: 'Be brief.' }], max_tokens: 5 } });
new OpenAIClient('e', c).getChatCompletions('my-deployment', [{ role: 'user', content: 'Hi' }], { maxTokens: 6 });
new Replicate().run('meta/llama', { input: { prompt: 'Hi' } });
const ai = genkit({ plugins: [googleAI()] });
ai.generate({ model: googleAI.model('gemini-2.5-flash'), prompt: 'Hi', system: 'Help.', config: { maxOutputTokens: 7 } });`,
    [
      { api: 'chat.completions', sdk: 'azure-inference', model: 'phi-4', limit: 5, system: 'Be brief.' },
      { api: 'chat.completions', model: 'my-deployment', limit: 6, messages: 'Hi' },
      { api: 'run', model: 'meta/llama', messages: 'Hi' },
      { api: 'generate', sdk: 'genkit', model: 'gemini-2.5-flash', limit: 7, system: 'Help.' },
    ],
  ],
]);
