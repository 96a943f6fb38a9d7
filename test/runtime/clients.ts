/** The real SDKs, unmodified, and what a program does with them. Where they send it they know from the environment alone. */

import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { GoogleGenAI } from '@google/genai';
import { embed, generateText, streamText } from 'ai';
import OpenAI from 'openai';

export interface ClientCall {
  readonly name: string;
  readonly provider: 'openai' | 'anthropic' | 'bedrock' | 'gemini';
  readonly model: string;
  /** Is it one that spends tokens. */
  readonly free?: true;
  /** Makes a client of its own, as a program that starts now would. */
  run(prompt: string): Promise<unknown>;
}

const GPT = 'gpt-4o-mini';
const CLAUDE = 'claude-sonnet-5-5';
const BEDROCK_CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const GEMINI = 'gemini-2.5-flash';

/** Unless it is told otherwise, the AI SDK prints errors of streams beside raising them. */
const tellNobody = (): void => {};

const asked = (content: string) => [{ role: 'user' as const, content }];

export const CALLS: readonly ClientCall[] = [
  {
    name: 'openai chat',
    provider: 'openai',
    model: GPT,
    run: prompt => new OpenAI().chat.completions.create({ model: GPT, temperature: 0, max_tokens: 50, messages: asked(prompt) }),
  },
  {
    name: 'openai chat, streamed without usage',
    provider: 'openai',
    model: GPT,
    run: async prompt =>
      all(
        await new OpenAI().chat.completions.create({ model: GPT, temperature: 0, max_tokens: 50, messages: asked(prompt), stream: true }),
      ),
  },
  {
    name: 'openai chat, streamed with usage',
    provider: 'openai',
    model: GPT,
    run: async prompt =>
      all(
        await new OpenAI().chat.completions.create({
          model: GPT,
          temperature: 0,
          max_tokens: 50,
          messages: asked(prompt),
          stream: true,
          stream_options: { include_usage: true },
        }),
      ),
  },
  {
    name: 'openai responses',
    provider: 'openai',
    model: GPT,
    run: prompt => new OpenAI().responses.create({ model: GPT, temperature: 0, max_output_tokens: 50, input: prompt }),
  },
  {
    name: 'openai responses, streamed',
    provider: 'openai',
    model: GPT,
    run: async prompt =>
      all(await new OpenAI().responses.create({ model: GPT, temperature: 0, max_output_tokens: 50, input: prompt, stream: true })),
  },
  {
    name: 'openai completions',
    provider: 'openai',
    model: 'gpt-3.5-turbo-instruct',
    run: prompt => new OpenAI().completions.create({ model: 'gpt-3.5-turbo-instruct', temperature: 0, max_tokens: 50, prompt }),
  },
  {
    name: 'openai embeddings',
    provider: 'openai',
    model: 'text-embedding-3-small',
    run: prompt => new OpenAI().embeddings.create({ model: 'text-embedding-3-small', input: prompt }),
  },
  { name: 'openai models', provider: 'openai', model: '', free: true, run: async () => (await new OpenAI().models.list()).data },
  {
    name: 'anthropic messages',
    provider: 'anthropic',
    model: CLAUDE,
    run: prompt => new Anthropic().messages.create({ model: CLAUDE, max_tokens: 50, messages: asked(prompt) }),
  },
  {
    name: 'anthropic messages, streamed',
    provider: 'anthropic',
    model: CLAUDE,
    run: async prompt =>
      all(await new Anthropic().messages.create({ model: CLAUDE, max_tokens: 50, messages: asked(prompt), stream: true })),
  },
  {
    name: 'anthropic count_tokens',
    provider: 'anthropic',
    model: CLAUDE,
    free: true,
    run: prompt => new Anthropic().messages.countTokens({ model: CLAUDE, messages: asked(prompt) }),
  },
  {
    name: 'bedrock converse',
    provider: 'bedrock',
    model: BEDROCK_CLAUDE,
    run: prompt => withBedrock(async client => withoutMetadata(await client.send(new ConverseCommand(converse(prompt))))),
  },
  {
    name: 'bedrock converse-stream',
    provider: 'bedrock',
    model: BEDROCK_CLAUDE,
    run: prompt =>
      withBedrock(async client => all((await client.send(new ConverseStreamCommand(converse(prompt)))).stream as AsyncIterable<object>)),
  },
  {
    name: 'bedrock invoke',
    provider: 'bedrock',
    model: BEDROCK_CLAUDE,
    run: prompt =>
      withBedrock(async client => JSON.parse((await client.send(new InvokeModelCommand(invoke(prompt)))).body.transformToString())),
  },
  {
    name: 'bedrock invoke, streamed',
    provider: 'bedrock',
    model: BEDROCK_CLAUDE,
    run: prompt =>
      withBedrock(async client => {
        const events = await all(
          (await client.send(new InvokeModelWithResponseStreamCommand(invoke(prompt)))).body as AsyncIterable<{
            chunk?: { bytes?: Uint8Array };
          }>,
        );
        return events.map(event => JSON.parse(Buffer.from(event.chunk?.bytes ?? []).toString()));
      }),
  },
  {
    name: 'gemini generateContent',
    provider: 'gemini',
    model: GEMINI,
    run: async prompt => plain(await new GoogleGenAI({}).models.generateContent(generate(prompt))),
  },
  {
    name: 'gemini streamGenerateContent',
    provider: 'gemini',
    model: GEMINI,
    run: async prompt => (await all(await new GoogleGenAI({}).models.generateContentStream(generate(prompt)))).map(plain),
  },
  {
    name: 'ai generateText, openai',
    provider: 'openai',
    model: GPT,
    run: async prompt => said(await generateText({ model: createOpenAI()(GPT), temperature: 0, maxOutputTokens: 50, prompt })),
  },
  {
    name: 'ai streamText, openai chat',
    provider: 'openai',
    model: GPT,
    run: async prompt => {
      const result = streamText({ onError: tellNobody, model: createOpenAI().chat(GPT), temperature: 0, maxOutputTokens: 50, prompt });
      const texts = await all(result.textStream);
      return { texts, usage: await result.usage };
    },
  },
  {
    name: 'ai embed, openai',
    provider: 'openai',
    model: 'text-embedding-3-small',
    run: async prompt => {
      const { embedding, usage } = await embed({ model: createOpenAI().embedding('text-embedding-3-small'), value: prompt });
      return { embedding, usage };
    },
  },
  {
    name: 'ai generateText, anthropic',
    provider: 'anthropic',
    model: CLAUDE,
    run: async prompt => said(await generateText({ model: createAnthropic()(CLAUDE), maxOutputTokens: 50, prompt })),
  },
  {
    name: 'ai streamText, anthropic',
    provider: 'anthropic',
    model: CLAUDE,
    run: async prompt => {
      const result = streamText({ onError: tellNobody, model: createAnthropic()(CLAUDE), maxOutputTokens: 50, prompt });
      const texts = await all(result.textStream);
      return { texts, usage: await result.usage };
    },
  },
];

