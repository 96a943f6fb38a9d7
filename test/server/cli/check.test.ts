import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { FINE, farthing, findings, OVERSIZED, temporaryTree, UNLIMITED } from './command.ts';

describe('farthing check', () => {
  it('lints the working directory, a folder or a file, with or without its name', () => {
    const root = temporaryTree({ 'a/x.py': OVERSIZED, 'b/y.py': OVERSIZED });
    assert.deepEqual(findings(root), ['a/x.py:5 oversized-retrieval-k', 'b/y.py:5 oversized-retrieval-k']);
    assert.deepEqual(findings(root, ['b']), ['b/y.py:5 oversized-retrieval-k']);
    assert.deepEqual(findings(root, ['a/x.py']), ['a/x.py:5 oversized-retrieval-k']);
    assert.match(farthing(root, ['a']).stdout, /oversized-retrieval-k/);
  });

  it('names files relative to where it runs', () => {
    const root = temporaryTree({ 'a/x.py': OVERSIZED });
    mkdirSync(`${root}/elsewhere`);
    assert.deepEqual(findings(`${root}/elsewhere`, ['../a']), ['../a/x.py:5 oversized-retrieval-k']);
  });

  it('leaves out what git ignores and what the configuration excludes', () => {
    const root = temporaryTree({
      'a.py': OVERSIZED,
      'gen/b.py': OVERSIZED,
      'old/c.py': OVERSIZED,
      '.gitignore': 'gen/\n',
      'farthing.jsonc': '{ "exclude": ["old/"] }',
    });
    assert.deepEqual(findings(root), ['a.py:5 oversized-retrieval-k']);
  });

  it('takes severities and options from the configuration, for some files others', () => {
    const root = temporaryTree({
      'a.py': OVERSIZED,
      'b.py': OVERSIZED,
      'farthing.jsonc':
        '{ "rules": { "oversized-retrieval-k": "error" }, "overrides": [{ "files": ["b.py"], "options": { "maxRetrievalK": 60 } }] }',
    });
    const { findings: found } = JSON.parse(farthing(root, ['check', '--format', 'json']).stdout) as {
      findings: { path: string; severity: string }[];
    };
    assert.deepEqual(
      found.map(({ path, severity }) => [path, severity]),
      [['a.py', 'error']],
    );
  });

  it('finds a client made in another file, and the callers of a wrapper, where no SDK is imported', () => {
    const root = temporaryTree({
      'app/__init__.py': '',
      'app/clients.py': 'from openai import OpenAI\n\nopenai_client = OpenAI()\n',
      'app/use.py':
        'from app.clients import openai_client\n\nopenai_client.chat.completions.create(model="gpt-4.1", messages=[{"role": "user", "content": "Hi"}])\n',
      'app/llm.py':
        'from openai import OpenAI\n\nclient = OpenAI()\n\n\ndef ask(system, user):\n    return client.chat.completions.create(model="gpt-4.1", max_tokens=9, messages=[{"role": "system", "content": system}, {"role": "user", "content": user}])\n',
      'app/caller.py': 'from .llm import ask\n\n\ndef label(text):\n    return ask("One word.", text)\n',
      'app/bystander.py': 'from .paths import ask\n\nask("nothing", "at all")\n',
      'app/paths.py': 'def ask(a, b):\n    return a + b\n',
    });
    const { calls } = JSON.parse(farthing(root, ['estimate', '--format', 'json']).stdout) as {
      calls: { path: string; line: number; kind: string }[];
    };
    assert.deepEqual(
      calls.map(({ path, line, kind }) => `${path}:${line} ${kind}`),
      ['app/caller.py:5 wrapper', 'app/llm.py:7 direct', 'app/use.py:3 direct'],
    );
  });

  it('sees through barrels, path mappings and workspace packages in TypeScript', () => {
    const root = temporaryTree({
      'package.json': '{ "workspaces": ["packages/*"] }',
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      'packages/llm/package.json': '{ "name": "@acme/llm", "main": "src/index.ts" }',
      'packages/llm/src/index.ts': "export * from './client.js';\n",
      'packages/llm/src/client.ts': "import OpenAI from 'openai';\n\nexport const openai = new OpenAI();\n",
      'src/model.ts': "export const MODEL = 'gpt-4.1';\n",
      'src/page.ts':
        "import { openai } from '@acme/llm';\nimport { MODEL } from '@/model';\n\nexport const page = (q: string) => openai.chat.completions.create({ model: MODEL, messages: [{ role: 'user', content: q }] });\n",
    });
    const { calls } = JSON.parse(farthing(root, ['estimate', '--format', 'json', 'src']).stdout) as {
      calls: { path: string; line: number; model: { value?: string } }[];
    };
    assert.deepEqual(
      calls.map(({ path, line, model }) => `${path}:${line} ${model.value}`),
      ['src/page.ts:4 gpt-4.1'],
    );
  });

  it('lints standard input under the name it is given', () => {
    const root = temporaryTree({ 'farthing.jsonc': '{ "options": { "maxRetrievalK": 60 } }', 'sub/farthing.jsonc': '{}' });
    const lint = (name: string) => findings(root, ['--stdin', '--stdin-filename', name], { input: OVERSIZED });
    assert.deepEqual(lint('sub/new.py'), ['sub/new.py:5 oversized-retrieval-k']);
    assert.deepEqual(lint('new.py'), []);
  });

  it('silences what a comment says, and says so of a comment that silences nothing', () => {
    const root = temporaryTree({
      'a.py': OVERSIZED.replace(
        'retriever =',
        '# farthing-ignore oversized-retrieval-k: a reranker follows in another service\nretriever =',
      ),
      'b.py': `# farthing-ignore oversized-retrieval-k: nothing here\n${FINE}`,
    });
    assert.deepEqual(findings(root), ['b.py:1 unused-suppression']);
  });

  it('shows which files it would lint', () => {
    const root = temporaryTree({ 'a.py': '', 'b/c.ts': '', 'dist/d.js': '' });
    assert.equal(farthing(root, ['--show-files']).stdout, 'a.py\nb/c.ts\n');
  });

  it('shows what holds for a file, and from where', () => {
    const root = temporaryTree({ 'farthing.jsonc': '{ "options": { "maxRetrievalK": 3 } }' });
    const shown = JSON.parse(farthing(root, ['--print-config', 'any/new.py']).stdout) as { from: string[]; options: object };
    assert.deepEqual(shown.from, ['farthing.jsonc']);
    assert.deepEqual(shown.options, { maxRetrievalK: 3, weakLoopBound: 50, callsPerMonth: 10_000, outputLimit: 1024 });
  });

  it('keeps quiet about information with --quiet', () => {
    const root = temporaryTree({ 'a.py': UNLIMITED, 'b.py': OVERSIZED });
    const { stdout } = farthing(root, ['check', '--quiet']);
    assert.match(stdout, /warning\[oversized-retrieval-k\]/);
    assert.doesNotMatch(stdout, /info\[|findings? /);
  });

  it('explains each rule and lists them all', () => {
    const root = temporaryTree({});
    const list = farthing(root, ['explain']).stdout.trim().split('\n');
    assert.ok(list.length >= 9);
    for (const line of list) {
      const [id = ''] = line.split(' ');
      assert.match(farthing(root, ['explain', id]).stdout, new RegExp(`^# ${id}\n`));
    }
  });

  it('writes a configuration to begin with that it accepts, and never over another', () => {
    const root = temporaryTree({ 'a.py': OVERSIZED });
    assert.equal(farthing(root, ['init']).code, 0);
    assert.match(readFileSync(`${root}/farthing.jsonc`, 'utf8'), /"\$schema"/);
    assert.deepEqual(findings(root), ['a.py:5 oversized-retrieval-k']);
    assert.equal(farthing(root, ['init']).code, 2);
  });
});

describe('assumptions of the configuration', () => {
  it('take the place of the estimator’s own', () => {
    const root = temporaryTree({
      'a.py': UNLIMITED,
      'farthing.jsonc': '{ "assumptions": { "output": 77, "unknownHole": { "low": 1, "expected": 2, "high": 3 } } }',
    });
    const { calls } = JSON.parse(farthing(root, ['estimate', '--format', 'json']).stdout) as { calls: { assumptions: string[] }[] };
    assert.match(calls[0]?.assumptions.join('\n') ?? '', /output 77 tokens/);
  });
});
