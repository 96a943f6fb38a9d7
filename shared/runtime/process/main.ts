/**
 * The runtime as a program of its own, `dist/runtime.js`, for the extension: `farthing proxy --json` without the command line around it. The first line
 * on standard output says where it listens; problems are sentences on standard error, and the exit code is 2.
 */
import { parseArgs } from 'node:util';
import { version } from '../../version.ts';
import { homeOf } from './home.ts';
import { serve } from './serve.ts';
import { untilStopped } from './untilStopped.ts';

const { values } = parseArgs({ options: { home: { type: 'string' }, port: { type: 'string' }, config: { type: 'string' } } });
const { home, port, config } = values;
const served = await serve({
  home: homeOf(home),
  ...(port === undefined ? {} : { port: Number(port) }),
  ...(config === undefined ? {} : { config }),
  environment: process.env,
  folder: process.cwd(),
  version: version(),
});

if ('problems' in served) {
  process.stderr.write(served.problems.map(problem => `farthing: ${problem}\n`).join(''));
  process.exitCode = 2;
} else {
  // Before it is told: whoever reads it may stop it at once.
  const stopped = 'running' in served ? untilStopped(served.running) : undefined;
  const { url, pid } = 'joined' in served ? served.joined : served.running.lock;
  process.stdout.write(`${JSON.stringify({ url, pid, ...('joined' in served ? { joined: true } : {}) })}\n`);
  await stopped;
}
