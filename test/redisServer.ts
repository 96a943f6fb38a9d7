/** A Redis of Debian's, on a free port of this machine, which tests start, kill, freeze and fill. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { after } from 'mocha';
import { temporaryTree } from './temporaryTree.ts';

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** kill -9 */
  kill(): Promise<void>;
  /** On the same port, with what is on its disk. */
  restart(): Promise<void>;
  /** Stops it where it is, its connections open. */
  freeze(): void;
  thaw(): void;
}

const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** `settings`: further arguments of redis-server. By default every write is in its file before it is answered. */
export async function startRedis(settings: readonly string[] = ['--appendonly', 'yes']): Promise<RedisServer> {
  const port = await freePort();
  const folder = temporaryTree({});
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...settings];
  let child = await launch(args);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    async kill() {
      await ended(child);
    },
    async restart() {
      await ended(child);
      child = await launch(args);
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
  };
}

async function launch(args: readonly string[]): Promise<ChildProcess> {
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    if (line.includes('Ready to accept connections')) break;
  }
  if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`);
  child.stdout?.resume();
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
