import assert from 'node:assert/strict';
import { Edit } from 'web-tree-sitter';
import { type Grammar, loadParsers, type Parsers } from '../../../server/syntax/parsers.ts';

describe('the parsers', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  const table: readonly (readonly [Grammar, string, string])[] = [
    ['python', 'f(x)', 'module'],
    ['typescript', 'f(<T>x);', 'program'],
    ['tsx', 'f(<T>x</T>);', 'program'],
  ];
  for (const [grammar, code, root] of table) {
    it(`parse ${grammar}`, () => {
      const tree = parsers.parse(code, grammar);
      assert.equal(tree.rootNode.type, root);
      assert.equal(tree.rootNode.hasError, false);
      tree.delete();
    });
  }

  it('count offsets in UTF-16 units', () => {
    const code = '"😀"; f(y)';
    const tree = parsers.parse(code, 'python');
    assert.equal(tree.rootNode.endIndex, code.length);
    assert.equal(tree.rootNode.namedChildren[1]?.startIndex, code.indexOf('f('));
    tree.delete();
  });

  it('parse only the parts asked for, with the offsets of the whole', () => {
    const code = 'x = (\nf(y)\n}\n';
    const tree = parsers.parse(code, 'python', { only: [{ start: 6, end: 10 }] });
    assert.equal(tree.rootNode.hasError, false);
    assert.equal(tree.rootNode.namedChildren[0]?.startIndex, 6);
    tree.delete();
  });

  it('reuse an edited tree', () => {
    const before = parsers.parse('a = 1\nb = 2\n', 'python');
    const point = (row: number, column: number) => ({ row, column });
    before.edit(
      new Edit({
        startIndex: 4,
        oldEndIndex: 5,
        newEndIndex: 7,
        startPosition: point(0, 4),
        oldEndPosition: point(0, 5),
        newEndPosition: point(0, 7),
      }),
    );
    const after = parsers.parse('a = f()\nb = 2\n', 'python', { previous: before });
    assert.match(after.rootNode.toString(), /call/);
    before.delete();
    after.delete();
  });
});
