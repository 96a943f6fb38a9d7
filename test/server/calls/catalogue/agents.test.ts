/** Agent SDKs: how many turns a run may take is the question. */
import { python, typescript } from './sites.ts';

python('OpenAI Agents', [
  [
    'the agent has the settings, the run the bound',
    `from agents import Agent, Runner, ModelSettings
agent = Agent(name="A", instructions="Be brief.", model="gpt-4o", tools=[f], model_settings=ModelSettings(max_tokens=50))
Runner.run_sync(agent, "Hi")
async def g():
    await Runner.run(agent, input="Hi", max_turns=3)
    await Runner.run(starting_agent=agent, input="Hi", max_turns=None)`,
    [
      { api: 'Agent', kind: 'config', sdk: 'openai-agents', model: 'gpt-4o', system: 'Be brief.', limit: 50, tools: 1 },
      {
        api: 'Runner.run',
        kind: 'framework',
        operation: 'agent',
        model: 'gpt-4o',
        limit: 50,
        system: 'Be brief.',
        messages: 'Hi',
        loop: 'bounded 10 default',
      },
      { api: 'Runner.run', loop: 'bounded 3 argument' },
      { api: 'Runner.run', loop: 'unbounded argument' },
    ],
  ],
  [
    'models of other providers',
    `from agents import Agent, OpenAIChatCompletionsModel, Runner
from agents.extensions.models.litellm_model import LitellmModel
Agent(name="A", model=LitellmModel(model="anthropic/claude-3"))
Agent(name="B", model=OpenAIChatCompletionsModel(model="m", openai_client=c))`,
    [
      { api: 'Agent', model: 'anthropic/claude-3', provider: 'anthropic' },
      { api: 'Agent', model: 'm', provider: 'openai' },
    ],
  ],
]);

typescript('OpenAI Agents', [
  [
    'the agent has the settings, the run the bound',
    `import { Agent, run, Runner } from '@openai/agents';
const agent = new Agent({ name: 'A', instructions: 'Be brief.', model: 'gpt-4o', tools: [t] });
await run(agent, 'Hi');
await run(agent, 'Hi', { maxTurns: 4 });
await new Runner({}).run(agent, 'Hi', { maxTurns: 5 });`,
    [
      { api: 'Agent', kind: 'config', model: 'gpt-4o', system: 'Be brief.', tools: 1 },
      {
        api: 'run',
        kind: 'framework',
        operation: 'agent',
        model: 'gpt-4o',
        system: 'Be brief.',
        messages: 'Hi',
        loop: 'bounded 10 default',
      },
      { api: 'run', loop: 'bounded 4 argument' },
      { api: 'run', loop: 'bounded 5 argument' },
    ],
  ],
]);

python('Pydantic AI', [
  [
    'runs, settings and usage limits',
    `from pydantic_ai import Agent
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.usage import UsageLimits
agent = Agent("openai:gpt-4o", system_prompt="Be brief.", model_settings={"max_tokens": 9})
agent.run_sync("Hi")
async def f():
    await agent.run("Hi", usage_limits=UsageLimits(request_limit=3))
Agent("anthropic:claude-sonnet-4-5").run_sync("x")
Agent(OpenAIChatModel("gpt-5")).run_sync("x")`,
    [
      { api: 'Agent', kind: 'config', model: 'openai:gpt-4o', provider: 'openai', limit: 9, system: 'Be brief.' },
      {
        api: 'agent.run',
        kind: 'framework',
        operation: 'agent',
        model: 'openai:gpt-4o',
        limit: 9,
        system: 'Be brief.',
        messages: 'Hi',
        loop: 'bounded 50 default',
      },
      { api: 'agent.run', loop: 'bounded 3 argument' },
      { api: 'Agent', provider: 'anthropic', missing: 'default' },
      { api: 'agent.run', provider: 'anthropic', limit: 'absent', missing: 'default' },
      { api: 'Agent', model: 'gpt-5', provider: 'openai' },
      { api: 'agent.run', model: 'gpt-5' },
    ],
  ],
]);

python('CrewAI and DSPy', [
  [
    'crews, agents and models',
    `from crewai import Agent, Crew, Task, LLM
llm = LLM(model="anthropic/claude-3", max_tokens=7)
a = Agent(role="r", goal="g", backstory="b", llm=llm)
crew = Crew(agents=[a], tasks=[])
crew.kickoff(inputs={"topic": "x"})
Agent(role="r", goal="g", backstory="b", llm="gpt-4o", max_iter=5)
llm.call("Hi")`,
    [
      { api: 'LLM', kind: 'config', model: 'anthropic/claude-3', provider: 'anthropic', limit: 7 },
      { api: 'Agent', kind: 'config', model: 'anthropic/claude-3', loop: 'bounded 25 default' },
      { api: 'Crew.kickoff', kind: 'framework', operation: 'agent', loop: 'bounded 25 default' },
      { api: 'Agent', model: 'gpt-4o', loop: 'bounded 5 argument' },
      { api: 'LLM.call', model: 'anthropic/claude-3', limit: 7 },
    ],
  ],
  [
    'programs of DSPy',
    `import dspy
lm = dspy.LM("openai/gpt-4o-mini", max_tokens=8)
dspy.configure(lm=lm)
qa = dspy.ChainOfThought("question -> answer")
qa(question="x")
dspy.ReAct("q -> a", tools=[f])(q="x")
dspy.ReAct("q -> a", tools=[f], max_iters=3)(q="x")`,
    [
      { api: 'LM', kind: 'config', model: 'openai/gpt-4o-mini', provider: 'openai', limit: 8 },
      { api: 'Predict', kind: 'framework' },
      { api: 'ReAct', operation: 'agent', loop: 'bounded 20 default' },
      { api: 'ReAct', loop: 'bounded 3 argument' },
    ],
  ],
]);

