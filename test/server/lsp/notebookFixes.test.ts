import assert from 'node:assert/strict';
import fc from 'fast-check';
import { after, before } from 'mocha';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { temporaryTree } from '../../temporaryTree.ts';
import { Editor, type OpenCell, uriOf } from './editor.ts';

const SETUP = 'from datetime import datetime\nfrom openai import OpenAI\n\nclient = OpenAI()';
/** Cells that have something to mend, and cells that must stay as they are. */
const CELLS = [
  'reply = client.responses.create(model="gpt-6-luna", input="hello")',
  'def ask(question):\n    return client.responses.create(model="gpt-6-luna", input=question)\n',
  '%matplotlib inline\nreply = client.responses.create(model="gpt-6-luna", input="größer 😀")',
  'RULES = "Answer questions about orders. " * 900\nclient.responses.create(model="gpt-6.1-terra", max_output_tokens=9, instructions=f"{datetime.now()} {RULES}", input="a")',
  'client.chat.completions.create(model="gpt-6.1-sol", max_tokens=9, messages=[{"role": "user", "content": "a"}])',
  'client.responses.create(\n    model="gpt-6-luna",\n    # a remark\n    input="a",\n)',
  'print("nothing to mend")\n\n',
  '!pip install openai',
  'def broken(:\n    """',
  '',
];

const notebook = fc.array(fc.record({ kind: fc.constantFrom<1 | 2>(2, 2, 2, 1), text: fc.constantFrom(...CELLS) }), {
  minLength: 1,
  maxLength: 6,
});

const countOf = ({ code }: Diagnostic, all: readonly Diagnostic[] = []) => all.filter(one => one.code === code).length;

describe('fixes in a notebook', () => {
  let editor: Editor;
  let folder: string;
  before(async () => {
    folder = temporaryTree({ 'a.py': '' });
    editor = await Editor.start({ folders: [folder] });
  });
  after(() => editor.stop());

  it('mend what they are offered for, in its own cell, and leave every byte of the others, whatever the cells', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(notebook, async drawn => {
        const uri = uriOf(`${folder}/notebook${round++}.ipynb`);
        const cells: OpenCell[] = [{ text: SETUP, kind: 2 as const }, ...drawn].map((cell, index) => ({
          ...cell,
          uri: `cell:${round}/${index}`,
        }));
        const code = cells.filter(({ kind }) => kind === 2).map(cell => cell.uri);
        await editor.openNotebook(uri, cells);
        for (const cell of code) {
          for (let mended = 0; mended < 5; mended++) {
            const before = await told(code);
            const [finding, fix] = (await firstFix(cell, before.get(cell) ?? [])) ?? [];
            if (!finding || !fix) break;
            const texts = new Map(code.map(one => [one, editor.text(one)]));
            const edited = Object.keys(fix.edit?.changes ?? {});
            assert.ok(edited.length > 0);
            await editor.apply(fix.edit ?? {});
            for (const one of code) if (!edited.includes(one)) assert.equal(editor.text(one), texts.get(one));
            assert.ok(edited.includes(cell), `${fix.title} changes ${edited.join()}`);
            const now = await told(code);
            assert.ok(
              countOf(finding, now.get(cell)) < countOf(finding, before.get(cell)),
              `${fix.title} mends nothing in\n${editor.text(cell)}`,
            );
          }
        }
        await editor.closeNotebook(uri, code);
      }),
      { numRuns: 25 },
    );
  });

  it('leave a notebook that is shown as JSON valid, with all else in it as it was', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(notebook, async drawn => {
        const cells = [{ text: SETUP, kind: 2 as const }, ...drawn].map(({ kind, text }) => ({
          cell_type: kind === 2 ? 'code' : 'markdown',
          metadata: { tags: ['kept'] },
          ...(kind === 2 ? { execution_count: null, outputs: [] } : {}),
          source: text.split(/(?<=\n)/),
        }));
        const json = { nbformat: 4, nbformat_minor: 5, metadata: { language_info: { name: 'python' } }, cells };
        const uri = uriOf(`${folder}/json${round++}.ipynb`);
        await editor.openUri(uri, `${JSON.stringify(json, null, 1)}\n`, 'json');
        const found = await editor.diagnostics(uri);
        const [finding, fix] = (await firstFix(uri, found)) ?? [];
        if (finding && fix) {
          await editor.apply(fix.edit ?? {});
          const after = JSON.parse(editor.text(uri)) as typeof json;
          const changed = after.cells.filter((cell, index) => JSON.stringify(cell) !== JSON.stringify(cells[index]));
          assert.equal(changed.length, 1);
          const blank = (one: typeof json) => ({ ...one, cells: one.cells.map(cell => ({ ...cell, source: [] })) });
          assert.deepEqual(blank(after), blank(json));
          const left = await editor.diagnostics(uri);
          assert.ok(countOf(finding, left) < countOf(finding, found), fix.title);
        }
        await editor.close(uri);
      }),
      { numRuns: 15 },
    );
  });

  async function told(cells: readonly string[]): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
    const all = new Map<string, readonly Diagnostic[]>();
    for (const cell of cells) all.set(cell, await editor.diagnostics(cell));
    return all;
  }

  /** The first finding that has a fix, and the fix. */
  async function firstFix(uri: string, findings: readonly Diagnostic[]) {
    for (const finding of findings) {
      const actions = await editor.actions(uri, finding.range, { diagnostics: [finding], only: ['quickfix'] });
      const fix = actions.find(({ title, edit }) => edit && !/^(?:Ignore|Fix all)/.test(title));
      if (fix) return [finding, fix] as const;
    }
    return undefined;
  }
});
