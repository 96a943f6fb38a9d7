import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { bodyOf, type Rig, type RigOptions, startRig } from './rig.ts';

const OURS = { accessKeyId: 'AKIAOURS', secretAccessKey: 'our secret', sessionToken: 'our session' };
const THEIRS = { accessKeyId: 'AKIATHEIRS', secretAccessKey: 'their secret' };
const ANSWER = {
  output: { message: { role: 'assistant', content: [{ text: 'hi' }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
  metrics: { latencyMs: 1 },
};

interface Received {
  readonly request: IncomingMessage;
  readonly body: Buffer;
}

describe('A request signed with AWS Signature Version 4', () => {
  const received: Received[] = [];
  let rig: Rig;
  const start = async (gateway: RigOptions['gateway']) => {
    rig = await startRig({
      dialect: 'bedrock',
      gateway,
      answer: async (request, response) => {
        received.push({ request, body: await bodyOf(request) });
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(ANSWER));
      },
    });
  };
  afterEach(async () => {
    received.length = 0;
    await rig.close();
  });

  const converse = async (modelId: string) => {
    const client = new BedrockRuntimeClient({ region: 'eu-central-1', endpoint: rig.base, credentials: THEIRS, maxAttempts: 1 });
    try {
      return await client.send(new ConverseCommand({ modelId, messages: [{ role: 'user', content: [{ text: 'grüß' }] }] }));
    } finally {
      client.destroy();
    }
  };

  it("gets a new signature with the user's own credentials, for the new host, with its path untouched", async () => {
    await start({ credentials: async () => OURS });
    const modelId = 'arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0';
    assert.equal((await converse(modelId)).stopReason, 'end_turn');
    const [{ request, body }] = received as [Received];
    assert.equal(request.url, `/model/${encodeURIComponent(modelId)}/converse`);
    assert.equal(request.headers['x-amz-security-token'], OURS.sessionToken);
    assert.match(
      request.headers.authorization as string,
      /^AWS4-HMAC-SHA256 Credential=AKIAOURS\/\d{8}\/eu-central-1\/bedrock\/aws4_request, /,
    );
    assert.equal(signatureIn(request), signatureOf(request, body, OURS.secretAccessKey));
    assert.ok(!JSON.stringify(request.rawHeaders).includes('AKIATHEIRS'));
  });

  it("goes as it is to a gateway of the user's own where there are no credentials", async () => {
    await start({ credentials: async () => undefined });
    await converse('amazon.nova-lite-v1:0');
    assert.match(received[0]?.request.headers.authorization as string, /Credential=AKIATHEIRS/);
  });

  it('is refused with a sentence where it would go to Amazon without credentials', async () => {
    await start({
      credentials: async () => undefined,
      settings: {
        upstreams: new Map([['bedrock', { name: 'bedrock', dialect: 'bedrock', retries: 0, askForUsage: true, idleTimeoutSeconds: 5 }]]),
        unknownPrice: 'refuse',
        timeZone: 'UTC',
      },
    });
    await assert.rejects(converse('amazon.nova-lite-v1:0'), /no AWS credentials were found to sign the request with/);
    assert.deepEqual(rig.events, []);
  });

  it('with a bearer token is forwarded untouched', async () => {
    await start({ credentials: async () => OURS });
    const headers = { authorization: 'Bearer bedrock-api-key', 'content-type': 'application/json' };
    const reply = await fetch(`${rig.base}/model/m/converse`, { method: 'POST', headers, body: '{"messages":[]}' });
    assert.equal(reply.status, 200);
    await reply.body?.cancel();
    assert.equal(received[0]?.request.headers.authorization, 'Bearer bedrock-api-key');
    assert.equal(received[0]?.request.headers['x-amz-date'], undefined);
  });
});

function signatureIn(request: IncomingMessage): string | undefined {
  return /Signature=([0-9a-f]{64})$/.exec(request.headers.authorization as string)?.[1];
}

/** Independently, after docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html. */
function signatureOf(request: IncomingMessage, body: Buffer, secret: string): string {
  const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
  const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
  const [, scope = '', names = ''] = /Credential=[^/]+\/(\S+), SignedHeaders=(\S+), /.exec(request.headers.authorization as string) ?? [];
  const [day = '', region = '', service = ''] = scope.split('/');
  // The path is encoded once more, as for every service but S3.
  const path = (request.url as string).split('/').map(encodeURIComponent).join('/');
  const headers = names.split(';').map(name => `${name}:${String(request.headers[name]).trim()}\n`);
  const canonical = [request.method, path, '', headers.join(''), names, sha256(body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>((chain, part) => hmac(chain, part), `AWS4${secret}`);
  return hmac(key, toSign).toString('hex');
}