python('other agent frameworks', [
  [
    'Claude Agent SDK has no bound by default',
    `from claude_agent_sdk import query, ClaudeAgentOptions
async def f():
    async for m in query(prompt="x", options=ClaudeAgentOptions(model="claude-sonnet-4-5", system_prompt="Be brief.")):
        pass
    async for m in query(prompt="x", options=ClaudeAgentOptions(max_turns=4)):
        pass`,
    [
      { api: 'query', kind: 'framework', operation: 'agent', model: 'claude-sonnet-4-5', system: 'Be brief.', loop: 'unbounded default' },
      { api: 'query', loop: 'bounded 4 argument' },
    ],
  ],
  [
    'Strands, smolagents, AutoGen, Haystack, Google ADK',
    `from strands import Agent
from smolagents import CodeAgent, OpenAIServerModel
from autogen_agentchat.teams import RoundRobinGroupChat
from autogen_ext.models.openai import OpenAIChatCompletionClient
from haystack.components.agents import Agent as HaystackAgent
from haystack.components.generators.chat import OpenAIChatGenerator
from google.adk.agents import Agent as AdkAgent
agent = Agent(model="us.amazon.nova-pro-v1:0", system_prompt="Be brief.", tools=[f])
agent("Hi")
CodeAgent(tools=[], model=OpenAIServerModel(model_id="gpt-4o"), max_steps=6).run("x")
RoundRobinGroupChat([a, b]).run(task="x")
HaystackAgent(chat_generator=OpenAIChatGenerator(model="m"), tools=[f]).run(messages=[])
AdkAgent(model="gemini-2.5-flash", name="a", instruction="Help.")`,
    [
      { api: 'Agent', kind: 'config', sdk: 'strands', model: 'us.amazon.nova-pro-v1:0' },
      { api: 'Agent', kind: 'framework', system: 'Be brief.', messages: 'Hi', loop: 'unbounded default' },
      { api: 'Agent', kind: 'config', sdk: 'smolagents', model: 'gpt-4o', loop: 'bounded 6 argument' },
      { api: 'agent.run', model: 'gpt-4o', loop: 'bounded 6 argument' },
      { api: 'team.run', sdk: 'autogen', loop: 'unbounded default' },
      { api: 'Agent', kind: 'config', sdk: 'haystack', model: 'm', loop: 'bounded 100 weak default' },
      { api: 'Agent.run', model: 'm', loop: 'bounded 100 weak default' },
      { api: 'Generator', kind: 'config', model: 'm' },
      { api: 'Agent', kind: 'config', sdk: 'google-adk', model: 'gemini-2.5-flash', system: 'Help.' },
    ],
  ],
  [
    'runs of anything else are not calls',
    `import asyncio, subprocess, uvicorn
from e2b import Sandbox
from invoke import run
from myproject.agents import Agent as Mine
asyncio.run(main())
subprocess.run(["ls"])
uvicorn.run(app)
Sandbox().run("x")
run("ls")
class Agent:
    def __call__(self, x): ...
    def run(self, x): ...
    def kickoff(self): ...
Agent()("x")
Agent().run("x")
Agent().kickoff()
Mine().run("x")`,
    [],
  ],
]);

typescript('other agent frameworks', [
  [
    'Mastra and Claude Agent SDK',
    `import { Agent } from '@mastra/core/agent';
import { openai } from '@ai-sdk/openai';
import { query } from '@anthropic-ai/claude-agent-sdk';
const agent = new Agent({ name: 'a', instructions: 'Be brief.', model: openai('gpt-4o'), tools: { t } });
await agent.generate('Hi');
await agent.stream('Hi', { maxSteps: 7 });
for await (const m of query({ prompt: 'x', options: { maxTurns: 2, model: 'claude-opus-4-1' } })) {}`,
    [
      { api: 'Agent', kind: 'config', sdk: 'mastra', model: 'gpt-4o', system: 'Be brief.' },
      { api: 'Agent.generate', kind: 'framework', model: 'gpt-4o', messages: 'Hi', loop: 'bounded 5 default' },
      { api: 'Agent.generate', loop: 'bounded 7 argument' },
      { api: 'query', model: 'claude-opus-4-1', loop: 'bounded 2 argument' },
    ],
  ],
  [
    'runs of anything else are not calls',
    `import { run } from './run';
import { Agent } from 'https';
run(agent, 'x');
new Agent({}).generate('x');
document.query({ prompt: 'x' });`,
    [],
  ],
]);
