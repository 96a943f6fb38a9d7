import assert from 'node:assert/strict';
import { measure } from '../../scripts/measure/figures.ts';
import type { LabelledRepository, LabelledSite } from '../../scripts/measure/labels.ts';
import { matchRepository } from '../../scripts/measure/matching.ts';
import type { ReportedCall, ReportedFinding } from '../../scripts/measure/reported.ts';

function site(over: Partial<LabelledSite>): LabelledSite {
  return {
    type: 'site',
    path: 'a.py',
    line: 10,
    endLine: 14,
    language: 'python',
    sdk: 'openai',
    api: 'chat.completions',
    operation: 'chat',
    kind: 'direct',
    model: 'gpt-4o',
    modelResolvable: true,
    maxTokens: { state: 'absent' },
    system: { state: 'present', volatility: 'constant' },
    cacheBusting: false,
    loop: { state: 'none' },
    ...over,
  };
}

function call(over: Partial<ReportedCall>): ReportedCall {
  return {
    id: 'c1',
    path: 'a.py',
    line: 10,
    endLine: 14,
    column: 1,
    sdk: 'openai',
    api: 'chat.completions',
    kind: 'direct',
    model: { state: 'present', value: 'gpt-4o' },
    maxOutputTokens: { state: 'absent' },
    systemPrompt: { state: 'present', volatility: 'constant' },
    loop: { state: 'none' },
    ...over,
  };
}

function labelled(over: Partial<LabelledRepository>): LabelledRepository {
  return {
    head: { type: 'repository', repo: 'o/n', commit: 'c', split: 'dev', complete: [{ kinds: ['direct'], paths: ['**'], except: [] }] },
    sites: [],
    negatives: [],
    ignored: [],
    ...over,
  };
}

const bust = (id: string): ReportedFinding => ({ rule: 'cache-busting-prompt', path: 'a.py', line: 10, message: '', call: id });

describe('matching labels with reported calls', () => {
  it('takes a call that begins inside the labelled lines for the labelled site', () => {
    const { pairs } = matchRepository(labelled({ sites: [site({})] }), { calls: [call({ line: 11 })], findings: [] });
    assert.equal(pairs.length, 1);
  });

  it('pairs an inner call with the inner label and the outer with the outer', () => {
    const outer = site({ line: 10, endLine: 20 });
    const inner = site({ line: 12, endLine: 13 });
    const calls = [call({ id: 'inner', line: 12, endLine: 13 }), call({ id: 'outer', line: 10, endLine: 20 })];
    const { pairs } = matchRepository(labelled({ sites: [outer, inner] }), { calls, findings: [] });
    assert.deepEqual(pairs.map(pair => [pair.site.line, pair.call.id]).sort(), [
      [10, 'outer'],
      [12, 'inner'],
    ]);
  });

  it('takes a call at another line the label allows for the labelled site', () => {
    const labels = labelled({ sites: [site({ line: 12, endLine: 12, otherLines: [10] })] });
    const { pairs } = matchRepository(labels, { calls: [call({ line: 10, endLine: 10 })], findings: [] });
    assert.equal(pairs.length, 1);
  });

  it('keeps cells of a notebook apart', () => {
    const { pairs, missed } = matchRepository(labelled({ sites: [site({ cell: 3 })] }), { calls: [call({ cell: 4 })], findings: [] });
    assert.equal(pairs.length, 0);
    assert.equal(missed.length, 1);
  });

  it('holds a call against the analysis only where every site of its kind is labelled', () => {
    const head = { ...labelled({}).head, complete: [{ kinds: ['direct'], paths: ['src/'], except: ['src/vendor/'] }] };
    const calls = [
      call({ id: '1', path: 'src/a.py' }),
      call({ id: '2', path: 'src/vendor/a.py' }),
      call({ id: '3', path: 'src/b.py', kind: 'framework' }),
      call({ id: '4', path: 'test/a.py' }),
    ];
    const { surplus, unjudged } = matchRepository(labelled({ head }), { calls, findings: [] });
    assert.deepEqual(
      surplus.map(surplusCall => surplusCall.id),
      ['1'],
    );
    assert.deepEqual(
      unjudged.map(unjudgedCall => unjudgedCall.id),
      ['2', '3', '4'],
    );
  });

  it('counts a reported look-alike even where not all sites are labelled', () => {
    const negative = { type: 'negative', path: 'a.py', line: 10, why: 'a database' } as const;
    const labels = labelled({ head: { ...labelled({}).head, complete: [] }, negatives: [negative] });
    const { surplus, lookAlikes } = matchRepository(labels, { calls: [call({})], findings: [] });
    assert.equal(lookAlikes.length, 1);
    assert.equal(surplus.length, 1);
  });

  it('leaves an ignored place out of the count', () => {
    const ignored = { type: 'ignore', path: 'a.py', line: 10, why: 'a mock' } as const;
    const { surplus } = matchRepository(labelled({ ignored: [ignored] }), { calls: [call({})], findings: [] });
    assert.equal(surplus.length, 0);
  });
});

