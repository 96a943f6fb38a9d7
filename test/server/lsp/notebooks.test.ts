import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { temporaryTree } from '../../temporaryTree.ts';
import { Editor, MODERN, type OpenCell, SIMPLE, uriOf } from './editor.ts';

const SETUP = 'from openai import OpenAI\n\nclient = OpenAI()';
const ASK = 'def ask(question):\n    return client.responses.create(model="gpt-6-luna", input=question)';
const LATER = '%matplotlib inline\nreply = client.responses.create(model="gpt-6-luna", input="hello")';

/** Cell addresses as editors make them: nothing can be read from them. */
const cellUri = (name: string) => `vscode-notebook-cell://remote%2Bhost/other/place.ipynb#W${name}sZmlsZQ%3D%3D`;
const cells = (): OpenCell[] => [
  { uri: cellUri('0'), text: '# A title', kind: 1 },
  { uri: cellUri('1'), text: SETUP },
  { uri: cellUri('2'), text: ASK },
  { uri: cellUri('3'), text: LATER },
];
const ofCode = () => cells().filter(({ kind }) => kind !== 1);

describe('a notebook in the editor', () => {
  let folder: string;
  let notebook: string;
  let editor: Editor;
  const told = (name: string) => editor.published.get(cellUri(name))?.diagnostics.map(({ code }) => code);

  beforeEach(async () => {
    folder = temporaryTree({ 'a.py': '' });
    notebook = uriOf(`${folder}/review.ipynb`);
    editor = await Editor.start({ folders: [folder] });
    await editor.openNotebook(notebook, cells());
    await editor.diagnostics(cellUri('3'));
  });
  afterEach(() => editor.stop());

  it('has its findings in its cells, at their own lines', () => {
    assert.deepEqual([told('1'), told('2'), told('3')], [[], ['missing-max-tokens'], ['missing-max-tokens']]);
    const range = (name: string) => editor.published.get(cellUri(name))?.diagnostics[0]?.range.start;
    assert.deepEqual(range('2'), { line: 1, character: 11 });
    assert.deepEqual(range('3'), { line: 1, character: 8 });
    assert.equal(editor.published.has(notebook), false);
  });

  it('is fixed in the right cell, and the others stay as they are', async () => {
    const at = { line: 1, character: 12 };
    const [fix] = await editor.actions(cellUri('3'), { start: at, end: at });
    assert.match(fix?.title ?? '', /^Limit/);
    assert.deepEqual(Object.keys(fix?.edit?.changes ?? {}), [cellUri('3')]);
    await editor.apply(fix?.edit ?? {});
    assert.equal(editor.text(cellUri('3')), LATER.replace('"hello")', '"hello", max_output_tokens=1024)'));
    assert.deepEqual([editor.text(cellUri('1')), editor.text(cellUri('2'))], [SETUP, ASK]);
    await editor.diagnostics(cellUri('3'));
    assert.deepEqual([told('1'), told('2'), told('3')], [[], ['missing-max-tokens'], []]);
  });

  it('is silenced in the right cell', async () => {
    const at = { line: 1, character: 12 };
    const actions = await editor.actions(cellUri('2'), { start: at, end: at });
    const here = actions.find(({ title }) => /here/.test(title));
    await editor.apply(here?.edit ?? {});
    assert.match(editor.text(cellUri('2')), /^def ask\(question\):\n {4}# farthing-ignore missing-max-tokens: .*\n {4}return/);
    await editor.diagnostics(cellUri('2'));
    assert.deepEqual([told('2'), told('3')], [[], ['missing-max-tokens']]);
  });

  it('has all its cells fixed by one action', async () => {
    const at = { line: 1, character: 12 };
    const actions = await editor.actions(cellUri('3'), { start: at, end: at });
    const all = actions.find(({ title }) => /^Fix all missing-max-tokens/.test(title));
    assert.deepEqual(Object.keys(all?.edit?.changes ?? {}).sort(), [cellUri('2'), cellUri('3')]);
    await editor.apply(all?.edit ?? {});
    await editor.diagnostics(cellUri('3'));
    assert.deepEqual([told('2'), told('3')], [[], []]);
  });

  it('follows its cells as they change, come, move and go', async () => {
    await editor.changeCell(notebook, cellUri('2'), ASK.replace('input=question', 'input=question, max_output_tokens=9'));
    assert.deepEqual(await editor.rules(cellUri('2')), []);
    await editor.spliceCells(notebook, 4, [], [{ uri: cellUri('4'), text: LATER }]);
    assert.deepEqual(await editor.rules(cellUri('4')), ['missing-max-tokens']);
    await editor.spliceCells(notebook, 1, [cellUri('1')], []);
    await editor.until(() => told('3')?.length === 0 && told('4')?.length === 0);
    await editor.spliceCells(notebook, 1, [], [{ uri: cellUri('5'), text: SETUP }]);
    await editor.until(() => told('3')?.length === 1 && told('4')?.length === 1);
    await editor.spliceCells(notebook, 3, [cellUri('3')], []);
    await editor.until(() => told('3')?.length === 0);
    assert.deepEqual(told('4'), ['missing-max-tokens']);
  });

  it('takes its findings back from a cell that becomes another language, and from all when it is closed', async () => {
    // An editor tells such a change as the cell's going and coming.
    await editor.spliceCells(notebook, 3, [cellUri('3')], [{ uri: cellUri('3'), text: LATER, languageId: 'shellscript' }]);
    await editor.until(() => told('3')?.length === 0);
    assert.deepEqual(told('2'), ['missing-max-tokens']);
    await editor.closeNotebook(
      notebook,
      ofCode().map(({ uri }) => uri),
    );
    await editor.until(() => told('2')?.length === 0);
  });

  it('is not spoilt by a broken cell', async () => {
    await editor.changeCell(notebook, cellUri('2'), 'def broken(:\n  """');
    await editor.diagnostics(cellUri('2'));
    assert.deepEqual([told('2'), told('3')], [[], ['missing-max-tokens']]);
  });

  it('has a lens, a hint and a hover in each cell', async () => {
    assert.deepEqual((await editor.lenses(cellUri('3')))[0]?.range.start, { line: 1, character: 8 });
    assert.equal((await editor.lenses(cellUri('2'))).length, 1);
    assert.deepEqual(await editor.lenses(cellUri('1')), []);
    assert.equal((await editor.hints(cellUri('3')))[0]?.position.line, 1);
    assert.ok(await editor.hover(cellUri('3'), editor.placeOf(cellUri('3'), 'responses')));
  });

  it('may have its cells sent as texts as well: they are told once, as cells', async () => {
    await editor.openUri(cellUri('3'), LATER);
    await editor.changeCell(notebook, cellUri('3'), `${LATER}\n`);
    assert.deepEqual(await editor.rules(cellUri('3')), ['missing-max-tokens']);
    assert.deepEqual(await editor.rules(cellUri('2')), ['missing-max-tokens']);
  });
});

describe('a notebook in an editor that asks', () => {
  it('has the findings of its cells sent all the same, and only so', async () => {
    const folder = temporaryTree({ 'a.py': '' });
    const editor = await Editor.start({ folders: [folder], capabilities: MODERN });
    await editor.openNotebook(uriOf(`${folder}/review.ipynb`), cells());
    assert.deepEqual(await editor.rules(cellUri('2')), ['missing-max-tokens']);
    const asked = await editor.pull(cellUri('2'));
    assert.deepEqual(asked.kind === 'full' && asked.items, []);
    await editor.stop();
  });

  it('is read though it was never saved', async () => {
    const editor = await Editor.start({ capabilities: MODERN });
    await editor.openNotebook('untitled:Untitled-1.ipynb', cells());
    assert.deepEqual(await editor.rules(cellUri('2')), ['missing-max-tokens']);
    await editor.stop();
  });
});

describe('cells without their notebook', () => {
  it('are read each by itself where an editor sends them as texts', async () => {
    const editor = await Editor.start();
    await editor.openUri(cellUri('1'), `${SETUP}\n${ASK}`);
    assert.deepEqual(await editor.rules(cellUri('1')), ['missing-max-tokens']);
    await editor.stop();
  });
});

describe('a notebook file', () => {
  const json = `${JSON.stringify(
    {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { language_info: { name: 'python' } },
      cells: [
        { cell_type: 'markdown', metadata: {}, source: ['# Title\n'] },
        { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: `${SETUP}\n${ASK}`.split(/(?<=\n)/) },
      ],
    },
    null,
    1,
  )}\n`;

  it('that is not open is told where its lines are written', async () => {
    const folder = temporaryTree({ 'review.ipynb': json });
    const capabilities = { ...SIMPLE, workspace: { configuration: true } };
    const editor = await Editor.start({ folders: [folder], capabilities, settings: () => ({ lint: { scope: 'workspace' } }) });
    const uri = uriOf(`${folder}/review.ipynb`);
    await editor.until(() => editor.published.has(uri));
    const [finding] = editor.published.get(uri)?.diagnostics ?? [];
    assert.match(String(finding?.message), /^up to \$.* \(cell 2, line 5\)$/);
    assert.match(json.split('\n')[finding?.range.start.line ?? 0] ?? '', /return client\.responses\.create/);

    await editor.openNotebook(uri, cells());
    await editor.until(() => editor.published.get(uri)?.diagnostics.length === 0);
    assert.deepEqual(await editor.rules(cellUri('2')), ['missing-max-tokens']);
    await editor.stop();
  });

  it('that an editor shows as the JSON it is can be fixed there', async () => {
    const folder = temporaryTree({ 'review.ipynb': json });
    const editor = await Editor.start({ folders: [folder] });
    const uri = uriOf(`${folder}/review.ipynb`);
    await editor.openUri(uri, readFileSync(`${folder}/review.ipynb`, 'utf8'), 'json');
    const [finding] = await editor.diagnostics(uri);
    assert.equal(finding?.code, 'missing-max-tokens');
    const [fix] = await editor.actions(uri, finding.range);
    await editor.apply(fix?.edit ?? {});
    assert.deepEqual(await editor.rules(uri), []);
    const fixed = JSON.parse(editor.text(uri));
    assert.match(fixed.cells[1].source.at(-1), /input=question, max_output_tokens=1024\)$/);
    await editor.stop();
  });
});
