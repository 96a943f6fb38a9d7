import assert from 'node:assert/strict';
import { dashboardSessions } from '../../../../shared/runtime/gateway/dashboard/sessions.ts';
import { type Rig, startRig, TOKEN } from './rig.ts';

describe('who may read the dashboard', () => {
  let now = 0;
  const bearer = (token: string) => `Bearer ${token}`;

  it('is who brings a code, once, within two minutes', () => {
    const sessions = dashboardSessions(() => now);
    const code = sessions.newCode();
    const token = sessions.redeem(code);
    assert.ok(token);
    assert.equal(sessions.redeem(code), undefined);
    assert.ok(sessions.accepts(bearer(token)));
    const late = sessions.newCode();
    now += 120_001;
    assert.equal(sessions.redeem(late), undefined);
    assert.equal(sessions.redeem('no code'), undefined);
    // What was let in stays in.
    assert.ok(sessions.accepts(bearer(token)));
    for (const wrong of [undefined, '', token, bearer(code), bearer('')]) assert.ok(!sessions.accepts(wrong));
  });

  it('is forgotten when many others have come', () => {
    const sessions = dashboardSessions(() => now);
    const tokens = Array.from({ length: 33 }, () => sessions.redeem(sessions.newCode()) as string);
    assert.ok(!sessions.accepts(bearer(tokens[0] as string)));
    assert.ok(tokens.slice(1).every(token => sessions.accepts(bearer(token))));
  });
});

describe('the door of the dashboard', () => {
  let rig: Rig;
  const sessions = dashboardSessions(Date.now);
  const ask = (path: string, init: RequestInit = {}) => fetch(`${rig.url}/_farthing/${path}`, init);
  const authorization = `Bearer ${TOKEN}`;

  before(async () => {
    const control = { token: TOKEN, status: () => ({}), stop: () => {}, dashboard: { sessions } };
    rig = await startRig({ gateway: { control } });
  });
  after(() => rig.close());

  it('gives codes only to who has the token of the runtime', async () => {
    assert.equal((await ask('dashboard/codes', { method: 'POST' })).status, 401);
    assert.equal((await ask('dashboard/codes', { method: 'POST', headers: { authorization } })).status, 201);
  });

  it('gives a token for a code, which reads and does nothing else', async () => {
    const token = await (await ask('dashboard/sessions', { method: 'POST', body: sessions.newCode() })).json();
    const asSession = { authorization: `Bearer ${(token as { token: string }).token}` };
    for (const [method, path] of [
      ['POST', 'stop'],
      ['GET', 'status'],
      ['GET', 'events'],
      ['POST', 'raises'],
      ['POST', 'dashboard/codes'],
    ] as const) {
      assert.equal((await ask(path, { method, headers: asSession })).status, 401, path);
    }
    // There is none to read in this rig; it was let in.
    assert.equal((await ask('spend', { headers: asSession })).status, 404);
    assert.equal((await ask('spend')).status, 401);
  });

  it('is closed to pages of other origins', async () => {
    const headers = { origin: 'https://example.com' };
    assert.equal((await ask('dashboard/sessions', { method: 'POST', body: sessions.newCode(), headers })).status, 403);
    assert.equal((await ask('dashboard', { headers })).status, 403);
  });

  it("serves a page that runs only what is its own, in nobody's frame", async () => {
    const reply = await ask('dashboard');
    assert.equal(reply.status, 200);
    const policy = reply.headers.get('content-security-policy') ?? '';
    assert.match(
      policy,
      /^default-src 'none'; script-src 'nonce-[^']+'; style-src 'nonce-[^']+'; connect-src http:\/\/127\.0\.0\.1:\d+\/_farthing\/spend /,
    );
    assert.match(policy, /frame-ancestors 'none'$/);
    assert.doesNotMatch(policy, /unsafe|\*|'self'/);
    assert.equal(reply.headers.get('cache-control'), 'no-store');
    const page = await reply.text();
    assert.doesNotMatch(page, /<script(?![^>]* src=)|\son\w+=|style="/);
    assert.notEqual(policy, (await ask('dashboard')).headers.get('content-security-policy'));
  });

  it('has no other files', async () => {
    for (const path of ['dashboard/cli.js', 'dashboard/../status', 'dashboard/spendPanel.html', 'dashboards']) {
      assert.ok([401, 404].includes((await ask(path)).status), path);
    }
  });
});
