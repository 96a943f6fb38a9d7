import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exchangeBytes } from './rawHttp.ts';
import { bodyOf, CHAT, COMPLETION, chatRequest, completes, serveUpstream, startRig } from './rig.ts';

describe('A request through the gateway', () => {
  it('reaches the upstream and its reply comes back, and both are in the ledger', async () => {
    const rig = await startRig({ answer: completes });
    try {
      const reply = await fetch(`${rig.base}/v1/chat/completions`, chatRequest());
      assert.equal(reply.status, 200);
      assert.deepEqual(await reply.json(), COMPLETION);
      assert.equal(reply.headers.get('x-farthing-cache'), 'bypass');
      assert.equal(reply.headers.get('x-farthing-cost-usd'), '0.000011');
      const attempt = await rig.store.attempt(reply.headers.get('x-farthing-request-id') as string);
      assert.equal(attempt?.state, 'settled');
      assert.equal(attempt?.end?.cost, 11_000);
      assert.equal(attempt?.identity.user, 'ada');
    } finally {
      await rig.close();
    }
  });

  it('goes through the proxy that the environment names, to an upstream that is not on this machine', async () => {
    const asked: string[] = [];
    const proxy = await serveUpstream((request, response) => {
      asked.push(request.url as string);
      completes(request, response);
    });
    const rig = await startRig({ upstreamUrl: 'http://api.example.test', gateway: { environment: { http_proxy: proxy.url } } });
    try {
      const reply = await fetch(`${rig.base}/v1/chat/completions`, chatRequest());
      assert.deepEqual(await reply.json(), COMPLETION);
      assert.deepEqual(asked, ['http://api.example.test/v1/chat/completions']);
    } finally {
      await rig.close();
      await proxy.close();
    }
  });

  it('to Bedrock with a bearer token goes to the region of the environment, or is told what to set', async () => {
    const asked: string[] = [];
    const bedrock = { name: 'bedrock', dialect: 'bedrock', retries: 0, askForUsage: true, idleTimeoutSeconds: 5 } as const;
    const settings = { upstreams: new Map([['bedrock', bedrock]]), unknownPrice: 'refuse', timeZone: 'UTC' } as const;
    const proxy = createServer();
    proxy.on('connect', (request, client) => {
      asked.push(request.url as string);
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
    const [somewhere, nowhere] = [
      await startRig({ dialect: 'bedrock', gateway: { environment, settings: { ...settings, region: 'eu-west-1' } } }),
      await startRig({ dialect: 'bedrock', gateway: { settings } }),
    ];
    try {
      const body = { messages: [{ role: 'user', content: [{ text: 'hi' }] }] };
      assert.equal((await fetch(`${somewhere.base}/model/m/converse`, chatRequest(body))).status, 502);
      assert.deepEqual(asked, ['bedrock-runtime.eu-west-1.amazonaws.com:443']);
      assert.match(await (await fetch(`${nowhere.base}/model/m/converse`, chatRequest(body))).text(), /set AWS_REGION/);
    } finally {
      for (const one of [somewhere, nowhere]) await one.close();
      await new Promise(resolve => proxy.close(resolve));
    }
  });

  it('is refused at its first byte where its body is larger than any prompt', async () => {
    const rig = await startRig({});
    try {
      const head = `POST /openai/v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:${rig.gateway.port}\r\ncontent-length: 200000000\r\n\r\n{`;
      assert.match((await exchangeBytes(rig.gateway.port, head)).toString(), /^HTTP\/1\.1 413 [\s\S]*128 MB/);
    } finally {
      await rig.close();
    }
  });

  it('goes upstream with its body untouched', async () => {
    let received: Buffer | undefined;
    const rig = await startRig({
      answer: async (request, response) => {
        received = await bodyOf(request);
        completes(request, response);
      },
    });
    try {
      const written = `{ "model":"gpt-4o-mini",\n "messages": [ {"role":"user","content":"gr\\u00fc\u00df"} ],"max_tokens":20 }`;
      await fetch(`${rig.base}/v1/chat/completions`, { ...chatRequest(CHAT), body: written });
      assert.equal(received?.toString(), written);
    } finally {
      await rig.close();
    }
  });
});
