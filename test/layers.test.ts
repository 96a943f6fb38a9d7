import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';

const law = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as { forbidden: IForbiddenRuleType[]; options: ICruiseOptions };

/** Files that break the law, each with the row of the law that says so. */
const violations: readonly (readonly [file: string, text: string, rule: string])[] = [
  ['shared/money/a.ts', "import { x } from '../../server/target.ts';", 'shared-imports-nothing-of-ours'],
  ['shared/money/b.ts', "import type { x } from '../../server/target.ts';", 'shared-imports-nothing-of-ours'],
  ['shared/models/a.ts', "import { readFileSync } from 'node:fs';", 'shared-data-is-pure'],
  ['shared/config/a.ts', "import { x } from '../runtime/target.ts';", 'shared-data-knows-no-runtime'],
  ['shared/catalogue/a.ts', "import { x } from '../models/target.ts';", 'catalogue-is-data'],
  ['shared/money/c.ts', "import { x } from '../catalogue/target.ts';", 'money-knows-no-models'],
  ['server/rules/a.ts', "import { x } from '../../client/target.ts';", 'server-knows-no-client'],
  ['client/a.ts', "export * from '../server/target.ts';", 'client-knows-no-server'],
  ['server/ir/a.ts', "import { x } from '../syntax/target.ts';", 'ir-imports-nothing'],
  ['server/syntax/a.ts', "import { x } from '../resolve/target.ts';", 'syntax-reads-ir-only'],
  ['server/resolve/a.ts', "import { x } from '../calls/target.ts';", 'resolve-reads-ir-and-catalogue'],
  ['server/calls/a.ts', "import { x } from '../rules/target.ts';", 'calls-read-resolve'],
  ['server/estimate/a.ts', "import { x } from '../rules/target.ts';", 'estimate-reads-calls'],
  ['server/attribution/a.ts', "import { x } from '../project/target.ts';", 'attribution-reads-calls'],
  ['server/rules/b.ts', "import { x } from '../syntax/target.ts';", 'rules-read-calls'],
  ['server/rules/c.ts', "const { x } = await import('../project/target.ts');", 'rules-read-calls'],
  ['server/rules/one-rule.ts', "import { x } from './other-rule.ts';", 'rules-know-no-other-rule'],
  ['server/resolve/b.ts', "import { readFileSync } from 'fs';", 'analysis-is-pure'],
  ['server/rules/d.ts', "import { randomUUID } from 'node:crypto';", 'analysis-is-pure'],
  ['server/calls/b.ts', "import { Parser } from 'web-tree-sitter';", 'parser-only-in-syntax'],
  ['server/project/a.ts', "import { x } from '../cli/target.ts';", 'project-knows-no-door'],
  ['server/cli/a.ts', "import { x } from '../lsp/target.ts';", 'cli-knows-no-lsp'],
  ['server/lsp/a.ts', "import { x } from '../cli/target.ts';", 'lsp-knows-no-cli'],
  ['server/lsp/b.ts', "import type { Uri } from 'vscode';", 'vscode-only-in-client'],
  ['server/project/b.ts', "import { createConnection } from 'vscode-languageserver/node';", 'language-server-only-in-lsp'],
  ['server/project/c.ts', "import { createServer } from 'node:http';", 'network-only-in-gateway'],
  ['shared/runtime/ledger/a.ts', "import { connect } from 'node:net';", 'network-only-in-gateway'],
  ['server/project/d.ts', "import { x } from '../../test/target.ts';", 'sources-know-no-tests'],
  ['server/project/e.ts', "import { y } from './f.ts'; export const x = y;", 'no-cycles'],
];

/** Files that keep it. */
const lawful: readonly (readonly [file: string, text: string])[] = [
  ['server/rules/other-rule.ts', "import { x } from './target.ts';"],
  ['server/rules/lawful.ts', "import type { x } from '../calls/target.ts'; import { y } from '../../shared/money/target.ts';"],
  ['server/syntax/parsers.ts', "import { readFileSync } from 'node:fs'; import { Parser } from 'web-tree-sitter';"],
  ['server/cli/lawful.ts', "import { readFileSync } from 'node:fs'; import { x } from '../project/target.ts';"],
  ['shared/runtime/gateway/lawful.ts', "import { createServer } from 'node:http';"],
  ['server/project/f.ts', "import { x } from './e.ts'; export const y = x;"],
  ['client/lawful.ts', "import { x } from '../shared/protocol/target.ts';"],
];

describe('the layer law', () => {
  let folder: string;
  let broken: ReadonlySet<string>;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'farthing-layers-'));
    const targets = [...violations, ...lawful].flatMap(([file, text]) => {
      const target = text.match(/'(\.[^']*target\.ts)'/)?.[1];
      return target ? [join(dirname(file), target)] : [];
    });
    for (const [file, text] of [...targets.map(file => [file, 'export const x = 1;'] as const), ...violations, ...lawful]) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    for (const name of ['web-tree-sitter', 'vscode-languageserver']) {
      mkdirSync(join(folder, 'node_modules', name), { recursive: true });
      for (const file of ['index.js', 'node.js']) writeFileSync(join(folder, 'node_modules', name, file), '');
    }
    const { output } = await cruise(['.'], { ...law.options, baseDir: folder, ruleSet: { forbidden: law.forbidden }, validate: true });
    broken = new Set((output as ICruiseResult).summary.violations.map(({ from, rule }) => `${from} ${rule.name}`));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [file, text, rule] of violations) {
    it(`${rule} catches in ${file}: ${text}`, () => assert.ok(broken.has(`${file} ${rule}`), [...broken].join('\n')));
  }

  for (const [file, text] of lawful) {
    it(`allows in ${file}: ${text}`, () =>
      assert.deepEqual(
        [...broken].filter(line => line.startsWith(`${file} `)),
        [],
      ));
  }

  it('has a violating example for each of its rows', () => {
    assert.deepEqual(new Set(violations.map(([, , rule]) => rule)), new Set(law.forbidden.map(rule => rule.name)));
  });
});
