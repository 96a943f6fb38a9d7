import type { Duplex } from 'node:stream';

/**
 * What is not a request that can be read without doubt is refused and its connection closed: the next bytes may be anything. A connection that has
 * carried replies is only closed, as one of them may still be under way.
 */
export function unreadable(error: NodeJS.ErrnoException, socket: Duplex & { bytesWritten?: number }): void {
  if (error.code === 'ECONNRESET' || !socket.writable || (socket.bytesWritten ?? 0) > 0) {
    socket.destroy();
    return;
  }
  const [status, sentence] = answerTo(error.code);
  const body = JSON.stringify({ error: { type: 'invalid_request_error', message: `Farthing: ${sentence}` } });
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`;
  socket.end(head + body);
}

function answerTo(code: string | undefined): readonly [status: string, sentence: string] {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return ['431 Request Header Fields Too Large', 'the headers of a request may have 32 KB.'];
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return ['408 Request Timeout', 'the request did not arrive in time.'];
    default:
      return ['400 Bad Request', 'this is not a well-formed HTTP request.'];
  }
}
