import assert from 'node:assert/strict';
import type { SiteFacts } from '../../../../shared/protocol/sites.ts';
import { askRuntime } from '../../../../shared/runtime/gateway/controlClient.ts';
import { type Home, homeOf } from '../../../../shared/runtime/process/home.ts';
import { readLock } from '../../../../shared/runtime/process/lock.ts';
import { type Running, serve } from '../../../../shared/runtime/process/serve.ts';
import { feedSites, type SiteFeed } from '../../../../shared/runtime/process/siteFeed.ts';
import { temporaryTree } from '../../../temporaryTree.ts';

const site = (id: string): SiteFacts => ({
  place: { id, line: 1, endLine: 1 },
  fingerprint: {
    language: 'python',
    operation: 'chat',
    models: { ids: [], open: true },
    prompt: [],
    complete: { system: false, prompt: false },
    tools: { names: [], complete: true },
    parameters: {},
  },
});

describe('A feed of call sites', () => {
  let home: Home;
  let feed: SiteFeed;
  let running: Running | undefined;
  let told: (sites: number) => void = () => {};

  const nextTold = () =>
    new Promise<number>(resolve => {
      told = resolve;
    });
  async function start(): Promise<void> {
    const served = await serve({ home, port: 0, environment: {}, folder: home.folder, version: '0' });
    if (!('running' in served)) assert.fail(JSON.stringify(served));
    running = served.running;
  }
  async function known(): Promise<readonly string[]> {
    const lock = readLock(home) ?? assert.fail('no runtime');
    const signal = AbortSignal.timeout(5000);
    const reply = (await askRuntime({ url: lock.url, token: lock.controlToken, path: 'sites', signal })) ?? assert.fail('no answer');
    let text = '';
    for await (const chunk of reply.setEncoding('utf8')) text += chunk;
    return JSON.parse(text).sites.map(({ id }: { id: string }) => id);
  }

  before(() => {
    home = homeOf(temporaryTree({}));
    feed = feedSites({ home, workspace: '/work', onTold: sites => told(sites) });
  });
  after(async () => {
    await feed.close();
    await running?.stop();
  });

  it('waits for a runtime and tells it all, tells changes, tells all again to the next one, and is forgotten at its end', async function () {
    this.timeout(30_000);
    feed.set(
      new Map([
        ['a.py', [site('one')]],
        ['b.py', [site('two')]],
      ]),
    );
    const first = nextTold();
    await start();
    assert.equal(await first, 2);
    const changed = nextTold();
    feed.set(new Map([['a.py', []]]));
    assert.equal(await changed, 1);
    assert.deepEqual(await known(), ['two']);
    const again = nextTold();
    await running?.stop();
    await start();
    assert.equal(await again, 1);
    assert.deepEqual(await known(), ['two']);
    await feed.close();
    assert.deepEqual(await known(), []);
  });
});
