/** Bedrock: Converse and InvokeModel (with Claude's body), whole and as event streams. */
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';
import { jsonReply, type Received, type Reply, type Said } from '../reply.ts';
import { eventsOf, messageOf } from './anthropic.ts';

const HEADERS = { 'x-amzn-requestid': '00000000-0000-4000-8000-000000000000' };
const STOP = { stop: 'end_turn', length: 'max_tokens', filtered: 'guardrail_intervened' } as const;
const codec = new EventStreamCodec(toUtf8, fromUtf8);

export function bedrock(request: Received, said: Said): Reply | undefined {
  const operation = /^\/model\/[^/]+\/([a-z-]+)$/.exec(request.path.split('?', 1)[0] as string)?.[1];
  switch (operation) {
    case 'converse':
      return jsonReply(
        {
          output: { message: { role: 'assistant', content: [{ text: said.words.join('') }] } },
          stopReason: STOP[said.finish],
          usage: usageOf(said),
          metrics: { latencyMs: 7 },
        },
        200,
        HEADERS,
      );
    case 'converse-stream':
      return eventStream([
        frame('messageStart', { role: 'assistant' }),
        ...said.words.map(text => frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text } })),
        frame('contentBlockStop', { contentBlockIndex: 0 }),
        frame('messageStop', { stopReason: STOP[said.finish] }),
        frame('metadata', { usage: usageOf(said), metrics: { latencyMs: 7 } }),
      ]);
    case 'invoke':
      return jsonReply(messageOf('claude', said), 200, {
        ...HEADERS,
        'x-amzn-bedrock-input-token-count': String(said.input),
        'x-amzn-bedrock-output-token-count': String(said.output),
      });
    case 'invoke-with-response-stream':
      return eventStream(
        eventsOf('claude', said).map(event => frame('chunk', { bytes: Buffer.from(JSON.stringify(event)).toString('base64') })),
      );
    default:
      return undefined;
  }
}

const usageOf = ({ input, cached, output }: Said): object => ({
  inputTokens: input - cached,
  outputTokens: output,
  totalTokens: input + output,
  cacheReadInputTokens: cached,
  cacheWriteInputTokens: 0,
});

function frame(type: string, payload: object): Buffer {
  const text = (value: string) => ({ type: 'string' as const, value });
  const headers = { ':event-type': text(type), ':content-type': text('application/json'), ':message-type': text('event') };
  return Buffer.from(codec.encode({ headers, body: fromUtf8(JSON.stringify(payload)) }));
}

const eventStream = (chunks: readonly Buffer[]): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/vnd.amazon.eventstream', ...HEADERS },
  chunks,
});
