import assert from 'node:assert/strict';
import { FINE, farthing, OVERSIZED, temporaryTree, UNLIMITED } from './command.ts';

const codes = (cwd: string, ...args: string[]) => farthing(cwd, args).code;

describe('exit codes of the command', () => {
  it('is 0 when nothing is found', () => {
    assert.equal(codes(temporaryTree({ 'a.py': FINE }), 'check'), 0);
  });

  it('is 0 for a folder with nothing to lint', () => {
    assert.equal(codes(temporaryTree({ 'README.md': '' }), 'check'), 0);
  });

  it('is 1 when a warning is found', () => {
    assert.equal(codes(temporaryTree({ 'a.py': OVERSIZED }), 'check'), 1);
  });

  it('follows --fail-on, and the configuration without it', () => {
    const root = temporaryTree({ 'a.py': OVERSIZED, 'farthing.jsonc': '{ "failOn": "error" }' });
    assert.equal(codes(root, 'check'), 0);
    assert.equal(codes(root, 'check', '--fail-on', 'warn'), 1);
    assert.equal(codes(root, 'check', '--fail-on', 'never'), 0);
  });

  it('is 1 when there are more warnings than --max-warnings allows', () => {
    const root = temporaryTree({ 'a.py': OVERSIZED });
    assert.equal(codes(root, 'check', '--fail-on', 'error', '--max-warnings', '0'), 1);
    assert.equal(codes(root, 'check', '--fail-on', 'error', '--max-warnings', '1'), 0);
  });

  it('is 1 when a budget is broken', () => {
    const root = temporaryTree({ 'a.py': FINE, 'farthing.jsonc': '{ "budgets": { "maxCostPerCall": 0.0000001 } }' });
    const run = farthing(root, ['check', '--fail-on', 'error']);
    assert.equal(run.code, 1);
    assert.match(run.stdout, /Over budget: \$[\d.]+ a call at a\.py:7 is over the budget of \$0\.0000001 a call/);
    assert.equal(codes(root, 'estimate'), 1);
  });

  const mistakes: readonly [what: string, args: readonly string[], said: RegExp][] = [
    ['an option that does not exist', ['check', '--frobnicate'], /unknown option '--frobnicate'/],
    ['a format that does not exist', ['check', '--format', 'xml'], /unknown format "xml"; there are pretty, json, sarif, github/],
    ['a severity that does not exist', ['check', '--fail-on', 'warning'], /Allowed choices are error, warn, info, never/],
    ['a number that is none', ['check', '--max-warnings', 'many'], /It must be a whole number/],
    ['a path that is not there', ['check', 'nowhere'], /farthing: nowhere: it does not exist/],
    ['a command that does not exist', ['estimat'], /estimat: it does not exist; did you mean the command "estimate"\?/],
    [
      'two formats for one output',
      ['check', '--format', 'json', '--format', 'github'],
      /two formats for one output: write --format github=FILE/,
    ],
    ['standard input without a name', ['check', '--stdin'], /--stdin needs --stdin-filename/],
    [
      'a rule that does not exist',
      ['explain', 'missing-max-token'],
      /there is no rule "missing-max-token"; did you mean "missing-max-tokens"\?/,
    ],
    [
      'a configuration that is not there',
      ['check', '--config', 'none.jsonc'],
      /none\.jsonc: cannot read the configuration: it does not exist/,
    ],
  ];
  for (const [what, args, said] of mistakes) {
    it(`is 2 with a sentence for ${what}`, () => {
      const run = farthing(temporaryTree({ 'a.py': UNLIMITED }), args);
      assert.equal(run.code, 2);
      assert.match(run.stderr, said);
      assert.equal(run.stdout, '');
    });
  }

  it('is 2 for a configuration that is wrong, naming line and remedy', () => {
    const root = temporaryTree({ 'a.py': UNLIMITED, 'farthing.jsonc': '{\n  "rules": { "missing-max-token": "off" }\n}\n' });
    const run = farthing(root, ['check']);
    assert.equal(run.code, 2);
    assert.equal(run.stderr, 'farthing: farthing.jsonc:2:14: unknown rule "missing-max-token"; did you mean "missing-max-tokens"?\n');
    assert.equal(run.stdout, '');
  });

  it('is 0 for help and version, and without any word', () => {
    const root = temporaryTree({});
    for (const args of [['--help'], ['check', '--help'], ['--version'], []]) assert.equal(codes(root, ...args), 0, args.join(' '));
    assert.match(farthing(root, []).stdout, /Usage: farthing/);
  });
});
