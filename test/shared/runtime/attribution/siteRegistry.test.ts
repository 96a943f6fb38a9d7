import assert from 'node:assert/strict';
import type { Fingerprint, SiteFacts, SitesUpdate } from '../../../../shared/protocol/sites.ts';
import type { Asked } from '../../../../shared/runtime/attribution/asked.ts';
import { siteRegistry } from '../../../../shared/runtime/attribution/siteRegistry.ts';

const FINGERPRINT: Fingerprint = {
  language: 'python',
  operation: 'chat',
  models: { ids: ['gpt-4o'], open: false },
  prompt: [],
  complete: { system: false, prompt: false },
  tools: { names: [], complete: true },
  parameters: {},
};

const saying = (system: string): Fingerprint => ({
  ...FINGERPRINT,
  prompt: [{ role: 'system', texts: [[system]] }],
  complete: { system: true, prompt: false },
});

const site = (id: string, fingerprint = FINGERPRINT, line = 3, wraps: readonly string[] = []): SiteFacts => ({
  place: { id, line, endLine: line + 2 },
  fingerprint,
  wraps,
});

const update = (files: SitesUpdate['files'], whole = true, workspace = '/work'): SitesUpdate => ({ version: 1, workspace, whole, files });

const asked = (system: string, more: Partial<Asked> = {}): Asked => ({
  dialect: 'openai',
  operation: 'chat',
  language: 'python',
  model: 'gpt-4o',
  system: [system],
  texts: [{ role: 'user', text: 'Hi' }],
  textCount: 1,
  tools: [],
  parameter: () => undefined,
  ...more,
});

const ONE = 'You are the first of two agents.';
const OTHER = 'You are the second of two agents.';

describe('The registry of call sites', () => {
  it('puts a request down to the one site that says what it says', () => {
    const registry = siteRegistry(() => 0);
    registry.update('a', update({ 'a.py': [site('one', saying(ONE)), site('two', saying(OTHER))] }));
    assert.deepEqual(registry.attribute(asked(OTHER)), { site: 'two', attribution: { confidence: 'high' } });
    assert.equal(registry.attribute(asked('You are somebody else.')), undefined);
  });

  it('is less sure where a site of which nothing is known fits as well', () => {
    const registry = siteRegistry(() => 0);
    registry.update('a', update({ 'a.py': [site('one', saying(ONE)), site('any')] }));
    assert.equal(registry.attribute(asked(ONE))?.attribution.confidence, 'likely');
    assert.equal(registry.attribute(asked(ONE))?.site, 'one');
  });

  it('is less sure where the model is another: the program may be older than the code', () => {
    const registry = siteRegistry(() => 0);
    registry.update('a', update({ 'a.py': [site('one', saying(ONE))] }));
    assert.equal(registry.attribute(asked(ONE, { model: 'gpt-4o-mini' }))?.attribution.confidence, 'likely');
  });

  it('never takes a program in another language for a site', () => {
    const registry = siteRegistry(() => 0);
    registry.update('a', update({ 'a.py': [site('one', saying(ONE))] }));
    assert.equal(registry.attribute(asked(ONE, { language: 'typescript' })), undefined);
  });

  it('puts what fits two callers of one wrapper down to the call inside', () => {
    const registry = siteRegistry(() => 0);
    registry.update(
      'a',
      update({ 'a.py': [site('inner'), site('one', saying(ONE), 8, ['inner']), site('two', saying(ONE), 12, ['inner'])] }),
    );
    const choice = registry.attribute(asked(ONE));
    assert.equal(choice?.site, 'inner');
    assert.deepEqual(choice?.attribution, { confidence: 'likely', candidates: ['one', 'two'] });
  });

  it('takes what is told of a file in the place of what was told before', () => {
    const registry = siteRegistry(() => 0);
    registry.update('a', update({ 'a.py': [site('one', saying(ONE))], 'b.py': [site('two', saying(OTHER))] }));
    registry.update('a', update({ 'a.py': [] }, false));
    assert.deepEqual(
      registry.places().map(({ id }) => id),
      ['two'],
    );
    assert.equal(registry.attribute(asked(ONE)), undefined);
  });

  it('wants the whole set of a supplier that it does not know, and of one with another workspace', () => {
    const registry = siteRegistry(() => 0);
    assert.equal(registry.update('a', update({}, false))?.unknown, true);
    registry.update('a', update({}));
    assert.equal(registry.update('a', update({}, false, '/elsewhere'))?.unknown, true);
    assert.equal(registry.update('a', { version: 99 }), undefined);
  });

  it('keeps what another supplier tells of the same workspace when one goes', () => {
    const registry = siteRegistry(() => 0);
    const files = { 'a.py': [site('one', saying(ONE))] };
    registry.update('a', update(files));
    registry.update('b', update(files));
    registry.forget('a');
    assert.equal(registry.attribute(asked(ONE))?.site, 'one');
    registry.forget('b');
    assert.ok(registry.isEmpty);
  });

  it('forgets a supplier that has fallen silent when another speaks', () => {
    let now = 0;
    const registry = siteRegistry(() => now);
    registry.update('a', update({ 'a.py': [site('one', saying(ONE))] }));
    now = 10 * 60_000;
    registry.update('b', update({}));
    assert.deepEqual(registry.places(), []);
  });

  it('knows a site by its path and any of its lines', () => {
    const registry = siteRegistry(() => 0);
    registry.update('a', update({ 'src/a.py': [site('one', saying(ONE), 3)] }));
    for (const name of ['src/a.py:3', 'src/a.py:5', 'a.py:4', '/work/src/a.py:3', 'one']) assert.equal(registry.named(name), 'one', name);
    for (const name of ['src/a.py:9', 'b.py:3', 'checkout']) assert.equal(registry.named(name), name);
    assert.equal(registry.place('one')?.path, 'src/a.py');
  });
});
