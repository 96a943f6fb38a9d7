import { python, typescript } from './sites.ts';

python('Anthropic', [
  [
    'the namespace of the caching beta is the same API',
    `import anthropic
client = anthropic.Anthropic()
client.beta.prompt_caching.messages.create(model="claude-3-5-sonnet-20241022", max_tokens=8, system="Be brief.", messages=[])`,
    [{ api: 'messages', model: 'claude-3-5-sonnet-20241022', limit: 8, system: 'Be brief.' }],
  ],
  [
    'a message has model, limit, system prompt and messages',
    `import anthropic
client = anthropic.Anthropic()
client.messages.create(model="claude-sonnet-4-5", max_tokens=1024, system="Be brief.", messages=[{"role": "user", "content": "Hi"}])`,
    [
      {
        api: 'messages',
        kind: 'direct',
        provider: 'anthropic',
        model: 'claude-sonnet-4-5',
        limit: 1024,
        system: 'Be brief.',
        messages: 'Hi',
        marker: 'absent',
      },
    ],
  ],
  [
    'without max_tokens the API refuses the call; other spellings are rejected',
    `from anthropic import AsyncAnthropic
c = AsyncAnthropic()
async def f():
    await c.messages.create(model="claude-opus-4-1", messages=[], max_tokens_to_sample=3)`,
    [{ api: 'messages', limit: 'absent', missing: 'required', written: ['max_tokens_to_sample rejected'] }],
  ],
  [
    'a marker on a system block, and one for the whole request',
    `from anthropic import Anthropic
c = Anthropic()
c.messages.create(model="m", max_tokens=1, messages=[], system=[{"type": "text", "text": "Long.", "cache_control": {"type": "ephemeral", "ttl": "1h"}}])
c.messages.create(model="m", max_tokens=1, messages=[], cache_control={"type": "ephemeral"})`,
    [
      { api: 'messages', marker: '1h', system: 'Long.' },
      { api: 'messages', marker: '5m' },
    ],
  ],
  [
    'stream, parse, beta, batches, token counts and the old completions',
    `from anthropic import Anthropic
c = Anthropic()
with c.messages.stream(model="a", max_tokens=1, messages=[]) as s:
    pass
c.beta.messages.create(model="b", max_tokens=2, messages=[])
c.messages.parse(model="c", max_tokens=3, messages=[])
c.messages.batches.create(requests=[{"custom_id": "1", "params": {"model": "d", "max_tokens": 4, "messages": []}}])
c.messages.count_tokens(model="e", messages=[])
c.completions.create(model="claude-2", max_tokens_to_sample=5, prompt="x")`,
    [
      { api: 'messages', model: 'a', limit: 1 },
      { api: 'messages', model: 'b', limit: 2 },
      { api: 'messages', model: 'c', limit: 3 },
      { api: 'messages.batches', operation: 'batch', model: 'd', limit: 4 },
      { api: 'messages.count_tokens', free: true, model: 'e' },
      { api: 'completions', model: 'claude-2', limit: 5 },
    ],
  ],
  [
    'the tool runner has no bound of its own',
    `from anthropic import Anthropic
c = Anthropic()
c.beta.messages.tool_runner(model="a", max_tokens=1, messages=[], tools=[t])
c.beta.messages.tool_runner(model="a", max_tokens=1, messages=[], tools=[t], max_iterations=5)`,
    [
      { api: 'messages.tool_runner', loop: 'unbounded default', tools: 1 },
      { api: 'messages.tool_runner', loop: 'bounded 5 argument' },
    ],
  ],
  [
    'Bedrock, Vertex and Foundry classes',
    `from anthropic import AnthropicBedrock, AnthropicVertex, AsyncAnthropicFoundry
AnthropicBedrock(aws_region="x").messages.create(model="anthropic.claude-3", max_tokens=1, messages=[])
AnthropicVertex().messages.create(model="claude", max_tokens=1, messages=[])
AsyncAnthropicFoundry().messages.create(model="claude", max_tokens=1, messages=[])`,
    [
      { api: 'messages', provider: 'aws.bedrock' },
      { api: 'messages', provider: 'gcp.vertex_ai' },
      { api: 'messages', provider: 'anthropic' },
    ],
  ],
  [
    'look-alikes are not calls',
    `import anthropic
client = anthropic.Anthropic()
class Thread:
    def __init__(self): self.messages = Store()
class Store:
    def create(self, **kw): ...
Thread().messages.create(body="x")
client.models.list()
client.messages.batches.retrieve("id")
from twilio.rest import Client
Client().messages.create(to="+1", from_="+2", body="hi")`,
    [],
  ],
]);

typescript('Anthropic', [
  [
    'default and named imports, beta, stream and the tool runner',
    `import Anthropic, { Anthropic as Named } from '@anthropic-ai/sdk';
const a = new Anthropic();
await a.messages.create({ model: 'm1', max_tokens: 10, system: 'Be brief.', messages: [{ role: 'user', content: 'Hi' }] });
new Named().beta.messages.stream({ model: 'm2', max_tokens: 11, messages: [] });
a.beta.messages.toolRunner({ model: 'm3', max_tokens: 12, messages: [], tools: [] });
a.messages.countTokens({ model: 'm4', messages: [] });`,
    [
      { api: 'messages', model: 'm1', limit: 10, system: 'Be brief.', messages: 'Hi' },
      { api: 'messages', model: 'm2', limit: 11 },
      { api: 'messages.tool_runner', model: 'm3', limit: 12 },
      { api: 'messages.count_tokens', free: true },
    ],
  ],
  [
    'the default exports of the cloud packages are their own classes',
    `import Bedrock from '@anthropic-ai/bedrock-sdk';
import { AnthropicVertex } from '@anthropic-ai/vertex-sdk';
new Bedrock().messages.create({ model: 'a', max_tokens: 1, messages: [] });
new AnthropicVertex().messages.create({ model: 'b', max_tokens: 1, messages: [] });`,
    [
      { api: 'messages', provider: 'aws.bedrock' },
      { api: 'messages', provider: 'gcp.vertex_ai' },
    ],
  ],
  [
    'look-alikes are not calls',
    `import Anthropic from '@anthropic-ai/sdk';
import twilio from 'twilio';
const anthropic = new Anthropic();
twilio('a', 'b').messages.create({ to: '1', body: 'x' });
db.messages.create({ model: 'x', content: 'y' });
anthropic.models.list();`,
    [],
  ],
]);
