import { costing } from './context.ts';
import { table } from './table.ts';

const loop = (
  around: string,
  call = 'client.messages.create(model="claude-sonnet-5", max_tokens=9, tools=TOOLS, messages=messages)',
) => `from anthropic import Anthropic
client = Anthropic()
TOOLS = [{"name": "look_up", "input_schema": {}}]
def run(messages, read):
${around.replaceAll('CALL', call)}
`;
const UNBOUNDED = 'warn: each turn sends the whole conversation again, without end: the loop around this call has no bound on its turns';
const graph = (invoke: string) => `from langgraph.prebuilt import create_react_agent
def run(llm, q, callback):
    agent = create_react_agent(llm, [])
    return ${invoke}
`;

table('a tool loop', 'unbounded-tool-loop', {
  'without a bound is said with what a turn costs': {
    code: loop('    while True:\n        reply = CALL\n        if reply.stop_reason != "tool_use":\n            return reply'),
    estimate: costing(0.012, 3000, 200, 3),
    says: ['warn: $0.004 a turn and more each time, without end: the loop around this call has no bound on its turns'],
  },
  'that goes on while there are tool calls has no bound': {
    code: loop('    reply = CALL\n    while reply.stop_reason == "tool_use":\n        reply = CALL'),
    says: [UNBOUNDED],
  },
  'with a range has one': { code: loop('    for _ in range(10):\n        reply = CALL'), says: [] },
  'with a counter has one': {
    code: loop('    turns = 0\n    while True:\n        turns += 1\n        if turns > 8:\n            break\n        reply = CALL'),
    says: [],
  },
  'is none when the call has no tools': {
    code: loop('    while True:\n        CALL', 'client.messages.create(model="claude-sonnet-5", max_tokens=9, messages=messages)'),
    says: [],
  },
  'of a library without a bound gets one': {
    code: loop(
      '    return CALL',
      'client.beta.messages.tool_runner(model="claude-sonnet-5", max_tokens=9, tools=TOOLS, messages=messages)',
    ),
    says: ['warn: each turn sends the whole conversation again, without end: this library sets no bound on its turns'],
    fixed:
      'return client.beta.messages.tool_runner(model="claude-sonnet-5", max_tokens=9, tools=TOOLS, messages=messages, max_iterations=10)',
  },
  'of a library with a bound is nothing': {
    code: loop(
      '    return CALL',
      'client.beta.messages.tool_runner(model="claude-sonnet-5", max_tokens=9, tools=TOOLS, messages=messages, max_iterations=5)',
    ),
    says: [],
  },
  'whose bound is taken away gets it back': {
    code: 'from agents import Agent, Runner\nasync def run(q):\n    return await Runner.run(Agent(name="a"), q, max_turns=None)\n',
    says: ['warn: each turn sends the whole conversation again, without end: max_turns sets no bound on its turns'],
    fixed: 'return await Runner.run(Agent(name="a"), q, max_turns=10)',
  },
  'that is bounded by default is nothing': {
    code: 'from agents import Agent, Runner\nasync def run(q):\n    return await Runner.run(Agent(name="a"), q)\n',
    says: [],
  },
  'with a huge default is a remark': {
    code: graph('agent.invoke({"messages": q})'),
    says: ['info: up to 10,007 turns: the default of the library bounds nothing'],
    fixed: 'return agent.invoke({"messages": q}, config={"recursion_limit": 25})',
  },
  'is bounded among the settings that are there': {
    code: graph('agent.invoke({"messages": q}, config={"callbacks": [callback]})'),
    says: ['info: up to 10,007 turns: the default of the library bounds nothing'],
    fixed: 'return agent.invoke({"messages": q}, config={"callbacks": [callback], "recursion_limit": 25})',
  },
  'with a huge bound of its own is a remark': {
    code: graph('agent.invoke({"messages": q}, config={"recursion_limit": 2000, "callbacks": [callback]})'),
    says: ['info: up to 2,000 turns: the bound is higher than any task needs'],
    fixed: 'return agent.invoke({"messages": q}, config={"recursion_limit": 25, "callbacks": [callback]})',
  },
  'stops when the library is told never to': {
    language: 'typescript',
    code: "import { generateText, isLoopFinished } from 'ai';\nexport const run = (tools: any, prompt: string) => generateText({ model: 'openai/gpt-4o', maxOutputTokens: 9, tools, prompt, stopWhen: isLoopFinished() });\n",
    says: ['warn: each turn sends the whole conversation again, without end: stopWhen sets no bound on its turns'],
    fixed:
      "export const run = (tools: any, prompt: string) => generateText({ model: 'openai/gpt-4o', maxOutputTokens: 9, tools, prompt, stopWhen: stepCountIs(10) });",
  },
});
