import assert from 'node:assert/strict';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { BedrockRuntimeClient, ConverseCommand, type Message } from '@aws-sdk/client-bedrock-runtime';
import { generateText, stepCountIs, tool } from 'ai';
import OpenAI from 'openai';
import * as z from 'zod';
import { CREDENTIALS, withEnvironment } from './clients.ts';
import { ledgerRows, type RuntimeProcess, removeHomes, startRuntime } from './runtimeProcess.ts';
import { jsonReply, type Received, type Reply } from './standIn/reply.ts';
import { type StandIn, startStandIn } from './standIn/standIn.ts';

const LIMIT = 4;
/** Rounds that an agent goes on for if nobody stops it. */
const ROUNDS = 12;

/** A model that wants the same search again, whatever it found. */
function searching({ path }: Received): Reply | undefined {
  if (path.endsWith('/chat/completions')) {
    const call = { id: 'call_1', type: 'function', function: { name: 'search', arguments: '{"query":"x"}' } };
    return jsonReply({
      id: 'c',
      object: 'chat.completion',
      created: 1,
      model: 'gpt-4o-mini',
      choices: [{ index: 0, message: { role: 'assistant', content: null, tool_calls: [call] }, finish_reason: 'tool_calls' }],
      usage: { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 },
    });
  }
  if (path.endsWith('/messages')) {
    return jsonReply({
      id: 'm',
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-4-5',
      content: [{ type: 'tool_use', id: 'toolu_1', name: 'search', input: { query: 'x' } }],
      stop_reason: 'tool_use',
      stop_sequence: null,
      usage: { input_tokens: 20, output_tokens: 5 },
    });
  }
  if (path.endsWith('/converse')) {
    return jsonReply({
      output: { message: { role: 'assistant', content: [{ toolUse: { toolUseId: 't1', name: 'search', input: { query: 'x' } } }] } },
      stopReason: 'tool_use',
      usage: { inputTokens: 20, outputTokens: 5, totalTokens: 25 },
      metrics: { latencyMs: 1 },
    });
  }
  return undefined;
}

const PARAMETERS = { type: 'object' as const, properties: { query: { type: 'string' } } };

const search = tool({ description: 'search', inputSchema: z.object({ query: z.string() }), execute: async () => 'nothing' });

/** Agents that go on for as long as the model calls its tool. */
const AGENTS: Readonly<Record<string, (question: string) => Promise<unknown>>> = {
  async openai(question) {
    const client = new OpenAI();
    const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: question }];
    for (let round = 0; round < ROUNDS; round++) {
      const { choices } = await client.chat.completions.create({
        model: 'gpt-4o-mini',
        temperature: 1,
        messages,
        tools: [{ type: 'function', function: { name: 'search', parameters: PARAMETERS } }],
      });
      messages.push(choices[0]?.message as OpenAI.ChatCompletionMessage, { role: 'tool', tool_call_id: 'call_1', content: 'nothing' });
    }
  },
  async anthropic(question) {
    const client = new Anthropic();
    const messages: Anthropic.MessageParam[] = [{ role: 'user', content: question }];
    for (let round = 0; round < ROUNDS; round++) {
      const { content } = await client.messages.create({
        model: 'claude-sonnet-4-5',
        max_tokens: 50,
        messages,
        tools: [{ name: 'search', input_schema: PARAMETERS }],
      });
      messages.push({ role: 'assistant', content });
      messages.push({ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'nothing' }] });
    }
  },
  async bedrock(question) {
    const client = new BedrockRuntimeClient();
    const messages: Message[] = [{ role: 'user', content: [{ text: question }] }];
    try {
      for (let round = 0; round < ROUNDS; round++) {
        const { output } = await client.send(
          new ConverseCommand({
            modelId: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
            messages,
            toolConfig: { tools: [{ toolSpec: { name: 'search', inputSchema: { json: PARAMETERS } } }] },
          }),
        );
        messages.push(output?.message as Message);
        messages.push({ role: 'user', content: [{ toolResult: { toolUseId: 't1', content: [{ text: 'nothing' }] } }] });
      }
    } finally {
      client.destroy();
    }
  },
  'ai, openai chat': prompt =>
    generateText({ model: createOpenAI().chat('gpt-4o-mini'), prompt, tools: { search }, stopWhen: stepCountIs(ROUNDS), maxRetries: 0 }),
  'ai, anthropic': prompt =>
    generateText({
      model: createAnthropic()('claude-sonnet-4-5'),
      prompt,
      tools: { search },
      stopWhen: stepCountIs(ROUNDS),
      maxRetries: 0,
    }),
};

describe('a runaway tool loop', () => {
  let standIn: StandIn;
  let runtime: RuntimeProcess;

  before(async () => {
    standIn = await startStandIn();
    standIn.behave(request => {
      const reply = request.body.includes('"search"') ? searching(request) : undefined;
      return reply && { reply };
    });
    runtime = await startRuntime({ standIn, settings: { user: 'ann', storm: { turn: { toolCalls: LIMIT } } } });
  });
  after(async () => {
    await runtime?.stop();
    await standIn?.close();
    removeHomes();
  });

  for (const [name, run] of Object.entries(AGENTS)) {
    it(`of ${name} is stopped at its limit, by an error that says what it was and how to raise it`, async () => {
      const before = standIn.accepted.length;
      const raised = await withEnvironment({ ...CREDENTIALS, ...runtime.environment }, () => thrown(() => run(`a question of ${name}`)));
      assert.match(raised.message, /5 tool calls since the user last spoke, and 4 is the limit/);
      assert.match(raised.message, /runtime\.storm\.turn\.toolCalls/);
      assert.equal(standIn.accepted.length - before, LIMIT + 1);
    });
  }

  it('leaves its chain in the ledger', () => {
    const turns = ledgerRows(runtime.home).map(({ attempt }) => attempt.verdicts?.turn);
    const first = turns.slice(0, LIMIT + 1);
    assert.equal(new Set(first.map(turn => turn?.conversation)).size, 1);
    assert.deepEqual(
      first.map(turn => turn?.toolCalls),
      [0, 1, 2, 3, 4],
    );
    assert.deepEqual(
      first.map(turn => turn?.tokens),
      [0, 25, 50, 75, 100],
    );
    assert.deepEqual([first.at(-1)?.repeats, first.at(-1)?.tool], [4, 'search']);
  });

  it('does not keep other conversations of the same user from going on', async () => {
    const answer = await withEnvironment({ ...CREDENTIALS, ...runtime.environment }, () =>
      new OpenAI().chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'another question' }] }),
    );
    assert.equal(answer.choices[0]?.finish_reason, 'stop');
  });
});

async function thrown(run: () => Promise<unknown>): Promise<Error> {
  try {
    await run();
  } catch (error) {
    return error as Error;
  }
  return assert.fail('it was not stopped');
}