const converse = (text: string) => ({
  modelId: BEDROCK_CLAUDE,
  messages: [{ role: 'user' as const, content: [{ text }] }],
  inferenceConfig: { maxTokens: 50, temperature: 0 },
});

const invoke = (content: string) => ({
  modelId: BEDROCK_CLAUDE,
  contentType: 'application/json',
  body: JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 50, temperature: 0, messages: asked(content) }),
});

const generate = (contents: string) => ({ model: GEMINI, contents, config: { temperature: 0, maxOutputTokens: 50 } });

async function withBedrock<T>(use: (client: BedrockRuntimeClient) => Promise<T>): Promise<T> {
  const client = new BedrockRuntimeClient({});
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}

async function all<T>(parts: AsyncIterable<T> | Iterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const part of parts) collected.push(part);
  return collected;
}

const withoutMetadata = ({ $metadata: _, ...rest }: { readonly $metadata?: unknown }): unknown => rest;

/** What came, without what the SDK puts beside it: headers, with their dates. */
const plain = (response: object): unknown => JSON.parse(JSON.stringify({ ...response, sdkHttpResponse: undefined }));

const said = ({ text, usage, finishReason }: { text: string; usage: unknown; finishReason: unknown }): unknown => ({
  text,
  usage,
  finishReason,
});

/** Runs with an environment as a program started in such a shell has it. */
export async function withEnvironment<T>(environment: Readonly<Record<string, string>>, run: () => Promise<T>): Promise<T> {
  const before = Object.fromEntries(Object.keys(environment).map(name => [name, process.env[name]]));
  Object.assign(process.env, environment);
  try {
    return await run();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

export const CREDENTIALS = {
  OPENAI_API_KEY: 'sk-of-the-user',
  ANTHROPIC_API_KEY: 'sk-ant-of-the-user',
  GEMINI_API_KEY: 'gemini-key-of-the-user',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'the-secret-of-the-user',
};
