/**
 * The upstream of the runtime's benchmark: as little work as a provider can be. It reads requests by their length and writes one canned answer, whole or
 * in events. `{"hold":true}` anywhere in a body keeps its answer back until the connection ends. Prints its address.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';

const END_OF_HEAD = Buffer.from('\r\n\r\n');

const usage = { prompt_tokens: 120, completion_tokens: 40, total_tokens: 160, prompt_tokens_details: { cached_tokens: 0 } };
const words = 'The capital of France is Paris, on the Seine. '.repeat(8);
const about = { id: 'chatcmpl-bench', created: 1_790_000_000, model: 'gpt-4o-mini-2024-07-18', system_fingerprint: 'fp_bench' };
const message = { role: 'assistant', content: words, refusal: null };
const completion = JSON.stringify({
  ...about,
  object: 'chat.completion',
  choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
  usage,
});
const whole = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: req_bench\r\ncontent-length: ${completion.length}\r\n\r\n${completion}`,
);

const event = (choices: readonly object[], more: object = {}) =>
  `data: ${JSON.stringify({ ...about, object: 'chat.completion.chunk', choices, ...more })}\n\n`;
const piece = (delta: object, end: string | null = null) =>
  event([{ index: 0, delta, logprobs: null, finish_reason: end }], { usage: null });
const events = [
  piece({ role: 'assistant', content: '' }),
  ...words.split(' ').map(content => piece({ content })),
  piece({}, 'stop'),
  event([], { usage }),
  'data: [DONE]\n\n',
].map(text => Buffer.from(`${text.length.toString(16)}\r\n${text}\r\n`));
const streamHead = Buffer.from('HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n');
const streamEnd = Buffer.from('0\r\n\r\n');

const server = createServer(serve);
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));

function serve(socket: Socket): void {
  socket.setNoDelay(true);
  socket.on('error', () => {});
  let pieces: Buffer[] = [];
  let bytes = 0;
  let wanted: number | undefined;
  socket.on('data', chunk => {
    pieces.push(chunk);
    bytes += chunk.length;
    for (;;) {
      wanted ??= lengthOf(pieces.length === 1 ? chunk : Buffer.concat(pieces));
      if (wanted === undefined || bytes < wanted) return;
      const request = pieces.length === 1 ? chunk : Buffer.concat(pieces);
      const rest = request.subarray(wanted);
      answer(socket, request.subarray(0, wanted));
      pieces = rest.length > 0 ? [rest] : [];
      bytes = rest.length;
      wanted = undefined;
      if (bytes === 0) return;
    }
  });
}

/** Bytes of the request, head and body; undefined while its head is not whole. */
function lengthOf(request: Buffer): number | undefined {
  const end = request.indexOf(END_OF_HEAD);
  if (end < 0) return undefined;
  const length = /content-length: *(\d+)/i.exec(request.toString('latin1', 0, end))?.[1];
  return end + END_OF_HEAD.length + Number(length ?? 0);
}

function answer(socket: Socket, request: Buffer): void {
  if (request.includes('"hold":true')) return;
  if (!request.includes('"stream":true')) {
    socket.write(whole);
    return;
  }
  socket.write(streamHead);
  const next = (index: number): void => {
    const chunk = events[index];
    socket.write(chunk ?? streamEnd);
    if (chunk) setImmediate(next, index + 1);
  };
  next(0);
}
