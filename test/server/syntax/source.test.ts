import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Edit, openSource, SOURCE_EXTENSIONS, type SourceFile } from '../../../server/syntax/source.ts';

function opened(path: string, text: string): SourceFile {
  const source = openSource(path, text);
  assert.ok(!('unreadable' in source), 'unreadable' in source ? source.unreadable : '');
  return source;
}

const insert = (at: number, text: string): Edit => ({ span: { start: at, end: at }, text });
const replace = (start: number, end: number, text: string): Edit => ({ span: { start, end }, text });

describe('a plain source file', () => {
  const kinds: readonly (readonly [string, string, string])[] = [
    ['a.py', 'python', 'python'],
    ['stubs/a.pyi', 'python', 'python'],
    ['a.ts', 'typescript', 'typescript'],
    ['a.d.ts', 'typescript', 'typescript'],
    ['a.mts', 'typescript', 'typescript'],
    ['a.cts', 'typescript', 'typescript'],
    ['A.TSX', 'typescript', 'tsx'],
    ['a.js', 'typescript', 'tsx'],
    ['a.jsx', 'typescript', 'tsx'],
    ['a.mjs', 'typescript', 'tsx'],
    ['a.cjs', 'typescript', 'tsx'],
  ];
  for (const [path, language, grammar] of kinds) {
    it(`${path} is ${language}, read by the ${grammar} grammar`, () => {
      const source = opened(`/project/${path}`, 'x');
      assert.deepEqual([source.language, source.grammar], [language, grammar]);
    });
  }

  it('is named by its extension, and nothing else is ours', () => {
    for (const path of ['/p/a.rb', '/p/py', '/p.py/Makefile', '/p/.ts']) {
      const source = openSource(path, 'x');
      assert.ok('unreadable' in source && source.notOurs, path);
    }
    assert.ok(SOURCE_EXTENSIONS.includes('.ipynb') && SOURCE_EXTENSIONS.includes('.py'));
  });

  it('is not source when it holds NUL characters', () => {
    assert.deepEqual(openSource('a.py', 'x\0y'), { unreadable: 'the file holds NUL characters, so it is not source text' });
  });

  it('counts lines and columns from 1, columns in UTF-16 units, any line end ending a line', () => {
    const source = opened('a.py', 'a\r\n😀b\rc\n\nd');
    const at = (offset: number) => {
      const { line, column } = source.position(offset);
      return `${line}:${column}`;
    };
    assert.deepEqual([0, 1, 3, 5, 6, 7, 9, 10, 11].map(at), ['1:1', '1:2', '2:1', '2:3', '2:4', '3:1', '4:1', '5:1', '5:2']);
  });

  it('finds the offset of every position', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '😀', '\n', '\r\n', '\r', ' '), maxLength: 60 }), text => {
        const source = opened('a.py', text);
        for (let offset = 0; offset <= source.text.length; offset++) {
          const inLineEnd = source.text[offset] === '\n' && source.text[offset - 1] === '\r';
          if (!inLineEnd) assert.equal(source.offset(source.position(offset)), offset);
        }
      }),
    );
  });

  it('clamps a position outside the text', () => {
    const source = opened('a.py', 'ab\ncd');
    assert.equal(source.offset({ line: 1, column: 99 }), 2);
    assert.equal(source.offset({ line: 99, column: 99 }), 5);
    assert.equal(source.offset({ line: 0, column: 1 }), 0);
  });

  it('does not count a byte order mark, and keeps it', () => {
    const source = opened('a.py', '\ufefff(x)\n');
    assert.equal(source.text, 'f(x)\n');
    assert.deepEqual(source.position(0), { line: 1, column: 1 });
    assert.deepEqual(source.applyEdits([insert(3, ', y')]), { text: '\ufefff(x, y)\n' });
  });

  const edited: readonly (readonly [name: string, text: string, edits: readonly Edit[], expected: string])[] = [
    ['makes edits in any order', 'abcdef', [replace(4, 5, 'E'), insert(0, '>'), replace(1, 2, '')], '>acdEf'],
    ['keeps the order of insertions at one place', 'ab', [insert(1, '1'), insert(1, '2')], 'a12b'],
    ['inserts before what is replaced at the same place', 'ab', [replace(1, 2, 'B'), insert(1, '1')], 'a1B'],
    ['writes the line ends of the file', 'a\r\nb\r\n', [insert(3, 'x\ny\r\n')], 'a\r\nx\r\ny\r\nb\r\n'],
    ['keeps a file without a last line end', 'a\nb', [insert(0, 'x\n')], 'x\na\nb'],
    ['takes no edits', 'a', [], 'a'],
  ];
  for (const [name, text, edits, expected] of edited) {
    it(name, () => assert.deepEqual(opened('a.py', text).applyEdits(edits), { text: expected }));
  }

  it('refuses edits that overlap or lie outside', () => {
    const source = opened('a.py', 'abcdef');
    assert.deepEqual(source.applyEdits([replace(1, 3, ''), replace(2, 4, '')]), { refused: 'two edits overlap' });
    assert.deepEqual(source.applyEdits([replace(5, 9, '')]), { refused: 'an edit lies outside the text' });
    assert.deepEqual(source.applyEdits([replace(3, 2, '')]), { refused: 'an edit lies outside the text' });
  });
});
