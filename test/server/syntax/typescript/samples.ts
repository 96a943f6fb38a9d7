/** Code written the way applications write it, for property tests. */

import type { Grammar } from '../../../../server/syntax/parsers.ts';

export interface Sample {
  readonly grammar: Grammar;
  readonly code: string;
}

export const SAMPLES: readonly Sample[] = [
  {
    grammar: 'typescript',
    code: `import OpenAI, { type ClientOptions as Options } from 'openai';
import * as prompts from './prompts';
import type { Ticket } from '../types.js';

export const MODEL = process.env.MODEL ?? 'gpt-4o-mini';
const LIMITS = { short: 200, 'very-long': 4_000, [MODEL]: 0x10 } as const;

export interface Answer { text: string; tokens?: number }

/** Answers a ticket. */
export class Support<T extends Ticket = Ticket> extends Base.Service implements Closeable {
  static readonly #instances = new Map<string, Support>();
  private history: OpenAI.ChatCompletionMessageParam[] = [];
  @observable() turns = 0;

  static { Support.register(); }

  constructor(private readonly client: OpenAI = new OpenAI({ maxRetries: 2 }), options?: Options) {
    super(options);
  }

  get size(): number { return this.history.length; }

  @traced('answer')
  async answer(ticket: T, { temperature = 0, ...rest }: Partial<Settings> = {}): Promise<Answer | null> {
    const system = \`You help \${ticket.user!.name.trim()}.
Today is \${new Date().toISOString()}\`;
    for (let turn = 0; turn < 10; turn++) {
      const reply = await this.client.chat.completions.create({
        model: MODEL, // the cheap one
        max_tokens: LIMITS['short'] / 2,
        messages: [{ role: 'system', content: system }, ...this.history, { role: 'user', content: ticket.text }],
        temperature,
        ...rest,
        tools: tools.map(tool => ({ type: 'function' as const, function: { name: tool.name, parameters: toSchema(tool) } })),
      });
      const choice = reply.choices?.[0]?.message;
      if (!choice?.tool_calls?.length) return { text: choice?.content ?? '' };
      else if (turn > 8) throw new Error(\`no answer after \${turn + 1} turns\`);
      this.history.push(choice);
      await Promise.all(choice.tool_calls.map(async call => { this.history.push(await run(call)); }));
    }
    return null;
  }
}

export default async function* stream(prompt: string, signal?: AbortSignal) {
  const events = await anthropic.messages.create({ model: 'claude', max_tokens: 1024, stream: true, messages: [{ role: 'user', content: prompt }] });
  try {
    for await (const event of events) {
      switch (event.type) {
        case 'ping':
        case 'message_start': break;
        case 'content_block_delta': if ('text' in event.delta) yield event.delta.text; break;
        default: debug(event), count++;
      }
    }
  } catch (error: unknown) {
    if (!(error instanceof Anthropic.APIError)) throw error;
    log?.('failed', <Loggable>error);
  } finally {
    signal?.removeEventListener('abort', () => events.controller.abort());
  }
}

export enum Level { Low = 'low', High = 'high' }
namespace Internal { export const key = hash('x'); }
declare module 'foreign' { export function f(): void }
export * from './types';
export { prompts as allPrompts, type Ticket };
`,
  },
  {
    grammar: 'tsx',
    code: `'use client';
import { useChat } from '@ai-sdk/react';
import { memo, useState } from 'react';

const Row = memo(({ item, onPick = () => {} }: Props) => (
  <li key={item.id} className={cn('row', item.done && 'done')} onClick={() => onPick(item.id)} {...extra(item)}>
    {item.title.toUpperCase()} &amp; more {/* count */}
    <Badge count={item.count ?? 0} label="a 'quoted' label" />
  </li>
));

export function Chat<T,>({ id, initial }: { id: string; initial: T[] }) {
  const [text, setText] = useState<string>('');
  const { messages, sendMessage, status } = useChat({ id, messages: initial, onError: error => toast.error(error.message) });
  if (status === 'streaming') return <Spinner />;
  return (
    <>
      {messages.map(message => message.parts.map((part, i) => (part.type === 'text' ? <p key={i}>{part.text}</p> : null)))}
      <form onSubmit={event => { event.preventDefault(); sendMessage({ text }); setText(''); }}>
        <input value={text} disabled={status !== 'ready'} onChange={e => setText(e.target.value)} />
      </form>
    </>
  );
}
`,
  },
  {
    grammar: 'tsx',
    code: `#!/usr/bin/env node
'use strict';
const { BedrockRuntimeClient, ConverseCommand: Converse } = require('@aws-sdk/client-bedrock-runtime');
const path = require('path'), fs = require('fs').promises;
var client = new BedrockRuntimeClient({ region: 'us-east-1' });

function ask(question, done) {
  var messages = [{ role: 'user', content: [{ text: question }] }], tries = 0;
  do {
    client.send(new Converse({ modelId: 'anthropic.claude', messages: messages, inferenceConfig: { maxTokens: 512 } }))
      .then(function (reply) { return reply.output.message; })
      .then(message => { messages.push(message); done(null, message); })
      .catch(done);
  } while (tries++ < 3 && !stopped());
}

outer: for (const name in process.env) {
  while (true) {
    if (name.length > 9 || /^_\\d+/.test(name)) continue outer;
    break;
  }
}
let total = 0, [first, , ...others] = process.argv.slice(2);
({ first, rest: others = [] } = parse(first));
total += first ? +first : -1; total ||= Number('1e3'); delete others[0]; void ask(\`a\${first}b\`, console.log);
sql\`select \${first} from \${table('x')}\`;
module.exports = { ask, get total() { return compute(total); }, async 'load'(file) { return JSON.parse(await fs.readFile(path.join(__dirname, file), 'utf8')); } };
`,
  },
];
