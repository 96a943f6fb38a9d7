import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromDollars } from '../../../../shared/money/nanoDollars.ts';
import { openSemanticCache, type SemanticCache } from '../../../../shared/runtime/cache/semantic/semanticCache.ts';
import type { SemanticSettings } from '../../../../shared/runtime/settings.ts';
import { bodyOf, builtIn, COMPLETION, chatRequest, type Rig, type RigOptions, serveUpstream, startRig, TOKEN } from './rig.ts';
import { embeds } from './wordVectors.ts';

const SETTINGS: SemanticSettings = {
  mode: 'on',
  ttlSeconds: 3600,
  verifyPercent: 0,
  maxWrongPercent: 2,
  allow: ['sampled'],
  maxMegabytes: 16,
  embedder: { kind: 'endpoint', upstream: 'vectors', model: 'text-embedding-3-small' },
  routes: [],
};

const FIRST = 'How do I reset my password?';
const AGAIN = 'How can I reset my password?';

interface SemanticRig extends Rig {
  readonly semantic: SemanticCache;
  /** Resolves when so many answers have been kept, or were kept before. */
  kept(count: number): Promise<void>;
  ask(question: string, more?: object, headers?: Record<string, string>): Promise<Response>;
  control(method: string, path: string): Promise<Response>;
}

type Say = (question: string, request: IncomingMessage) => string;

