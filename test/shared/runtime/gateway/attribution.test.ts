import assert from 'node:assert/strict';
import type { SitesUpdate } from '../../../../shared/protocol/sites.ts';
import { siteRegistry } from '../../../../shared/runtime/attribution/siteRegistry.ts';
import { eventBus, type RuntimeEvent } from '../../../../shared/runtime/gateway/events.ts';
import { openSqliteLedger } from '../../../../shared/runtime/store/sqlite/sqliteLedger.ts';
import { chatRequest, type Rig, startRig, TOKEN } from './rig.ts';

const SYSTEM = 'You are the agent that sorts letters.';

const UPDATE: SitesUpdate = {
  version: 1,
  workspace: '/work',
  whole: true,
  files: {
    'agent.py': [
      {
        place: { id: 'sorts', line: 4, endLine: 9, symbol: 'sort' },
        fingerprint: {
          language: 'python',
          operation: 'chat',
          models: { ids: ['gpt-4o-mini'], open: false },
          prompt: [{ role: 'system', texts: [[SYSTEM]] }],
          complete: { system: true, prompt: false },
          tools: { names: [], complete: true },
          parameters: {},
        },
      },
    ],
  },
};

const BODY = {
  model: 'gpt-4o-mini',
  max_tokens: 5,
  messages: [
    { role: 'system', content: SYSTEM },
    { role: 'user', content: 'Hi' },
  ],
};

describe('Requests on their way through the gateway', () => {
  let gateway: Rig;
  const events: RuntimeEvent[] = [];

  before(async () => {
    const sites = siteRegistry(Date.now);
    const bus = eventBus(sites.place);
    bus.listen(event => events.push(event));
    gateway = await startRig({
      gateway: {
        events: bus,
        sites,
        branchOf: folder => (folder === '/work' ? 'main' : undefined),
        control: { token: TOKEN, status: () => ({}), sites, stop: () => {} },
      },
    });
  });
  after(() => gateway.close());
  afterEach(() => {
    events.length = 0;
  });

  const control = (method: string, path: string, body?: object) =>
    fetch(`${gateway.url}/_farthing/${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}` },
      ...(body && { body: JSON.stringify(body) }),
    });

  async function asked(headers: Readonly<Record<string, string>> = {}) {
    const reply = await fetch(`${gateway.base}/v1/chat/completions`, chatRequest(BODY, { 'x-stainless-lang': 'python', ...headers }));
    await reply.text();
    const id = reply.headers.get('x-farthing-request-id') ?? '';
    return (await gateway.store.attempt(id)) ?? assert.fail('no row');
  }

  it('are put down to nothing while no call sites are known', async () => {
    const { identity, verdicts } = await asked();
    assert.deepEqual([identity.site, verdicts?.attribution], [undefined, undefined]);
  });

  it('are put down to the call site that was told, with the branch of its workspace, and events say where it is', async () => {
    const told = await control('PUT', 'sites/editor', UPDATE);
    assert.deepEqual([told.status, await told.json()], [200, { sites: 1 }]);
    const { identity, verdicts } = await asked();
    assert.deepEqual([identity.site, identity.branch, verdicts?.attribution], ['sorts', 'main', { confidence: 'high' }]);
    const places = events.flatMap(event => ('site' in event ? event.site : []));
    assert.deepEqual(
      places.map(place => `${place?.path}:${place?.line} ${place?.symbol}`),
      ['agent.py:4 sort', 'agent.py:4 sort'],
    );
  });

  it('leave where their call site is in the ledger, for when all else is gone', async () => {
    const ledger = openSqliteLedger({ file: gateway.ledger });
    const place = ledger.sites().get('sorts');
    ledger.close();
    assert.deepEqual(place, { id: 'sorts', workspace: '/work', path: 'agent.py', line: 4, endLine: 9, symbol: 'sort' });
  });

  for (const [header, site] of [
    ['sorts', 'sorts'],
    ['agent.py:6', 'sorts'],
    ['nightly import', 'nightly import'],
  ] as const) {
    it(`are pinned by the header x-farthing-site: ${header}, which goes no further`, async () => {
      const { identity, verdicts } = await asked({ 'x-farthing-site': header });
      assert.deepEqual([identity.site, verdicts?.attribution], [site, { confidence: 'pinned' }]);
      assert.ok(gateway.seen.every(({ headers }) => !('x-farthing-site' in headers)));
    });
  }

  it('show who asks with the token where the known call sites are, and nobody else', async () => {
    const known = (await (await control('GET', 'sites')).json()) as { sites: { id: string }[] };
    assert.deepEqual(
      known.sites.map(({ id }) => id),
      ['sorts'],
    );
    assert.equal((await fetch(`${gateway.url}/_farthing/sites`)).status, 401);
  });

  it('are put down to nothing once the supplier has gone', async () => {
    assert.equal((await control('PUT', 'sites/stranger', { ...UPDATE, whole: false })).status, 409);
    assert.equal((await control('PUT', 'sites/editor', { version: 1 })).status, 400);
    assert.equal((await control('PUT', 'sites/no%20name', UPDATE)).status, 404);
    assert.equal((await control('DELETE', 'sites/editor')).status, 200);
    assert.equal((await asked()).identity.site, undefined);
  });
});
