/** The floor for a proxy in Node: `http` in, `http` out, bytes piped, nothing read, counted or kept. `node bareProxy.ts UPSTREAM`. Prints its address. */
import { Agent, createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

const upstream = new URL(process.argv[2] as string);
const agent = new Agent({ keepAlive: true, maxSockets: 256 });

const server = createServer((incoming, outgoing) => {
  const { method, url, headers } = incoming;
  const passed = send({ agent, host: upstream.hostname, port: upstream.port, method, path: url, headers }, reply => {
    outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(outgoing);
  });
  passed.on('error', () => outgoing.destroy());
  incoming.pipe(passed);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
