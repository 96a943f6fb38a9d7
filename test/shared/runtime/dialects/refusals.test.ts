import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createServer2, type Http2Server, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import Anthropic from '@anthropic-ai/sdk';
import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { ApiError, GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import type { DialectName, Refusal } from '../../../../shared/runtime/dialects/dialect.ts';
import { dialectOf } from '../../../../shared/runtime/dialects/index.ts';

const MESSAGE =
  '$4.98 of $5.00 is spent today for the user ada, and this call can cost $0.05: the limit is renewed at midnight (Europe/Berlin).';
const KINDS = ['budget', 'unpriceable', 'store'] as const;

/** A server that refuses everything in a dialect and counts who comes. */
class Refuser {
  hits = 0;
  readonly #server: Server | Http2Server;

  constructor(dialect: DialectName, kind: Refusal['kind']) {
    const { status, headers, body } = dialectOf(dialect).refuse({ kind, message: MESSAGE, requestId: 'req-1' });
    const answer = (request: IncomingMessage | Http2ServerRequest, reply: ServerResponse | Http2ServerResponse) => {
      request.resume();
      request.on('end', () => {
        this.hits++;
        reply.statusCode = status;
        for (const [name, value] of Object.entries(headers)) reply.setHeader(name, value);
        reply.end(body);
      });
    };
    // The AWS SDK speaks HTTP/2 without being asked.
    this.#server = dialect === 'bedrock' ? createServer2(answer) : createServer(answer);
  }

  async start(): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise(resolve => this.#server.close(resolve));
  }
}

async function errorOf(call: () => Promise<unknown>): Promise<Error> {
  try {
    await call();
  } catch (error) {
    return error as Error;
  }
  return assert.fail('was not refused');
}

async function refused(
  dialect: DialectName,
  kind: Refusal['kind'],
  calls: (url: string) => readonly (() => Promise<unknown>)[],
  check: (error: Error) => void,
) {
  const server = new Refuser(dialect, kind);
  const url = await server.start();
  try {
    const made = calls(url);
    for (const [index, call] of made.entries()) {
      check(await errorOf(call));
      assert.equal(server.hits, index + 1, 'asked once');
    }
  } finally {
    await server.stop();
  }
}

const messages = [{ role: 'user' as const, content: 'hi' }];

describe('a refusal', function () {
  this.timeout(30_000);

  for (const kind of KINDS) {
    it(`(${kind}) is raised once by openai as RateLimitError, with the sentence and a code`, () =>
      refused(
        'openai',
        kind,
        url => {
          const client = new OpenAI({ apiKey: 'x', baseURL: `${url}/v1` });
          return [
            () => client.chat.completions.create({ model: 'gpt-5', messages }),
            () => client.chat.completions.create({ model: 'gpt-5', messages, stream: true }),
            () => client.responses.create({ model: 'gpt-5', input: 'hi' }),
            () => client.embeddings.create({ model: 'e', input: 'hi' }),
          ];
        },
        error => {
          assert.ok(error instanceof OpenAI.RateLimitError);
          assert.equal(error.type, 'insufficient_quota');
          assert.equal(error.code, { budget: 'budget_exceeded', unpriceable: 'cost_unknown', store: 'ledger_unavailable' }[kind]);
          assert.ok(error.message.includes(MESSAGE));
        },
      ));

    it(`(${kind}) is raised once by @anthropic-ai/sdk as PaymentRequiredError, with the sentence`, () =>
      refused(
        'anthropic',
        kind,
        url => {
          const client = new Anthropic({ apiKey: 'x', baseURL: url });
          const body = { model: 'claude-sonnet-5-5', max_tokens: 5, messages };
          return [() => client.messages.create(body), () => client.messages.create({ ...body, stream: true })];
        },
        error => {
          assert.equal(error.constructor.name, 'PaymentRequiredError');
          assert.ok(error instanceof Anthropic.APIError);
          assert.equal(error.status, 402);
          assert.ok(error.message.includes(MESSAGE));
        },
      ));

    it(`(${kind}) is raised once by the AWS SDK as ServiceQuotaExceededException, with the sentence`, () =>
      refused(
        'bedrock',
        kind,
        url => {
          const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'x' };
          const input = { modelId: 'amazon.nova-lite-v1:0', messages: [{ role: 'user' as const, content: [{ text: 'hi' }] }] };
          const send = async (use: (client: BedrockRuntimeClient) => Promise<unknown>) => {
            const client = new BedrockRuntimeClient({ region: 'us-east-1', endpoint: url, credentials });
            try {
              return await use(client);
            } finally {
              client.destroy();
            }
          };
          return [
            () => send(client => client.send(new ConverseCommand(input))),
            () => send(client => client.send(new ConverseStreamCommand(input))),
            () => send(client => client.send(new InvokeModelCommand({ modelId: 'm', body: '{}' }))),
          ];
        },
        error => {
          assert.equal(error.name, 'ServiceQuotaExceededException');
          assert.equal(error.message, MESSAGE);
        },
      ));

    it(`(${kind}) is raised once by @google/genai as ApiError, with the sentence`, () =>
      refused(
        'gemini',
        kind,
        url => {
          const client = new GoogleGenAI({ apiKey: 'x', httpOptions: { baseUrl: url } });
          const asked = { model: 'gemini-3.8-flash', contents: 'hi' };
          return [() => client.models.generateContent(asked), () => client.models.generateContentStream(asked)];
        },
        error => {
          assert.ok(error instanceof ApiError);
          assert.equal(error.status, 429);
          assert.ok(error.message.includes(MESSAGE));
        },
      ));
  }

  it('never says when to come again, for a client would wait that long', () => {
    for (const dialect of ['openai', 'anthropic', 'bedrock', 'gemini'] as const) {
      const { headers } = dialectOf(dialect).refuse({ kind: 'budget', message: MESSAGE, requestId: 'r' });
      assert.ok(!('retry-after' in headers));
    }
  });
});
