/** Portkey's gateway as npm has it, in a folder of its own: the one peer that runs from npm alone. Not a dependency of this project. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Target } from './load.ts';
import { type Program, run } from './program.ts';

const PACKAGES = { '@portkey-ai/gateway': '1.15.2', '@hono/node-server': '1.13.5' };

/** Its start script listens on all interfaces. */
const LOOPBACK_ONLY = `
  const { Server } = require('node:net');
  const listen = Server.prototype.listen;
  Server.prototype.listen = function (port, ...rest) {
    const options = typeof port === 'object' && port !== null ? port : { port };
    const callback = rest.find(argument => typeof argument === 'function');
    return listen.call(this, { ...options, host: '127.0.0.1' }, callback);
  };
`;

export interface Portkey {
  readonly program: Program;
  readonly target: Target;
}

/** A sentence where it cannot be had. */
export async function startPortkey(upstream: string): Promise<Portkey | string> {
  const folder = join(tmpdir(), 'farthing-bench-portkey-1.15.2');
  const problem = install(folder);
  if (problem !== undefined) return problem;
  const port = await freePort();
  const start = join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js');
  try {
    const program = await run(['--require', join(folder, 'loopback.cjs'), start, '--headless', `--port=${port}`], {
      NODE_ENV: 'production',
    });
    const url = `http://127.0.0.1:${port}`;
    const headers = { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': `${upstream}/v1` };
    return { program, target: { url, path: '/v1/chat/completions', headers } };
  } catch (error) {
    return `it does not start: ${(error as Error).message.split('\n', 1)[0]}`;
  }
}

function install(folder: string): string | undefined {
  if (!existsSync(join(folder, 'node_modules/@portkey-ai/gateway/package.json'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: PACKAGES, overrides: PACKAGES }));
    const npm = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (npm.status !== 0) return `npm cannot install it: ${(npm.stderr ?? String(npm.error)).split('\n', 1)[0]}`;
  }
  writeFileSync(join(folder, 'loopback.cjs'), LOOPBACK_ONLY);
  return undefined;
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
