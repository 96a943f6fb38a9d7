import assert from 'node:assert/strict';
import { openEditorCells } from '../../../server/syntax/notebook.ts';
import { openSource, type SourceFile } from '../../../server/syntax/source.ts';
import { lines, notebook4 } from './notebook/notebooks.ts';

function opened(json: string): SourceFile {
  const source = openSource('/project/a.ipynb', json);
  assert.ok(!('unreadable' in source), 'unreadable' in source ? source.unreadable : '');
  return source;
}

const SAMPLE = notebook4([
  { type: 'markdown', source: '# Title' },
  { source: lines('import openai\nclient = openai.OpenAI()') },
  { source: '' },
  { type: 'raw', source: 'raw' },
  { source: '%pip install x\nclient.create(\n  model="😀",\n)' },
]);

describe('a notebook', () => {
  it('is its code cells in order, magics blanked', () => {
    assert.equal(opened(SAMPLE).text, 'import openai\nclient = openai.OpenAI()\n\n              \nclient.create(\n  model="😀",\n)');
  });

  it('says in which of all its cells an offset lies, and on which line of it', () => {
    const source = opened(SAMPLE);
    assert.deepEqual(
      source.cells?.map(cell => cell.index),
      [1, 2, 4],
    );
    assert.deepEqual(source.position(source.text.indexOf('client =')), { line: 2, column: 1, cell: 1 });
    assert.deepEqual(source.position(source.text.indexOf('",')), { line: 3, column: 12, cell: 4 });
    assert.deepEqual(source.position(source.text.length), { line: 4, column: 2, cell: 4 });
  });

  it('finds the offset of every position', () => {
    const source = opened(SAMPLE);
    for (let offset = 0; offset <= source.text.length; offset++) assert.equal(source.offset(source.position(offset)), offset);
    assert.equal(source.offset({ line: 9, column: 9, cell: 1 }), source.cells?.[0]?.span.end);
  });

  it('may have no code at all', () => {
    const source = opened(notebook4([{ type: 'markdown', source: 'x' }]));
    assert.equal(source.text, '');
    assert.deepEqual(source.position(0), { line: 1, column: 1 });
  });

  it('may be of format 3, with worksheets and inputs', () => {
    const cells = [
      { cell_type: 'heading', source: ['x'], level: 1 },
      { cell_type: 'code', language: 'python', input: ['a = 1\n', 'b = 2'], outputs: [] },
      { cell_type: 'code', language: 'python', input: 'c = 3', outputs: [] },
    ];
    const source = opened(JSON.stringify({ metadata: { name: '' }, nbformat: 3, nbformat_minor: 0, worksheets: [{ cells }, { cells }] }));
    assert.equal(source.text, 'a = 1\nb = 2\nc = 3\na = 1\nb = 2\nc = 3');
    assert.deepEqual(
      source.cells?.map(cell => cell.index),
      [1, 2, 4, 5],
    );
  });

  const languages: readonly (readonly [name: string, metadata: object, grammar: string])[] = [
    ['no metadata at all', {}, 'python'],
    ['language_info', { language_info: { name: 'python' } }, 'python'],
    ['a kernel of the user, with its language', { kernelspec: { name: 'my-env', language: 'python' } }, 'python'],
    ['a kernel of the user, without', { kernelspec: { name: 'my-env' } }, 'python'],
    ['Deno', { kernelspec: { name: 'deno', language: 'typescript' } }, 'typescript'],
    ['tslab', { kernelspec: { name: 'tslab', language: 'typescript' }, language_info: { name: 'typescript' } }, 'typescript'],
    ['jslab', { kernelspec: { name: 'jslab', language: 'javascript' } }, 'tsx'],
  ];
  for (const [name, metadata, grammar] of languages) {
    it(`with ${name} is read by the ${grammar} grammar`, () =>
      assert.equal(opened(notebook4([{ source: 'x' }], metadata)).grammar, grammar));
  }

  it('in another language is not ours', () => {
    assert.deepEqual(openSource('a.ipynb', notebook4([], { kernelspec: { name: 'ir', language: 'R' } })), {
      unreadable: 'the notebook is written in R, which is not analysed',
      notOurs: true,
    });
  });

  it('leaves out a cell to which the editor gave another language', () => {
    const json = JSON.parse(notebook4([{ source: 'select 1' }, { source: 'f()' }]));
    json.cells[0].metadata = { vscode: { languageId: 'sql' } };
    const source = opened(JSON.stringify(json));
    assert.equal(source.text, 'f()');
    assert.equal(source.position(0).cell, 1);
  });

  const broken: readonly (readonly [name: string, json: string, sentence: RegExp])[] = [
    ['not JSON', '{"cells": [', /^the notebook is not valid JSON: /],
    ['empty', '', /^the notebook is not valid JSON: /],
    ['without cells', '{"metadata": {}}', /^the notebook has no list of cells$/],
    ['of something else', '[1, 2]', /^the notebook has no list of cells$/],
    ['null', 'null', /^the notebook has no list of cells$/],
  ];
  for (const [name, json, sentence] of broken) {
    it(`that is ${name} is unreadable, in a sentence`, () => {
      const source = openSource('a.ipynb', json);
      assert.ok('unreadable' in source);
      assert.match(source.unreadable, sentence);
    });
  }

  it('with odd cells is read as far as it goes', () => {
    const cells = [null, 1, {}, { cell_type: 'code' }, { cell_type: 'code', source: 7 }, { cell_type: 'code', source: ['a', 1, 'b'] }];
    assert.equal(opened(JSON.stringify({ cells })).text, '\n\nab');
  });

  it('whose cells an editor holds open is put together the same way', () => {
    const source = openEditorCells('/project/a.ipynb', 'python', [
      { index: 0, source: '!ls' },
      { index: 3, source: 'f()' },
    ]);
    assert.equal(source.text, '   \nf()');
    assert.deepEqual(source.position(4), { line: 1, column: 1, cell: 3 });
    assert.deepEqual(source.applyEdits([{ span: { start: 4, end: 4 }, text: 'x' }]), { refused: 'the cells are open in an editor' });
  });
});
