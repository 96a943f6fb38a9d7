import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before } from 'mocha';
import { chat } from '../../runtime/calls.ts';
import { type StandIn, startStandIn } from '../../runtime/standIn/standIn.ts';
import { temporaryTree } from './command.ts';
import { start } from './longRunning.ts';

describe('an alert of a running runtime', () => {
  let standIn: StandIn;
  let hook: Server;
  const posted: { message: string; percent: number }[] = [];
  before(async () => {
    standIn = await startStandIn();
    hook = createServer((request, response) => {
      let text = '';
      request.on('data', chunk => {
        text += chunk;
      });
      request.on('end', () => {
        posted.push(JSON.parse(text));
        response.end();
      });
    }).listen(0, '127.0.0.1');
    await once(hook, 'listening');
  });
  after(async () => {
    await standIn.close();
    hook.close();
    hook.closeAllConnections();
  });

  it('is told once, to whoever follows, in the log, and to the webhook', async () => {
    const runtime = {
      budgets: [{ scope: 'user', window: 'total', tokens: 1000 }],
      alertWebhook: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`,
      cache: { enabled: false },
    };
    const cwd = temporaryTree({ 'home/config.jsonc': JSON.stringify({ runtime }) });
    const home = join(cwd, 'home');
    const proxy = start(['proxy', '--json', '--port', '0', '--home', home], { cwd, env: { FARTHING_UPSTREAM_OPENAI: standIn.url } });
    const { url } = JSON.parse(await proxy.line()) as { url: string };
    // The call that it begins with shows that it follows; refusals show that it follows events too.
    const tail = start(['tail', '--json', '--last', '1', '--home', home], { cwd });
    const call = async (said: object, headers: Readonly<Record<string, string>> = {}) => {
      standIn.behave(() => ({ said }));
      const reply = await chat(url, { prompt: 'hello', headers: { 'x-farthing-user': 'ada', ...headers } });
      await reply.text();
      return reply.status;
    };
    const told: { type: string; message?: string }[] = [];
    const toldOf = async (type: string) => {
      for (;;) {
        const event = JSON.parse(await tail.line()) as { type: string; message?: string };
        told.push(event);
        if (event.type === type) return event;
      }
    };
    await call({ input: 10, output: 1 });
    await toldOf('call');
    const refused = toldOf('refused');
    let over = false;
    refused.then(() => {
      over = true;
    });
    // It looks for a runtime twice a second: a refusal that it tells is the sign that it listens.
    while (!over) {
      const reply = await chat(url, { prompt: 'hello', maxTokens: 5000, headers: { 'x-farthing-user': 'ada' } });
      await reply.text();
    }
    await call({ input: 600, output: 120 });
    const alert = await toldOf('alert');
    assert.equal(alert.message, '731 tokens of 1,000 tokens spent, past 70 %: user ada, for good');
    await call({ input: 20, output: 10 });
    proxy.child.kill('SIGTERM');
    assert.equal(await proxy.exited, 0, proxy.errors());
    assert.deepEqual(
      posted.map(({ message, percent }) => [message, percent]),
      [[alert.message, 70]],
    );
    const lines = readFileSync(join(home, 'runtime.log'), 'utf8').split('\n');
    assert.equal(lines.filter(line => line.endsWith(`warn  ${alert.message}`)).length, 1);
    tail.child.kill('SIGINT');
    assert.equal(await tail.exited, 0, tail.errors());
    assert.equal(told.filter(({ type }) => type === 'alert').length, 1);
  });
});
