import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { type Edit, openSource, type SourceFile } from '../../../../server/syntax/source.ts';
import { replaceSpans } from '../../../../server/syntax/sourceFile.ts';
import { lines, notebook4, type TestCell } from './notebooks.ts';

function opened(json: string): SourceFile {
  const source = openSource('/project/a.ipynb', json);
  assert.ok(!('unreadable' in source), 'unreadable' in source ? source.unreadable : '');
  return source;
}

function edited(json: string, edits: readonly Edit[]): string {
  const result = opened(json).applyEdits(edits);
  assert.ok('text' in result, 'refused' in result ? result.refused : '');
  return result.text;
}

/** The edit that puts `text` in place of `old` in the module's text. */
function change(json: string, old: string, text: string): Edit {
  const start = opened(json).text.indexOf(old);
  assert.ok(start >= 0);
  return { span: { start, end: start + old.length }, text };
}

describe('edits in a notebook', () => {
  const code = 'import openai\n\nclient.create(\n  model="a",\n)';
  const json = notebook4([{ type: 'markdown', source: lines('a\nb') }, { source: lines(code) }, { source: 'x = "é"\ny' }]);

  const table: readonly (readonly [name: string, old: string, text: string])[] = [
    ['inside a line', '"a"', '"b"'],
    ['that add lines', '  model="a",\n', '  model="a",\n  max_tokens=100,\n'],
    ['that add a line at the end', '\n)', '\n  n=1,\n)\nf()\n'],
    ['that take a line away', '  model="a",\n', ''],
    ['that join lines', '(\n  model="a",\n)', '(model="a")'],
    ['that need escapes', '"a"', '"\\n\t\\""'],
    ['over many lines', code, 'one\ntwo'],
    ['that empty the cell', code, ''],
  ];
  for (const [name, old, text] of table) {
    it(`${name} leave the file as Jupyter would have written it`, () => {
      const cells = [
        { type: 'markdown', source: lines('a\nb') },
        { source: lines(code.replace(old, () => text)) },
        { source: 'x = "é"\ny' },
      ] as const;
      assert.equal(edited(json, [change(json, old, text)]), notebook4(cells));
    });
  }

  it('in several cells and several to a line are all made', () => {
    const edits = [
      change(json, 'y', 'z'),
      change(json, 'model', 'm'),
      change(json, '"a"', '"b"'),
      change(json, 'import', '# first\nimport'),
    ];
    const changed = '# first\nimport openai\n\nclient.create(\n  m="b",\n)';
    const cells = [{ type: 'markdown', source: lines('a\nb') }, { source: lines(changed) }, { source: 'x = "é"\nz' }] as const;
    assert.equal(edited(json, edits), notebook4(cells));
  });

  it('keep a source that is one string one string', () => {
    assert.ok(edited(json, [change(json, '\ny', '\n"z"\n')]).includes(String.raw`"source": "x = \"é\"\n\"z\"\n"`));
  });

  it('keep the way the file writes what is not ASCII', () => {
    const ascii = '{"cells":[{"cell_type":"code","source":["x = \\"\\u00e9\\"\\n","y"]}]}';
    assert.equal(
      edited(ascii, [change(ascii, 'y', '"ü😀"')]),
      '{"cells":[{"cell_type":"code","source":["x = \\"\\u00e9\\"\\n","\\"\\u00fc\\ud83d\\ude00\\""]}]}',
    );
    const plain = '{"cells":[{"cell_type":"code","source":["x = \\"é\\"\\n","y"]}]}';
    assert.equal(edited(plain, [change(plain, 'y', '"ü"')]), '{"cells":[{"cell_type":"code","source":["x = \\"é\\"\\n","\\"ü\\""]}]}');
  });

  it('keep other spellings of the same JSON', () => {
    const odd = '\ufeff{ "cells" :\r\n\t[ {"source": [ "\\u0061 = 1\\n" ,\r\n "b\\/c" ], "cell_type": "code"} ] }';
    assert.equal(
      edited(odd, [change(odd, 'c', 'd\ne')]),
      '\ufeff{ "cells" :\r\n\t[ {"source": [ "\\u0061 = 1\\n" ,\r\n "b\\/d\\n" ,\r\n "e" ], "cell_type": "code"} ] }',
    );
  });

  it('may write into an empty cell', () => {
    const empty = '{"cells":[{"cell_type":"code","source":[]}]}';
    assert.equal(edited(empty, [{ span: { start: 0, end: 0 }, text: 'a\nb' }]), '{"cells":[{"cell_type":"code","source":["a\\n", "b"]}]}');
  });

  it('that reach from one cell into another are refused', () => {
    const source = opened(json);
    const end = source.cells?.[0]?.span.end ?? 0;
    assert.deepEqual(source.applyEdits([{ span: { start: end - 1, end: end + 1 }, text: '' }]), {
      refused: 'an edit reaches from one cell into another',
    });
    const x = { span: { start: 0, end: 2 }, text: '' };
    assert.deepEqual(source.applyEdits([x, x]), { refused: 'two edits overlap' });
  });

  const sourceText = fc
    .array(fc.constantFrom('a', 'f()', '"é"', '\\', '\n', '\n', '\t', '😀', '\\n'), { maxLength: 20 })
    .map(parts => parts.join(''));
  const cell = fc.record({
    type: fc.constantFrom('code' as const, 'code' as const, 'markdown' as const),
    source: fc.oneof(sourceText, sourceText.map(lines)),
    outputs: fc.constant([{ data: { 'text/plain': ['"source": []'] } }]),
  });

  it('change the text as they say, and no byte outside the source of their cell', () => {
    const changes = fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(8), text: sourceText }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 4 }), fc.nat(3), changes, (cells: TestCell[], pick, wanted) => {
        const before = notebook4(cells);
        const source = opened(before);
        const target = source.cells?.[pick % Math.max(source.cells.length, 1)];
        if (target === undefined) return;
        const { start, end } = target.span;
        const edits = withoutOverlap(
          wanted.map(({ at, length, text }) => {
            const from = start + Math.floor(at * (end - start));
            return { span: { start: from, end: Math.min(from + length, end) }, text };
          }),
        );
        const after = edited(before, edits);
        assert.equal(opened(after).text, replaceSpans(source.text, edits));
        const [prefix, suffix] = around(before, target.index);
        assert.ok(after.startsWith(prefix) && after.endsWith(suffix));
        const written: unknown = JSON.parse(after).cells[target.index].source;
        assert.equal(Array.isArray(written), Array.isArray(cells[target.index]?.source));
        if (Array.isArray(written)) assert.deepEqual(written, lines(written.join('')));
      }),
      { numRuns: 500 },
    );
  }).timeout(60_000);
});

function withoutOverlap(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = [];
  for (const edit of [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    if (edit.span.start >= (kept[kept.length - 1]?.span.end ?? 0)) kept.push(edit);
  }
  return kept;
}

/** What stands before and after the source of a cell. */
function around(json: string, cell: number): [string, string] {
  const root = parseTree(json);
  const source = root && findNodeAtLocation(root, ['cells', cell, 'source']);
  assert.ok(source);
  return [json.slice(0, source.offset), json.slice(source.offset + source.length)];
}
