import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Both are CommonJS that Node cannot name the exports of.
const require = createRequire(import.meta.url);
const { Registry, INITIAL, parseRawGrammar } = require('vscode-textmate') as typeof import('vscode-textmate');
const oniguruma = require('vscode-oniguruma') as typeof import('vscode-oniguruma');

const root = fileURLToPath(new URL('../..', import.meta.url));
const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  contributes: { grammars: { scopeName: string; path: string; injectTo: string[] }[] };
};

/** The grammars that VS Code has for the languages, and ours as the manifest injects them. */
const languages = { 'source.python': 'python', 'source.ts': 'typescript', 'source.tsx': 'tsx', 'source.js': 'javascript' };
const paths = new Map([
  ...Object.entries(languages).map(([scope, name]) => [scope, `node_modules/tm-grammars/grammars/${name}.json`] as const),
  ...contributes.grammars.map(({ scopeName, path }) => [scopeName, path] as const),
]);

describe('the grammars', () => {
  let registry: InstanceType<typeof Registry>;

  before(async () => {
    await oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
    registry = new Registry({
      onigLib: Promise.resolve({
        createOnigScanner: sources => new oniguruma.OnigScanner(sources),
        createOnigString: text => new oniguruma.OnigString(text),
      }),
      loadGrammar: async scope => {
        const path = paths.get(scope);
        return path === undefined ? null : parseRawGrammar(readFileSync(join(root, path), 'utf8'), path);
      },
      getInjections: scope => contributes.grammars.filter(({ injectTo }) => injectTo.includes(scope)).map(({ scopeName }) => scopeName),
    });
  });

  /** `text: last scope` of each token that one of our grammars named, in order. */
  async function ours(language: keyof typeof languages, code: string): Promise<string[]> {
    const grammar = await registry.loadGrammar(language);
    assert.ok(grammar);
    const found: string[] = [];
    let state = INITIAL;
    for (const line of code.split('\n')) {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
      state = ruleStack;
      for (const { startIndex, endIndex, scopes } of tokens) {
        const scope = scopes.findLast(name => name.endsWith('.farthing') && !name.startsWith('meta.') && !name.startsWith('punctuation.'));
        if (scope !== undefined) found.push(`${line.slice(startIndex, endIndex)}: ${scope.replace('.farthing', '')}`);
      }
    }
    return found;
  }

  const role = (text: string) => `${text}: constant.language.role`;
  const key = (text: string) => `${text}: support.type.property-name.role`;
  const hole = (text: string) => `${text}: variable.parameter.hole`;
  const word = (text: string) => `${text}: keyword.other.suppression`;
  const rule = (text: string) => `${text}: entity.name.tag.rule`;

  const table: readonly (readonly [what: string, language: keyof typeof languages, code: string, expected: readonly string[]])[] = [
    [
      'roles and holes of a message in Python',
      'source.python',
      'm = [{"role": "system", "content": "You help {customer} of {{shop}}."}]',
      [key('"role"'), role('"system"'), hole('customer'), hole('shop')],
    ],
    [
      'roles and holes of a message in TypeScript',
      'source.ts',
      "const m = [{ role: 'user', content: 'Hello {name}, {{ order.id }}' }];",
      [key('role'), role("'user'"), hole('name'), hole('order.id')],
    ],
    [
      'roles and holes in TSX',
      'source.tsx',
      "const m = { role: 'system', content: 'Hi {name}' };",
      [key('role'), role("'system'"), hole('name')],
    ],
    ['roles and holes in JavaScript', 'source.js', "x({ system: 'Hi {name}' });", [hole('name')]],
    [
      'messages written as pairs',
      'source.python',
      'ChatPromptTemplate.from_messages([("system", "Answer {question}"), ("human", "{question}")])',
      [role('"system"'), hole('question'), role('"human"'), hole('question')],
    ],
    [
      'messages written as pairs in TypeScript',
      'source.ts',
      "ChatPromptTemplate.fromMessages([['system', 'Answer {question}'], ['human', '{question}']])",
      [role("'system'"), hole('question'), role("'human'"), hole('question')],
    ],
    ['the text of a template', 'source.python', 'PromptTemplate.from_template("Sum up {text}")', [hole('text')]],
    ['a prompt of several lines', 'source.python', 'client.create(system="""You are\nfor {team}\n""", user="{team}")', [hole('team')]],
    ['a prompt in backticks', 'source.ts', 'create({ instructions: `You are {name}, ${today}` })', [hole('name')]],
    ['a role given by keyword', 'source.python', 'Message(role="assistant")', [key('role'), role('"assistant"')]],
    ['no hole in a string that is no prompt', 'source.python', 'path = "/users/{id}"', []],
    ['no hole where braces are escaped', 'source.python', 'f(prompt="a {{} b")', []],
    ['no hole in JSON inside a prompt', 'source.python', 'f(prompt=\'Answer {"a": 1}\')', []],
    ['code stays code after a prompt', 'source.python', 'f(prompt="a", path="/users/{id}")', []],
    ['no role in another word', 'source.ts', "const profile = { userrole: 'system', roles: 'user' };", []],
    ['no role that no API knows', 'source.ts', "grant({ role: 'owner' });", []],
    [
      'a suppression with its rules, reason and date',
      'source.python',
      '# farthing-ignore missing-max-tokens, unknown-model: known, until 2027-01-31',
      [
        word('farthing-ignore'),
        rule('missing-max-tokens, unknown-model'),
        'until: keyword.other.until',
        '2027-01-31: constant.numeric.date',
      ],
    ],
    [
      'a suppression at the end of a line',
      'source.ts',
      'run(); // farthing-ignore unknown-model: ours',
      [word('farthing-ignore'), rule('unknown-model')],
    ],
    ['a suppression of a file', 'source.ts', '/* farthing-ignore-file */', [word('farthing-ignore-file')]],
    ['a suppression without a rule', 'source.python', 'x = 1  # farthing-ignore: trusted', [word('farthing-ignore')]],
    ['no suppression in a comment about them', 'source.python', '# write farthing-ignore above it', []],
    ['no suppression in a string', 'source.python', 'x = "# farthing-ignore unknown-model"', []],
  ];

  for (const [what, language, code, expected] of table) {
    it(`see ${what}`, async () => assert.deepEqual(await ours(language, code), expected));
  }

  it('change no token around them', async () => {
    const grammar = await registry.loadGrammar('source.python');
    assert.ok(grammar);
    const { tokens } = grammar.tokenizeLine('f(prompt="a {b} c", limit=3)', INITIAL);
    const number = tokens.at(-2);
    assert.deepEqual(
      number?.scopes.filter(name => name.includes('farthing')),
      [],
    );
    assert.ok(number?.scopes.includes('constant.numeric.dec.python'));
  });
});
