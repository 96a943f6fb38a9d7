/** HTTP by hand: what no client library would send, and replies as bytes. */
import { connect, type Socket } from 'node:net';

/** Sends bytes and resolves with all that comes back until the connection closes, or `until` is seen in it. */
export function exchangeBytes(port: number, bytes: string | Buffer | readonly (string | Buffer)[], until?: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => {
      for (const piece of Array.isArray(bytes) ? bytes : [bytes])
        socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
    });
    socket.on('data', chunk => {
      received.push(chunk);
      if (until !== undefined && Buffer.concat(received).includes(until)) socket.destroy();
    });
    socket.on('error', error => {
      // A refusal closes the connection while we may still be writing.
      if (received.length === 0) reject(error);
    });
    socket.on('close', () => resolve(Buffer.concat(received)));
  });
}

export async function statusOf(port: number, bytes: string | readonly string[]): Promise<number | undefined> {
  const status = /^HTTP\/1\.1 (\d{3})/.exec((await exchangeBytes(port, bytes)).toString('latin1'))?.[1];
  return status === undefined ? undefined : Number(status);
}

export interface RawReply {
  readonly statusLine: string;
  /** Names and values in turn. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** Reads a reply; a chunked body is joined. */
export function parseReply(bytes: Buffer): RawReply {
  const end = bytes.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers = lines.map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const);
  const body = bytes.subarray(end + 4);
  const chunked = headers.some(([name, value]) => name.toLowerCase() === 'transfer-encoding' && value === 'chunked');
  return { statusLine, headers, body: chunked ? joinChunks(body) : body };
}

function joinChunks(body: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const line = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.toString('latin1', at, line), 16);
    if (!(size > 0)) break;
    pieces.push(body.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
  return Buffer.concat(pieces);
}

export function openSocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
}
