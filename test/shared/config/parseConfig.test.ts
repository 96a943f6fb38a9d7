import assert from 'node:assert/strict';
import { parseConfig } from '../../../shared/config/parseConfig.ts';
import type { ConfigFormat } from '../../../shared/config/sourceText.ts';

const RULES = ['missing-max-tokens', 'oversized-retrieval-k'];

/** Text -> `line:column sentence` of each problem. */
const BAD: readonly [what: string, text: string, format: ConfigFormat, problems: readonly string[]][] = [
  ['a misspelt key', '{\n  "optons": {}\n}', 'jsonc', ['2:3 unknown key "optons"; did you mean "options"?']],
  [
    'a misspelt rule',
    '{ "rules": { "missing-max-token": "warn" } }',
    'jsonc',
    ['1:14 unknown rule "missing-max-token"; did you mean "missing-max-tokens"?'],
  ],
  ['a key like no other', '{ "zebra": 1 }', 'jsonc', ['1:3 unknown key "zebra"']],
  [
    'a misspelt severity',
    '{ "rules": { "oversized-retrieval-k": "warning" } }',
    'jsonc',
    ['1:39 "rules.oversized-retrieval-k" must be one of "off", "info", "warn", "error"; did you mean "warn"?'],
  ],
  ['a limit of zero', '{ "options": { "maxRetrievalK": 0 } }', 'jsonc', ['1:33 "options.maxRetrievalK" must be more than 0']],
  ['half a call', '{ "options": { "callsPerMonth": 1.5 } }', 'jsonc', ['1:33 "options.callsPerMonth" must be a whole number']],
  ['a number for a list', '{ "extends": 3 }', 'jsonc', ['1:14 "extends" must be a string or a list']],
  [
    'rates that are half written',
    '{ "models": { "mine": { "input": 1, "outptu": 2 } } }',
    'jsonc',
    ['1:23 "models.mine.output" is missing', '1:37 unknown key "outptu"; did you mean "output"?'],
  ],
  ['an override without files', '{ "overrides": [{ "rules": {} }] }', 'jsonc', ['1:17 "overrides.0.files" is missing']],
  ['broken JSON', '{\n  "rules": {,}\n}', 'jsonc', ['2:13 not valid JSON: value expected']],
  ['an empty file', '', 'jsonc', ['1:1 not valid JSON: value expected']],
  ['a list at the top', '[]', 'jsonc', ['1:1 the configuration must be an object']],
  [
    'a key in package.json',
    '{ "name": "x",\n  "farthing": { "rule": {} } }',
    'package.json',
    ['2:17 unknown key "rule"; did you mean "rules"?'],
  ],
  [
    'keys in pyproject.toml',
    '[project]\nname = "options"\n[tool.farthing]\nrulez = {}\n[tool.farthing.options]\nmaxRetrievalk = 3\n',
    'pyproject.toml',
    ['4:1 unknown key "rulez"; did you mean "rules"?', '6:1 unknown key "maxRetrievalk"; did you mean "maxRetrievalK"?'],
  ],
  ['broken TOML', '[proj\n', 'pyproject.toml', ['1:6 not valid TOML: illegal character in key']],
];

describe('parseConfig', () => {
  for (const [what, text, format, problems] of BAD) {
    it(`names the place of ${what} in ${format}`, () => {
      const parsed = parseConfig(text, format, RULES);
      assert.ok('problems' in parsed);
      assert.deepEqual(
        parsed.problems.map(({ line, column, message }) => `${line}:${column} ${message}`),
        problems,
      );
    });
  }

  it('allows comments, trailing commas and a byte-order mark', () => {
    const parsed = parseConfig('\uFEFF// ours\n{ "rules": { "missing-max-tokens": "off", }, }', 'jsonc', RULES);
    assert.deepEqual(parsed, { config: { rules: { 'missing-max-tokens': 'off' } } });
  });

  it('reads [tool.farthing] and ignores the rest of pyproject.toml', () => {
    const parsed = parseConfig('[tool.ruff]\nx = 1\n[tool.farthing]\nexclude = ["old/"]\n', 'pyproject.toml', RULES);
    assert.deepEqual(parsed, { config: { exclude: ['old/'] } });
  });

  it('says so when package.json or pyproject.toml has no part for it', () => {
    assert.deepEqual(parseConfig('{ "name": "x" }', 'package.json', RULES), { absent: true });
    assert.deepEqual(parseConfig('[project]\n', 'pyproject.toml', RULES), { absent: true });
  });
});
