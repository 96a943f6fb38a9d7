import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { savings } from '../scripts/example/savings.ts';
import { costTotals } from '../server/cli/costs.ts';
import { analyse } from '../server/project/analyse.ts';
import type { FindingReport } from '../server/project/report.ts';
import { formatDollars } from '../shared/money/formatDollars.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const example = join(root, 'examples/support-agent');
/** Models retire and prices change: the findings are those of this day. */
const today = '2026-11-24';

/** What each file of `bad` must be told. */
const mistakes: Readonly<Record<string, readonly string[]>> = {
  'notebook/weekly_review.ipynb': ['superseded-model', 'retired-model'],
  'python/support/agent.py': ['unbounded-tool-loop'],
  'python/support/answer.py': ['cache-busting-prompt'],
  'python/support/articles.py': ['oversized-retrieval-k'],
  'typescript/src/classify.ts': ['missing-cache-marker'],
  'typescript/src/review.mjs': ['ineffective-cache-marker'],
  'typescript/src/translate.ts': ['missing-max-tokens'],
};

/** What would make the command fail, by file. */
async function findingsOf(twin: 'bad' | 'fixed'): Promise<Map<string, FindingReport[]>> {
  const folder = join(example, twin);
  const { files, problems, bugs, missing, configErrors } = await analyse([folder], { cwd: folder, today });
  assert.deepEqual({ problems, bugs, missing, configErrors }, { problems: [], bugs: [], missing: [], configErrors: [] });
  return new Map(
    files.map(({ path, report }) => [relative(folder, path), report.findings.filter(({ severity }) => severity !== 'info')] as const),
  );
}

describe('the example project', () => {
  let bad: Map<string, FindingReport[]>;
  let fixed: Map<string, FindingReport[]>;

  before(async () => {
    bad = await findingsOf('bad');
    fixed = await findingsOf('fixed');
  });

  for (const [path, rules] of Object.entries(mistakes)) {
    it(`is told in bad/${path} of ${rules.join(' and ')}`, () => {
      assert.deepEqual(new Set(bad.get(path)?.map(({ rule }) => rule)), new Set(rules));
    });
    it(`has nothing to be told in fixed/${path}`, () => assert.deepEqual(fixed.get(path) ?? [], []));
  }

  it('makes no mistake anywhere else', () => {
    const others = (found: Map<string, FindingReport[]>) => [...found].filter(([path, list]) => !(path in mistakes) && list.length > 0);
    assert.deepEqual([...others(bad), ...others(fixed)], []);
  });

  it('has the same files twice', () => {
    const files = (twin: string) => globSync('**/*.*', { cwd: join(example, twin) }).sort();
    assert.deepEqual(files('fixed'), files('bad'));
  });

  it('sums to what the command says of it', async () => {
    const folder = join(example, 'bad');
    const { perMonth } = costTotals(await analyse([folder], { cwd: folder, today }));
    const [, total] = (await savings(root, today)).match(/^all calls +(\S+)/m) ?? [];
    assert.equal(total, formatDollars(perMonth.expected));
  });

  it('costs less once it is repaired, and no call of it is left out silently', async () => {
    const text = await savings(root, today);
    assert.match(text, /^The repair saves \$[\d,.]+ a month, and \$[\d,.]+ in the worst case\.$/m);
    for (const path of Object.keys(mistakes)) assert.ok(text.includes(basename(path)), path);
  });
});
