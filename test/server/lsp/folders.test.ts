import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { FileChangeType } from 'vscode-languageserver-protocol';
import { analyse } from '../../../server/project/analyse.ts';
import { temporaryTree } from '../../temporaryTree.ts';
import { Editor, SIMPLE, uriOf } from './editor.ts';
import { UNLIMITED } from './samples.ts';

const today = new Date().toISOString().slice(0, 10);

describe('a workspace of several folders', () => {
  it('goes by the configuration of each', async () => {
    const one = temporaryTree({ 'answer.py': UNLIMITED, 'farthing.jsonc': '{ "rules": { "missing-max-tokens": "error" } }' });
    const two = temporaryTree({ 'answer.py': UNLIMITED, 'farthing.jsonc': '{ "rules": { "missing-max-tokens": "off" } }' });
    const editor = await Editor.start({ folders: [one, two] });
    const [first] = await editor.diagnostics(await editor.open(`${one}/answer.py`));
    assert.equal(first?.severity, 1);
    assert.deepEqual(await editor.rules(await editor.open(`${two}/answer.py`)), []);
    await editor.stop();
  });

  it('goes by the settings the editor has for each', async () => {
    const one = temporaryTree({ 'answer.py': UNLIMITED });
    const two = temporaryTree({ 'answer.py': UNLIMITED });
    const editor = await Editor.start({
      folders: [one, two],
      capabilities: { ...SIMPLE, workspace: { configuration: true } },
      settings: folder => ({
        lint: { scope: folder === uriOf(one) ? 'workspace' : 'openFiles' },
        codeLens: { enable: folder === uriOf(two) },
      }),
    });
    await editor.until(() => editor.published.size === 1);
    assert.deepEqual([...editor.published.keys()], [uriOf(`${one}/answer.py`)]);
    assert.deepEqual(await editor.lenses(await editor.open(`${one}/answer.py`)), []);
    assert.equal((await editor.lenses(await editor.open(`${two}/answer.py`))).length, 1);
    await editor.stop();
  });

  it('may gain and lose folders', async () => {
    const one = temporaryTree({ 'answer.py': UNLIMITED });
    const two = temporaryTree({ 'answer.py': UNLIMITED });
    const editor = await Editor.start({
      folders: [one],
      capabilities: { ...SIMPLE, workspace: { configuration: true, workspaceFolders: true } },
      settings: () => ({ lint: { scope: 'workspace' } }),
    });
    const changed = (added: string[], removed: string[]) => {
      const named = (folders: string[]) => folders.map(folder => ({ uri: uriOf(folder), name: folder }));
      return editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added: named(added), removed: named(removed) },
      });
    };
    await editor.until(() => editor.published.has(uriOf(`${one}/answer.py`)));
    await changed([two], []);
    await editor.until(() => editor.published.get(uriOf(`${two}/answer.py`))?.diagnostics.length === 1);
    await changed([], [one]);
    await editor.until(() => editor.published.get(uriOf(`${one}/answer.py`))?.diagnostics.length === 0);
    await editor.stop();
  });

  it('gives a file to the innermost folder, which says of it what the command line says there', async () => {
    const outer = temporaryTree({
      'a.py': UNLIMITED,
      'inner/b.py': UNLIMITED,
      'inner/farthing.jsonc': '{ "rules": { "missing-max-tokens": "info" } }',
    });
    const editor = await Editor.start({ folders: [outer, `${outer}/inner`] });
    const [finding, ...others] = await editor.diagnostics(await editor.open(`${outer}/inner/b.py`));
    assert.deepEqual([finding?.severity, others], [3, []]);
    await editor.stop();
  });
});

describe('configuration on disk', () => {
  it('holds as soon as it changes', async () => {
    const folder = temporaryTree({ 'answer.py': UNLIMITED });
    const editor = await Editor.start({ folders: [folder] });
    const uri = await editor.open(`${folder}/answer.py`);
    assert.equal((await editor.diagnostics(uri))[0]?.severity, 2);
    const config = `${folder}/farthing.jsonc`;
    writeFileSync(config, '{ "rules": { "missing-max-tokens": "error" } }');
    await editor.watched([config, FileChangeType.Created]);
    await editor.until(() => editor.published.get(uri)?.diagnostics[0]?.severity === 1);
    writeFileSync(config, '{ "exclude": ["answer.py"] }');
    await editor.watched([config, FileChangeType.Changed]);
    await editor.until(() => editor.published.get(uri)?.diagnostics.length === 0);
    await editor.stop();
  });

  it('that is broken is told where it is, and what held before goes on', async () => {
    const folder = temporaryTree({ 'answer.py': UNLIMITED, 'farthing.jsonc': '{ "rules": { "missing-max-tokens": "error" } }' });
    const editor = await Editor.start({ folders: [folder] });
    const uri = await editor.open(`${folder}/answer.py`);
    assert.equal((await editor.diagnostics(uri))[0]?.severity, 1);
    const config = `${folder}/farthing.jsonc`;
    writeFileSync(config, '{\n  "rulez": {}\n}');
    await editor.watched([config, FileChangeType.Changed]);
    await editor.until(() => editor.published.has(uriOf(config)));
    const [mistake] = editor.published.get(uriOf(config))?.diagnostics ?? [];
    assert.match(String(mistake?.message), /unknown key "rulez"; did you mean "rules"\?/);
    assert.equal(mistake?.range.start.line, 1);
    assert.equal(editor.published.get(uri)?.diagnostics[0]?.severity, 1);
    writeFileSync(config, '{ "rules": { "missing-max-tokens": "info" } }');
    await editor.watched([config, FileChangeType.Changed]);
    await editor.until(() => editor.published.get(uri)?.diagnostics[0]?.severity === 3);
    await editor.until(() => editor.published.get(uriOf(config))?.diagnostics.length === 0);
    await editor.stop();
  });
});

