import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import fc from 'fast-check';
import { type AnalyseOptions, type Analysis, analyse } from '../../../server/project/analyse.ts';
import { type ProjectMemory, readMemory, writeMemory } from '../../../server/project/cache/projectCache.ts';
import { temporaryTree } from '../../temporaryTree.ts';

const TODAY = '2026-11-24';
const run = (root: string, options: Partial<AnalyseOptions> = {}, paths = ['.']) => analyse(paths, { cwd: root, today: TODAY, ...options });

/** Everything a door may show. */
const shown = ({ files, problems, bugs, fileCount }: Analysis) => ({ files, problems, bugs, fileCount });

/** For each file of a small project, what it may hold; undefined where it may be absent. */
const VARIANTS: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'app/__init__.py': ['', 'from .llm import ask\n', undefined],
  'app/config.py': ['MODEL = "gpt-5.4"\n', 'MODEL = "gpt-5.4-mini"\nK = 50\n', undefined],
  'app/llm.py': [
    'from openai import OpenAI\nfrom .config import MODEL\n\nclient = OpenAI()\n\n\ndef ask(system, user, limit=None):\n    return client.chat.completions.create(model=MODEL, max_completion_tokens=limit, messages=[{"role": "system", "content": system}, {"role": "user", "content": user}])\n',
    'from openai import OpenAI\n\nclient = OpenAI()\n\n\ndef ask(system, user):\n    return user\n',
    'def ask(system, user):\n    return user\n',
    undefined,
  ],
  'app/one.py': [
    'from datetime import datetime\nfrom .llm import ask\n\n\ndef one(q):\n    return ask(f"Now {datetime.now()}", q)\n',
    'from app import ask\n\nask("Static.", "x", limit=5)\n',
    'x = 1\n',
    undefined,
  ],
  'app/two.py': [
    'from app.llm import client\nfrom app.config import MODEL\n\n\ndef two(q):\n    return client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": q}])\n',
    'import openai\n\nopenai.OpenAI().responses.create(model="gpt-5.4", input="x")\n',
    undefined,
  ],
  'web/a.ts': [
    "import OpenAI from 'openai';\nexport const openai = new OpenAI();\nexport const ask = (q: string) => openai.responses.create({ model: 'gpt-5.4', input: q });\n",
    'export const openai = 1;\nexport const ask = (q: string) => q;\n',
    undefined,
  ],
  'web/index.ts': ["export * from './a';\n", "export { ask } from './a.js';\n", undefined],
  'web/b.ts': [
    "import { ask } from '.';\nexport const b = ask('hello');\n",
    "import { openai } from './a';\nopenai.responses.create({ model: 'gpt-5.4-mini', input: 'x' });\n",
    undefined,
  ],
};

const project = fc.record(Object.fromEntries(Object.entries(VARIANTS).map(([path, texts]) => [path, fc.constantFrom(...texts)])));

function write(root: string, files: Record<string, string | undefined>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = `${root}/${path}`;
    mkdirSync(dirname(file), { recursive: true });
    if (text === undefined) rmSync(file, { force: true });
    // As an editor does: nothing is written when nothing has changed.
    else if (!sameText(file, text)) writeFileSync(file, text);
  }
}

function sameText(file: string, text: string): boolean {
  try {
    return readFileSync(file, 'utf8') === text;
  } catch {
    return false;
  }
}

