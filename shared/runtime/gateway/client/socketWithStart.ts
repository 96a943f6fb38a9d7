import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/**
 * A connection whose first bytes were read already, for Node's HTTP/2 server: it reads from the handle of a socket, past what was put back into it
 * (the session then ends with code 2), but it takes any other duplex stream as it is.
 */
export function socketWithStart(socket: Socket, start: Buffer): Duplex {
  const stream = new Duplex({
    read: () => {
      socket.resume();
    },
    write: (chunk, encoding, done) => {
      socket.write(chunk, encoding, done);
    },
    final: done => {
      socket.end(done);
    },
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  stream.push(start);
  socket.on('data', chunk => {
    if (!stream.push(chunk)) socket.pause();
  });
  socket.on('end', () => stream.push(null));
  socket.on('error', error => stream.destroy(error));
  socket.on('close', () => stream.destroy());
  return stream;
}