describe('one project, however it is opened', () => {
  const files = {
    '.git/HEAD': 'ref: refs/heads/main\n',
    'farthing.jsonc': '{ "options": { "maxRetrievalK": 5 } }',
    'services/shop/pyproject.toml': '[project]\nname = "shop"\n',
    'services/shop/shop/__init__.py': '',
    'services/shop/shop/llm.py': `from openai import OpenAI\n\nfrom shop.settings import MODEL\n\nclient = OpenAI()\n\n\ndef ask(prompt):\n    return client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": prompt}])\n`,
    'services/shop/shop/settings.py': 'MODEL = "gpt-4o"\n',
    'services/shop/shop/answer.py': 'from shop.llm import ask\n\n\ndef answer(question):\n    return ask(question)\n',
    'packages/web/package.json': '{ "name": "@shop/web", "main": "src/index.ts" }',
    'packages/web/src/index.ts': "export * from './client';\n",
    'packages/web/src/client.ts': `import OpenAI from 'openai';\n\nexport const ask = (input: string) => new OpenAI().responses.create({ model: 'gpt-4o', input });\n`,
    'packages/site/src/page.ts': "import { ask } from '@shop/web';\n\nawait ask('hello');\n",
  };
  const linted = Object.keys(files).filter(path => /\.(?:py|ts)$/.test(path));

  it('is told the same from its root, from a part of it, from several folders, and on the command line', async () => {
    const root = temporaryTree(files);
    const command = await analyse([root], { cwd: root, today });
    const expected = new Map(
      linted.map(path => [path, command.files.find(file => file.path === `${root}/${path}`)?.report.findings ?? []]),
    );
    assert.ok([...expected.values()].flat().length >= 4);

    for (const folders of [[root], [`${root}/services/shop`, `${root}/packages`], [`${root}/services`, root], []]) {
      const editor = await Editor.start({ folders });
      for (const path of linted) {
        const diagnostics = await editor.diagnostics(await editor.open(`${root}/${path}`));
        assert.deepEqual(
          diagnostics.map(({ code, message, range }) => [code, message, range.start.line + 1]),
          expected.get(path)?.map(({ rule, message, line }) => [rule, message, line]),
          `${path} in ${folders.join(' and ') || 'no folder'}`,
        );
      }
      await editor.stop();
    }
  });
});

describe('files of others', () => {
  const library = 'from openai import OpenAI\nOpenAI().chat.completions.create(model="gpt-4o", messages=[])\n';

  it('are silent, in and outside the workspace, with one line in the log', async () => {
    const folder = temporaryTree({
      '.venv/lib/python3.12/site-packages/lib.py': library,
      'node_modules/lib/index.py': library,
      'vendor/lib.py': library,
    });
    const elsewhere = temporaryTree({ 'python3/site-packages/lib.py': library });
    const editor = await Editor.start({ folders: [folder] });
    for (const path of [
      `${folder}/.venv/lib/python3.12/site-packages/lib.py`,
      `${folder}/node_modules/lib/index.py`,
      `${folder}/vendor/lib.py`,
    ]) {
      assert.deepEqual(await editor.rules(await editor.open(path)), []);
    }
    const uri = await editor.open(`${elsewhere}/python3/site-packages/lib.py`);
    assert.deepEqual(await editor.rules(uri), []);
    assert.deepEqual(await editor.lenses(uri), []);
    const log = (editor.heard.get('window/logMessage') ?? []) as { message: string }[];
    assert.equal(log.filter(({ message }) => message.includes('belongs to a library')).length, 1);
    assert.equal(editor.heard.has('window/showMessage'), false);
    await editor.stop();
  });

  it('are silent when git ignores them', async () => {
    const folder = temporaryTree({ '.git/HEAD': '', '.gitignore': 'generated/\n', 'generated/a.py': library, 'a.py': library });
    const editor = await Editor.start({ folders: [folder] });
    assert.deepEqual(await editor.rules(await editor.open(`${folder}/generated/a.py`)), []);
    assert.ok((await editor.rules(await editor.open(`${folder}/a.py`))).length > 0);
    await editor.stop();
  });
});