describe('figures of a repository', () => {
  const table: [string, Partial<LabelledSite>, Partial<ReportedCall>, Record<string, [number, number]>][] = [
    ['the right model is resolved and not wrong', {}, {}, { modelResolved: [1, 1], modelWrong: [0, 1] }],
    [
      'a model with its provider in front is the same model',
      {},
      { model: { state: 'present', value: 'openai:gpt-4o' } },
      { modelResolved: [1, 1], modelWrong: [0, 1] },
    ],
    ['another model is wrong', {}, { model: { state: 'present', value: 'gpt-4' } }, { modelResolved: [0, 1], modelWrong: [1, 1] }],
    ['an unknown model is not wrong', {}, { model: { state: 'unknown', reason: 'env' } }, { modelResolved: [0, 1], modelWrong: [0, 0] }],
    [
      'stating a default where the caller decides is not wrong',
      { model: null, modelResolvable: false, modelCandidates: ['gpt-4o'] },
      {},
      { modelResolved: [0, 0], modelWrong: [0, 1] },
    ],
    [
      'stating a model nobody can know is wrong',
      { model: null, modelResolvable: false },
      {},
      { modelResolved: [0, 0], modelWrong: [1, 1] },
    ],
    ['a limit that is absent is stated absent', {}, {}, { falseMissing: [0, 1], limitStatedRight: [0, 0] }],
    ['absent is false where a reader cannot tell', { maxTokens: { state: 'unknown', reason: 'kwargs' } }, {}, { falseMissing: [1, 1] }],
    [
      'a limit is read with its value',
      { maxTokens: { state: 'present', value: 300 } },
      { maxOutputTokens: { state: 'present', value: 300 } },
      { limitStatedRight: [1, 1], falseMissing: [0, 0] },
    ],
    [
      'unknown is never a false absence',
      { maxTokens: { state: 'present', value: 300 } },
      { maxOutputTokens: { state: 'unknown', reason: 'x' } },
      {
        limitStatedRight: [0, 1],
        falseMissing: [0, 0],
      },
    ],
    [
      'an endless loop is found by its state',
      { loop: { state: 'unbounded' } },
      { loop: { state: 'unbounded' } },
      { unboundedRecall: [1, 1] },
    ],
  ];
  for (const [sentence, label, reported, expected] of table) {
    it(sentence, () => {
      const { figures } = measure(labelled({ sites: [site(label)] }), { calls: [call(reported)], findings: [] });
      for (const [name, [part, of]] of Object.entries(expected)) {
        assert.deepEqual(figures[name as keyof typeof figures], { part, of }, name);
      }
    });
  }

  it('counts a finding on a moving prompt as found and one on a constant prompt as wrong', () => {
    const labels = labelled({ sites: [site({ cacheBusting: true }), site({ line: 30, endLine: 33 })] });
    const calls = [call({ id: 'a' }), call({ id: 'b', line: 30, endLine: 33 })];
    const { figures } = measure(labels, { calls, findings: [bust('a'), bust('b')] });
    assert.deepEqual(figures.cacheBustingRecall, { part: 1, of: 1 });
    assert.deepEqual(figures.cacheBustingPrecision, { part: 1, of: 2 });
  });

  it('counts a moving prompt of a call that was not found as missed', () => {
    const { figures } = measure(labelled({ sites: [site({ cacheBusting: true })] }), { calls: [], findings: [] });
    assert.deepEqual(figures.cacheBustingRecall, { part: 0, of: 1 });
    assert.deepEqual(figures.recall, { part: 0, of: 1 });
  });

  it('holds what is too much against the part its call belongs to, and against none when calls have no part', () => {
    const labels = labelled({ sites: [site({})] });
    const reported = { calls: [call({}), call({ id: 'extra', line: 40, endLine: 40, kind: 'direct' })], findings: [] };
    const ofKind = (kind: string) =>
      measure(labels, reported, { site: () => true, call: candidate => candidate.kind === kind }).figures.precision;
    assert.deepEqual(ofKind('direct'), { part: 1, of: 2 });
    assert.deepEqual(ofKind('framework'), { part: 0, of: 0 });
    assert.deepEqual(measure(labels, reported, { site: () => true }).figures.precision, { part: 0, of: 0 });
  });

  it('leaves an unclear prompt out', () => {
    const { figures } = measure(labelled({ sites: [site({ cacheBusting: 'unclear' })] }), { calls: [call({})], findings: [bust('c1')] });
    assert.deepEqual(figures.cacheBustingPrecision, { part: 0, of: 0 });
  });
});
