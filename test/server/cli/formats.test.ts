import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { farthing, OVERSIZED, temporaryTree, UNLIMITED } from './command.ts';

const BAD = OVERSIZED.replace('retriever =', '# farthing-ignore oversized-retrieval-k: wanted\nretriever =');
const notebook = (...cells: string[]) =>
  JSON.stringify({
    cells: [
      { cell_type: 'markdown', metadata: {}, source: ['# Notes'] },
      ...cells.map(source => ({ cell_type: 'code', metadata: {}, outputs: [], execution_count: null, source: source.split(/(?<=\n)/) })),
    ],
    metadata: { language_info: { name: 'python' } },
    nbformat: 4,
    nbformat_minor: 5,
  });

function project(): string {
  return temporaryTree({
    'src/a b.py': OVERSIZED,
    'src/silent.py': BAD,
    'src/n.ipynb': notebook('x = 1\n', OVERSIZED),
    'src/bad.py': 'import openai\n\0',
  });
}

const dollars = { type: 'object', required: ['low', 'expected', 'high'], additionalProperties: { type: 'number', minimum: 0 } };
const field = {
  type: 'object',
  required: ['state'],
  properties: { state: { enum: ['present', 'absent', 'unknown'] } },
  oneOf: [
    { properties: { state: { const: 'present' } }, required: ['value'] },
    { properties: { state: { const: 'absent' } }, not: { required: ['value'] } },
    { properties: { state: { const: 'unknown' }, reason: { type: 'string', minLength: 1 } }, required: ['reason'] },
  ],
};
const CHECK_CONTRACT = {
  type: 'object',
  required: ['version', 'findings', 'summary'],
  additionalProperties: false,
  properties: {
    version: { const: 1 },
    summary: { type: 'object' },
    findings: {
      type: 'array',
      items: {
        type: 'object',
        required: ['rule', 'severity', 'path', 'line', 'column', 'endLine', 'endColumn', 'message'],
        additionalProperties: false,
        properties: {
          rule: { type: 'string' },
          severity: { enum: ['error', 'warn', 'info'] },
          path: { type: 'string', pattern: '^[^\\\\]+$' },
          line: { type: 'integer', minimum: 1 },
          column: { type: 'integer', minimum: 1 },
          endLine: { type: 'integer', minimum: 1 },
          endColumn: { type: 'integer', minimum: 1 },
          cell: { type: 'integer', minimum: 0 },
          message: { type: 'string', pattern: '^[^\\n]+[^.\\n]$' },
          fix: {
            type: 'object',
            required: ['title', 'safety'],
            additionalProperties: false,
            properties: { title: { type: 'string' }, safety: { enum: ['safe', 'suggestion', 'dangerous'] } },
          },
          call: { type: 'string' },
        },
      },
    },
  },
};
const ESTIMATE_CONTRACT = {
  type: 'object',
  required: ['version', 'calls', 'totals', 'prices'],
  additionalProperties: false,
  properties: {
    version: { const: 1 },
    totals: { type: 'object', required: ['calls', 'priced', 'unknown', 'perCall', 'perMonth'] },
    prices: { type: 'object', required: ['asOf'], properties: { asOf: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' } } },
    calls: {
      type: 'array',
      items: {
        type: 'object',
        required: [
          'id',
          'path',
          'line',
          'endLine',
          'column',
          'sdk',
          'api',
          'kind',
          'model',
          'maxOutputTokens',
          'systemPrompt',
          'tools',
          'loop',
          'retrievalK',
          'cacheMarker',
          'cost',
          'assumptions',
        ],
        additionalProperties: false,
        properties: {
          id: { type: 'string' },
          path: { type: 'string' },
          line: { type: 'integer', minimum: 1 },
          endLine: { type: 'integer', minimum: 1 },
          column: { type: 'integer', minimum: 1 },
          cell: { type: 'integer', minimum: 0 },
          symbol: { type: 'string' },
          sdk: { type: 'string' },
          api: { type: 'string' },
          kind: { enum: ['direct', 'framework', 'config', 'retriever', 'wrapper'] },
          model: field,
          maxOutputTokens: field,
          tools: field,
          retrievalK: field,
          cacheMarker: field,
          systemPrompt: { type: 'object', required: ['state'] },
          loop: { type: 'object', required: ['state'], properties: { state: { enum: ['none', 'bounded', 'unbounded', 'unknown'] } } },
          cost: { anyOf: [dollars, { type: 'null' }] },
          reason: { type: 'string', minLength: 1 },
          assumptions: { type: 'array', items: { type: 'string' } },
        },
      },
    },
  },
};

function assertValid(schema: object, value: unknown): void {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  assert.ok(ajv.validate(schema, value), ajv.errorsText());
}

describe('output formats', () => {
  it('json holds to its contract', () => {
    const run = farthing(project(), ['check', '--format', 'json']);
    assert.equal(run.code, 1);
    const report = JSON.parse(run.stdout) as { findings: { path: string; cell?: number; line: number }[] };
    assertValid(CHECK_CONTRACT, report);
    assert.deepEqual(
      report.findings.map(({ path, cell, line }) => [path, cell, line]),
      [
        ['src/a b.py', undefined, 5],
        ['src/n.ipynb', 2, 5],
      ],
    );
  });

  it('json of the estimate holds to its contract', () => {
    const root = temporaryTree({ 'a.py': UNLIMITED, 'b.py': OVERSIZED, 'c.py': UNLIMITED.replace('"gpt-4.1"', 'pick()') });
    const run = farthing(root, ['estimate', '--format', 'json']);
    assert.equal(run.code, 0);
    assertValid(ESTIMATE_CONTRACT, JSON.parse(run.stdout));
  });

  it('sarif is valid, with rules, regions, fixes, suppressions and fingerprints that stay when lines move', () => {
    const root = project();
    const run = farthing(root, ['check', '--format', 'sarif']);
    const log = JSON.parse(run.stdout) as Log;
    const published = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object;
    // Draft 4 spells it `id`.
    const schema = Object.fromEntries(Object.entries(published).filter(([key]) => key !== 'id' && key !== '$schema'));
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats.default(ajv);
    assert.ok(ajv.validate(schema, log), ajv.errorsText());

    const [{ tool, results = [], invocations = [] }] = log.runs as [Log['runs'][0]];
    assert.ok((tool.driver.rules?.length ?? 0) >= 9);
    const plain = results.find(result => result.locations?.[0]?.physicalLocation?.artifactLocation?.uri === 'src/a%20b.py');
    assert.equal(plain?.locations?.[0]?.physicalLocation?.region?.startLine, 5);
    assert.equal(plain?.fixes?.[0]?.artifactChanges[0]?.replacements[0]?.insertedContent?.text, '10');
    assert.equal(tool.driver.rules?.[plain?.ruleIndex ?? -1]?.id, 'oversized-retrieval-k');
    const cell = results.find(result => result.locations?.[0]?.logicalLocations);
    assert.equal(cell?.locations?.[0]?.physicalLocation?.region, undefined);
    assert.match(cell?.message.text ?? '', /^Cell 2, line 5: /);
    assert.deepEqual(
      results.flatMap(result => result.suppressions ?? []),
      [{ kind: 'inSource', justification: 'wanted' }],
    );
    assert.match(invocations[0]?.toolExecutionNotifications?.[0]?.message.text ?? '', /NUL bytes/);

    const moved = temporaryTree({ 'src/a b.py': `\n\nx = 1\n${OVERSIZED}` });
    const again = JSON.parse(farthing(moved, ['check', '--format', 'sarif']).stdout) as Log;
    assert.deepEqual(again.runs[0]?.results?.[0]?.partialFingerprints, plain?.partialFingerprints);
  });

  it('github annotates lines, and names the cell where there are none', () => {
    const lines = farthing(project(), ['check', '--format', 'github']).stdout.trim().split('\n');
    assert.match(lines[0] ?? '', /^::warning file=src\/a b\.py,line=5,endLine=5,col=\d+,endColumn=\d+,title=oversized-retrieval-k::/);
    assert.match(lines[1] ?? '', /^::warning file=src\/n\.ipynb,title=oversized-retrieval-k::cell 2, line 5: /);
    assert.equal(lines.length, 2);
  });

  it('pretty shows place, source, span, remedy and a summary within 80 columns', () => {
    const { stdout, stderr } = farthing(project(), ['check']);
    assert.match(stdout, /^warning\[oversized-retrieval-k\]: .*\n(?:.*\n)? +--> src\/a b\.py:5:\d+\n/);
    assert.match(stdout, /\n5 \| retriever = store\.as_retriever\(search_kwargs=\{"k": 50\}\)\n +\| +\^\^\n/);
    assert.match(stdout, /= help: .* \(--fix-suggestions\)/);
    assert.match(stdout, /src\/n\.ipynb cell 2:5:/);
    assert.match(stdout, /\n2 findings \(2 warnings\) in 4 files, 1 silenced\.\n/);
    assert.match(stderr, /^farthing: src\/bad\.py: skipped: contains NUL bytes/);
    for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line);
  });

  it('pretty is coloured when that is asked for, and only then', () => {
    const root = temporaryTree({ 'a.py': OVERSIZED });
    const colour = new RegExp(`${String.fromCharCode(27)}\\[`);
    assert.doesNotMatch(farthing(root, ['check']).stdout, colour);
    assert.match(farthing(root, ['check'], { env: { FORCE_COLOR: '1' } }).stdout, colour);
    assert.doesNotMatch(farthing(root, ['check'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }).stdout, colour);
    assert.doesNotMatch(farthing(root, ['check', '--no-color'], { env: { FORCE_COLOR: '1' } }).stdout, colour);
    assert.doesNotMatch(farthing(root, ['check', '--format', 'json'], { env: { FORCE_COLOR: '1' } }).stdout, colour);
  });

  it('several go to several places in one run', () => {
    const root = temporaryTree({ 'a.py': OVERSIZED });
    const run = farthing(root, ['check', '--format', 'pretty', '--format', 'sarif=out/report.sarif', '--format', 'json=report.json']);
    assert.match(run.stdout, /^warning\[/);
    assert.equal((JSON.parse(readFileSync(`${root}/out/report.sarif`, 'utf8')) as Log).version, '2.1.0');
    assert.equal(JSON.parse(readFileSync(`${root}/report.json`, 'utf8')).version, 1);
    assert.equal(farthing(root, ['check', '--format', 'json', '--output-file', 'b.json']).stdout, '');
    assert.equal(JSON.parse(readFileSync(`${root}/b.json`, 'utf8')).version, 1);
  });

  it('the table of the estimate adds up and says what is unknown and what was supposed', () => {
    const root = temporaryTree({
      'a.py': UNLIMITED,
      'b.py': UNLIMITED.replace('gpt-4.1', 'gpt-4.1-mini'),
      'c.py': UNLIMITED.replace('"gpt-4.1"', 'pick()'),
    });
    const { stdout } = farthing(root, ['estimate', '--calls-per-month', '1000']);
    const months = [...stdout.matchAll(/^[abc]\.py .*\$([\d.,]+)$/gm)].map(match => Number(match[1]?.replace(',', '')));
    const total = Number(/^Total .*\$([\d.,]+)$/m.exec(stdout)?.[1]?.replace(',', ''));
    assert.equal(months.length, 2);
    assert.equal(Math.round(months.reduce((sum, month) => sum + month, 0) * 1e6), Math.round(total * 1e6));
    assert.match(stdout, /Unknown: 1 call of 3 \(33 %\)\n {2}- 1 x /);
    assert.match(stdout, /Supposed:\n {2}- /);
    assert.match(stdout, /at 1,000 runs/);
    for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line);
  });
});