/** `say`: what the model says to a question. */
async function startSemanticRig(
  own: Partial<SemanticSettings> = {},
  say: Say = question => `an answer to ${question}`,
  options: Partial<RigOptions> = {},
): Promise<SemanticRig> {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-semantic-'));
  const vectors = await serveUpstream(embeds);
  const opened = openSemanticCache({ file: join(folder, 'semantic.db'), settings: { ...SETTINGS, ...own }, onTrouble: () => {} });
  let adds = 0;
  const waiting = new Set<() => void>();
  const semantic: SemanticCache = Object.create(opened, {
    add: {
      value: async (...given: Parameters<SemanticCache['add']>) => {
        await opened.add(...given);
        adds++;
        for (const told of waiting) told();
      },
    },
  });
  const rig = await startRig({
    cached: true,
    others: [builtIn('vectors', { dialect: 'openai', baseUrl: vectors.url })],
    answer: (request, response) => void says(request, response, say),
    ...options,
    gateway: { semantic, random: () => 0.5, ...options.gateway, control: { token: TOKEN, status: () => ({}), stop: () => {}, semantic } },
  });
  const ask: SemanticRig['ask'] = (question, more = {}, headers = {}) =>
    fetch(
      `${rig.base}/v1/chat/completions`,
      chatRequest({ model: 'gpt-4o-mini', max_tokens: 20, messages: [{ role: 'user', content: question }], ...more }, headers),
    );
  return {
    ...rig,
    semantic,
    ask,
    control: (method, path) => fetch(`${rig.url}/_farthing/${path}`, { method, headers: { authorization: `Bearer ${TOKEN}` } }),
    kept: count =>
      new Promise(resolve => {
        const told = () => {
          if (adds < count) return;
          waiting.delete(told);
          resolve();
        };
        waiting.add(told);
        told();
      }),
    close: async () => {
      await rig.close();
      await opened.close();
      await vectors.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function says(request: IncomingMessage, response: ServerResponse, say: Say): Promise<void> {
  const { messages, stream, stream_options } = JSON.parse((await bodyOf(request)).toString('utf8')) as {
    messages: { content: string }[];
    stream?: boolean;
    stream_options?: { include_usage?: boolean };
  };
  const content = say(messages.at(-1)?.content ?? '', request);
  if (stream) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const chunk = (choice?: object, usage?: object) =>
      `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'gpt-4o-mini', choices: choice ? [choice] : [], ...(usage && { usage }) })}\n\n`;
    response.write(chunk({ index: 0, delta: { role: 'assistant', content }, finish_reason: null }));
    response.write(chunk({ index: 0, delta: {}, finish_reason: 'stop' }));
    if (stream_options?.include_usage) response.write(chunk(undefined, COMPLETION.usage));
    response.end('data: [DONE]\n\n');
    return;
  }
  const [choice] = COMPLETION.choices;
  const body = JSON.stringify({ ...COMPLETION, choices: [{ ...choice, message: { role: 'assistant', content } }] });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

const verdictOf = (reply: Response): string => reply.headers.get('x-farthing-cache') ?? '';
const entryIn = (reply: Response): string => /entry=(\w+)/.exec(verdictOf(reply))?.[1] ?? '';

describe('With the semantic cache', function () {
  // Its thread starts with the first question.
  this.timeout(20_000);
  let rig: SemanticRig;
  afterEach(() => rig.close());

  /** Asks, and waits until the answer is kept. */
  const teach = async (question: string, more?: object, headers?: Record<string, string>, nth = 1): Promise<string> => {
    const text = await (await rig.ask(question, more, headers)).text();
    await rig.kept(nth);
    return text;
  };

  it('a question asked in other words gets the answer to the first, free of charge, with its similarity and entry', async () => {
    rig = await startSemanticRig();
    const first = await teach(FIRST);
    const reply = await rig.ask(AGAIN);
    assert.match(verdictOf(reply), /^semantic; similarity=0\.\d{3}; entry=s\d+$/);
    assert.equal(await reply.text(), first);
    assert.equal(reply.headers.get('x-farthing-cost-usd'), '0.0');
    assert.equal(rig.seen.length, 1);
    const rows = rig.events.filter(event => event.type === 'ended').map(({ end }) => end);
    const served = rows.find(end => end.cache === 'semantic');
    assert.deepEqual([served?.cost, served?.saved, served?.verdicts?.semantic?.outcome], [0, 11_000, 'served']);
  });

  it('a stream is served from a whole answer, and a whole answer from a stream', async () => {
    rig = await startSemanticRig();
    await teach(FIRST);
    const streamed = await rig.ask(AGAIN, { stream: true });
    assert.match(verdictOf(streamed), /^semantic/);
    assert.match(await streamed.text(), /an answer to How do I reset my password\?[\s\S]*\[DONE\]/);
    await teach('What is a mutex?', { stream: true }, {}, 2);
    const whole = await rig.ask("What's a mutex?");
    assert.match(verdictOf(whole), /^semantic/);
    assert.equal(((await whole.json()) as typeof COMPLETION).choices[0]?.message.content, 'an answer to What is a mutex?');
    assert.equal(rig.seen.length, 2);
  });

  it('nothing is shared between keys, users, teams, projects, namespaces, models, instructions or parameters', async () => {
    rig = await startSemanticRig({}, (_, { headers }) => `the secret of ${headers.authorization}`);
    await teach(FIRST);
    const others: readonly (readonly [object, Record<string, string>])[] = [
      [{}, { authorization: 'Bearer sk-of-another' }],
      [{}, { 'x-farthing-user': 'bob' }],
      [{}, { 'x-farthing-team': 'blue' }],
      [{}, { 'x-farthing-project': 'other' }],
      [{}, { 'x-farthing-cache': 'namespace=mine' }],
      [{ model: 'gpt-4o' }, {}],
      [{ max_tokens: 21 }, {}],
      [{ temperature: 0.5 }, {}],
      [
        {
          messages: [
            { role: 'system', content: 'Be brief.' },
            { role: 'user', content: AGAIN },
          ],
        },
        {},
      ],
      [{}, { 'x-beta': '1' }],
    ];
    for (const [more, headers] of others)
      assert.equal(verdictOf(await rig.ask(AGAIN, more, headers)), 'miss', JSON.stringify([more, headers]));
    assert.match(verdictOf(await rig.ask(AGAIN)), /^semantic/);
  });

  it('a number, a name, an order or a polarity that differs goes upstream', async () => {
    rig = await startSemanticRig();
    await teach('How long does the train from London to Paris take with 2 bags?');
    for (const question of [
      'How long does the train from London to Paris take with 3 bags?',
      'How long does the train from London to Madrid take with 2 bags?',
      'How long does the train from Paris to London take with 2 bags?',
      'How long does the train from London to Paris not take with 2 bags?',
    ]) {
      assert.equal(verdictOf(await rig.ask(question)), 'miss', question);
    }
  });

  it('tools, further turns, images and words of time are left alone', async () => {
    rig = await startSemanticRig();
    const tools = [{ type: 'function', function: { name: 'look', parameters: {} } }];
    const turns = (question: string) => ({
      messages: [
        { role: 'user', content: 'hi' },
        { role: 'assistant', content: 'hi' },
        { role: 'user', content: question },
      ],
    });
    const image = (question: string) => ({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: question },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
          ],
        },
      ],
    });
    for (const more of [() => ({ tools }), turns, image]) {
      await (await rig.ask(FIRST, more(FIRST))).text();
      assert.doesNotMatch(verdictOf(await rig.ask(AGAIN, more(AGAIN))), /^semantic/);
    }
    await (await rig.ask('How is the weather today in Rome?')).text();
    assert.equal(verdictOf(await rig.ask("How's the weather today in Rome?")), 'miss');
    assert.equal(rig.semantic.state().entries, 0);
  });

  it('errors and answers that were cut short are never kept', async () => {
    let status = 500;
    rig = await startSemanticRig({}, undefined, {
      answer: (_request, response) => {
        const [choice] = COMPLETION.choices;
        const body = JSON.stringify(
          status === 200 ? { ...COMPLETION, choices: [{ ...choice, finish_reason: 'length' }] } : { error: { message: 'no' } },
        );
        response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
        response.end(body);
      },
    });
    await (await rig.ask(FIRST)).text();
    status = 200;
    await (await rig.ask(FIRST)).text();
    assert.equal(verdictOf(await rig.ask(AGAIN)), 'miss');
    assert.equal(rig.semantic.state().entries, 0);
  });

  it("in shadow every byte is the upstream's, and what it would have answered is compared and counted", async () => {
    rig = await startSemanticRig({ mode: 'shadow' }, () => 'forty-two');
    await teach(FIRST);
    const reply = await rig.ask(AGAIN);
    assert.equal(verdictOf(reply), 'miss');
    assert.equal(((await reply.json()) as typeof COMPLETION).choices[0]?.message.content, 'forty-two');
    await rig.kept(2);
    assert.equal(rig.seen.length, 2);
    const [route] = rig.semantic.state().routes;
    assert.deepEqual([route?.route, route?.checked, route?.wrong], ['openai /v1/chat/completions gpt-4o-mini', 1, 0]);
  });

  it('a share of its answers is asked for upstream all the same', async () => {
    let drawn = 0.04;
    rig = await startSemanticRig({ verifyPercent: 5 }, () => 'yes', { gateway: { random: () => drawn } });
    await teach(FIRST);
    assert.equal(verdictOf(await rig.ask(AGAIN)), 'miss');
    await rig.kept(2);
    assert.equal(rig.semantic.state().routes[0]?.checked, 1);
    drawn = 0.06;
    assert.match(verdictOf(await rig.ask('How could I reset my password?')), /^semantic/);
    assert.equal(rig.semantic.state().routes[0]?.checked, 1);
  });

  it('it switches itself off past the limit of wrong answers, says so, and begins anew when told to', async () => {
    let said = 0;
    rig = await startSemanticRig({ verifyPercent: 100 }, () => `label ${said++}`);
    const subjects = ['open the archive', 'bake sourdough bread', 'repair a bicycle tyre', 'learn Portuguese grammar'];
    let kept = 0;
    for (const subject of subjects) {
      await teach(`How do I ${subject}?`, {}, {}, ++kept);
      await teach(`How can I ${subject}?`, {}, {}, ++kept);
    }
    const off = rig.events.find(event => event.type === 'semantic-off');
    assert.ok(off);
    const [route] = rig.semantic.state().routes;
    assert.ok(route?.offSince !== undefined && route.wrong >= 2 && route.interval.low > 0.02);
    const reply = await rig.control('POST', `cache/resume?route=${encodeURIComponent(route.route)}`);
    assert.equal(reply.status, 200);
    assert.equal(rig.semantic.state().routes.find(one => one.route === route.route)?.offSince, undefined);
  });

  it('once switched off it answers no more', async () => {
    rig = await startSemanticRig({}, question => question);
    await teach(FIRST);
    for (const entry of ['alpha', 'beta']) {
      await rig.semantic.verified({ route: 'openai /v1/chat/completions gpt-4o-mini', same: false, limit: 0.02, entry });
    }
    assert.equal(verdictOf(await rig.ask(AGAIN)), 'miss');
  });

  it('an answer that its user calls wrong is removed, counted, and not given to the same question again', async () => {
    rig = await startSemanticRig();
    await teach(FIRST);
    const entry = entryIn(await rig.ask(AGAIN));
    const told = await rig.control('POST', `cache/wrong?entry=${entry}`);
    assert.deepEqual(await told.json(), {
      removed: entry,
      checked: 1,
      wrong: 1,
      switchedOff: false,
      route: 'openai /v1/chat/completions gpt-4o-mini',
    });
    assert.equal(rig.semantic.state().entries, 0);
    // Answered anew, it is none for the question that it was wrong for.
    await teach(FIRST, {}, { 'x-farthing-cache': 'no-cache' }, 2);
    assert.equal(verdictOf(await rig.ask(AGAIN)), 'miss');
    assert.equal((await rig.control('POST', 'cache/wrong?entry=s999')).status, 404);
  });

  it('vectors from an endpoint are calls of whoever asks: rows of their own, charged to his budget and stopped by it', async () => {
    rig = await startSemanticRig();
    await teach(FIRST);
    const ends = rig.events.filter(event => event.type === 'ended');
    const embeddings = ends.filter(({ start }) => start.kind === 'embeddings');
    assert.ok(embeddings.length > 0);
    for (const { start, end } of embeddings) {
      assert.deepEqual([start.identity.user, start.identity.tags.farthing, start.upstream], ['ada', 'embedding', 'vectors']);
      assert.ok((end.cost ?? 0) > 0);
    }
    await rig.store.setBudget({ scope: 'all', window: 'total', money: fromDollars(0) });
    const refused = await rig.ask('What else is there to ask?');
    assert.equal(refused.status, 429);
    assert.ok(rig.events.some(event => event.type === 'refused' && event.start.kind === 'embeddings'));
  });
});
