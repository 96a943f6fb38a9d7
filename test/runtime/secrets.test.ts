import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Follower, follow } from './events.ts';
import { type RuntimeProcess, removeHomes, startRuntime } from './runtimeProcess.ts';
import { jsonReply } from './standIn/reply.ts';
import { type StandIn, startStandIn } from './standIn/standIn.ts';

/** Each place has its own, so that a failure says which leaked. */
const secretOf = (place: string): string => `canary-${place.replaceAll(/[^a-z0-9]/g, '-')}-7f3a9c`;

describe('secrets', () => {
  let standIn: StandIn;
  let runtime: RuntimeProcess;
  let follower: Follower;
  const places: string[] = [];
  const bodiesOfOurs: string[] = [];

  before(async () => {
    standIn = await startStandIn();
    const dead = await unusedAddress();
    runtime = await startRuntime({
      standIn,
      settings: {
        cache: { sampled: true },
        budgets: [{ scope: 'user', owner: 'poor', window: 'day', usd: 0 }],
        upstreams: { dead: { baseUrl: dead, dialect: 'openai' } },
      },
    });
    follower = await follow(runtime);
  });
  after(async () => {
    follower?.stop();
    await standIn?.close();
    removeHomes();
  });

  const secret = (place: string): string => {
    places.push(place);
    return secretOf(place);
  };

  /** A request full of secrets; `ours`: the reply is the runtime's own. */
  async function send(
    place: string,
    path: string,
    { ours = false, ...more }: { ours?: boolean; body?: string; headers?: Record<string, string> } = {},
  ) {
    const query = `key=${secret(`${place} query`)}&x=1`;
    const reply = await fetch(`${runtime.url}${path}${path.includes('?') ? '&' : '?'}${query}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${secret(`${place} authorization`)}`,
        'x-api-key': secret(`${place} x-api-key`),
        'x-goog-api-key': secret(`${place} x-goog-api-key`),
        cookie: `session=${secret(`${place} cookie`)}`,
        'x-custom': secret(`${place} custom`),
        'x-amz-security-token': secret(`${place} session token`),
        ...more.headers,
      },
      body:
        more.body ??
        JSON.stringify({
          model: 'gpt-4o-mini',
          max_tokens: 10,
          temperature: 0,
          stream: place.includes('stream'),
          messages: [{ role: 'user', content: secret(`${place} prompt`) }],
          user: secret(`${place} end user`),
        }),
    });
    const text = await reply.text().catch(() => '');
    if (ours) bodiesOfOurs.push(`${JSON.stringify([...reply.headers])} ${text}`);
    return reply;
  }

  it('are passed on where they belong', async () => {
    await send('plain', '/openai/v1/chat/completions');
    assert.equal(standIn.accepted[0]?.headers.authorization, `Bearer ${secretOf('plain authorization')}`);
    assert.match(standIn.accepted[0]?.path ?? '', new RegExp(secretOf('plain query')));
  });

  it('go through every path, also those that fail', async () => {
    await send('plain stream', '/openai/v1/chat/completions');
    await send('again', '/openai/v1/chat/completions');
    await send('messages', '/anthropic/v1/messages');
    await send('gemini', '/gemini/v1beta/models/gemini-2.5-flash:generateContent');
    await send('signed', '/bedrock/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse', {
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261124/us-east-1/bedrock/aws4_request, SignedHeaders=host, Signature=${secret('signature')}`,
      },
    });
    await send('unknown path', '/openai/v1/files/anything');
    await send('refused', '/openai/v1/chat/completions', { ours: true, headers: { 'x-farthing-user': 'poor' } });
    await send('not json', '/openai/v1/chat/completions', { body: `{"model":"gpt-4o-mini","messages":"${secret('not json body')}` });
    await send('dry run', '/openai/v1/chat/completions', { ours: true, headers: { 'x-farthing-dry-run': '1' } });
    await send('no upstream', `/nowhere/${secret('no upstream path')}`, { ours: true });
    await send('no such name', `/up/${secret('no such name')}/v1/chat/completions`);
    await send('dead upstream', '/up/dead/v1/chat/completions', { ours: true });
    await send('control', '/_farthing/status', { ours: true });
    await send('origin', '/openai/v1/chat/completions', { ours: true, headers: { origin: 'https://evil.example' } });
    standIn.behave(() => ({ reply: jsonReply({ error: { message: `bad key ${secret('error of the upstream')}` } }, 401) }));
    await send('upstream refuses', '/openai/v1/chat/completions');
    standIn.behave(() => ({ cutAt: 2 }));
    await send('cut stream', '/openai/v1/chat/completions');
    standIn.behave(() => ({ cutAt: -1 }));
    await send('cut', '/openai/v1/chat/completions', { ours: true });
    assert.ok(places.length > 100);
  });

  it('are in no file, log, event or reply of the runtime, neither while it runs nor afterwards', async () => {
    look('while it runs');
    await runtime.stop();
    look('afterwards');
  });

  function look(when: string): void {
    const found = new Map(filesBelow(runtime.home).map(path => [path, readFileSync(path)]));
    assert.ok([...found.keys()].some(path => path.endsWith('ledger.db')));
    found.set('its output', Buffer.from(runtime.output()));
    found.set('its events', Buffer.from(JSON.stringify(follower.take())));
    found.set('its replies', Buffer.from(bodiesOfOurs.join('\n')));
    for (const [where, bytes] of found) {
      const leaked = places.filter(place => bytes.includes(secretOf(place)));
      assert.deepEqual(leaked, [], `${where} ${when}`);
    }
  }
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap(name => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** Where nothing listens. */
function unusedAddress(): Promise<string> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(`http://127.0.0.1:${port}`));
    });
  });
}