describe('analysis of a project', () => {
  it('comes to the same with what it remembers as from the beginning, whatever was changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(project, { minLength: 2, maxLength: 4 }), async states => {
        const root = temporaryTree({ 'farthing.jsonc': '{}' });
        let memory: Analysis['memory'];
        for (const files of states) {
          write(root, files);
          const remembering = await run(root, { memory });
          assert.deepEqual(shown(remembering), shown(await run(root)));
          memory = remembering.memory;
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  it('comes to the same for a part of the project as for the whole', async () => {
    await fc.assert(
      fc.asyncProperty(project, async files => {
        const root = temporaryTree({ 'farthing.jsonc': '{}' });
        write(root, { ...files, 'app/config.py': files['app/config.py'] ?? '', 'web/a.ts': files['web/a.ts'] ?? '' });
        const whole = await run(root);
        for (const part of ['app', 'web']) {
          const alone = await run(root, {}, [part]);
          assert.deepEqual(
            alone.files,
            whole.files.filter(({ path }) => path.startsWith(`${root}/${part}/`)),
          );
        }
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });

  it('reads and analyses nothing when nothing has changed, and only what a change touches', async () => {
    const root = temporaryTree({
      'a/x.py': 'import openai\nopenai.OpenAI().responses.create(model="gpt-5.4", input="x")\n',
      'b/y.py': 'import openai\n',
      'c.py': '',
    });
    const first = await run(root);
    assert.deepEqual(first.counts, { read: 3, analysed: 2, remembered: 0 });
    const second = await run(root, { memory: first.memory });
    assert.deepEqual(second.counts, { read: 0, analysed: 0, remembered: 2 });
    writeFileSync(`${root}/b/y.py`, 'import openai\nx = 1\n');
    const third = await run(root, { memory: second.memory });
    assert.deepEqual(third.counts, { read: 1, analysed: 1, remembered: 1 });
    // Checked out again: another time, the same text.
    utimesSync(`${root}/a/x.py`, 1, 1);
    const fourth = await run(root, { memory: third.memory });
    assert.deepEqual(fourth.counts, { read: 1, analysed: 0, remembered: 2 });
  });

  it('starts afresh on another day, with another configuration or other options', async () => {
    const root = temporaryTree({ 'a.py': 'import openai\n' });
    const { memory } = await run(root);
    assert.equal((await run(root, { memory, today: '2026-11-25' })).counts.analysed, 1);
    assert.equal((await run(root, { memory, options: { callsPerMonth: 1 } })).counts.analysed, 1);
    writeFileSync(`${root}/farthing.jsonc`, '{ "options": { "maxRetrievalK": 3 } }');
    assert.equal((await run(root, { memory })).counts.analysed, 1);
  });

  it('takes an import that leads elsewhere for a change', async () => {
    const root = temporaryTree({
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./one/*"] } } }',
      'one/model.ts': "export const MODEL = 'gpt-5.4';\n",
      'two/model.ts': "export const MODEL = 'gpt-5.4-mini';\n",
      'a.ts':
        "import OpenAI from 'openai';\nimport { MODEL } from '@/model';\nnew OpenAI().responses.create({ model: MODEL, input: 'x' });\n",
    });
    const model = ({ files }: Analysis) => files.flatMap(({ report }) => report.calls.map(({ contract }) => contract.model));
    const first = await run(root);
    assert.deepEqual(
      model(first).map(field => field.state === 'present' && field.value),
      ['gpt-5.4'],
    );
    writeFileSync(`${root}/tsconfig.json`, '{ "compilerOptions": { "paths": { "@/*": ["./two/*"] } } }');
    const second = await run(root, { memory: first.memory });
    assert.deepEqual(
      model(second).map(field => field.state === 'present' && field.value),
      ['gpt-5.4-mini'],
    );
  });

  it('remembers on disk what it remembers', async () => {
    const root = temporaryTree({ 'app/llm.py': VARIANTS['app/llm.py']?.[0] ?? '', 'app/config.py': VARIANTS['app/config.py']?.[0] ?? '' });
    const { memory } = await run(root);
    assert.ok(memory);
    const location = `${root}/.cache/lint.json`;
    assert.ok(writeMemory(location, 'this', memory));
    const again = readMemory(location, 'this');
    assert.ok(again);
    assert.deepEqual(plain(again), plain(memory));
    assert.equal(readMemory(location, 'another version'), undefined);
    writeFileSync(location, readFileSync(location, 'utf8').slice(0, -20));
    assert.equal(readMemory(location, 'this'), undefined);
    assert.equal(readMemory(`${root}/nowhere.json`, 'this'), undefined);
    assert.equal(writeMemory(`${root}/app/llm.py/lint.json`, 'this', memory), false);
  });
});

function plain({ key, shape, files, results, loaded, resolutions }: ProjectMemory): unknown {
  const seen = [...files].map(([path, { size, modified, sdk, imports, hash }]) => [path, size, modified, sdk, imports, hash]);
  return JSON.parse(JSON.stringify([key, shape, seen, [...results], loaded, [...resolutions]]));
}
