import assert from 'node:assert/strict';
import fc from 'fast-check';
import ignore from 'ignore';
import { covers, parseGitPatterns } from '../../../server/project/gitPatterns.ts';

const TABLE: readonly [patterns: string, path: string, covered: boolean][] = [
  ['*.pyc', 'a/b.pyc', true],
  ['/build', 'build/a.py', true],
  ['/build', 'src/build/a.py', false],
  ['build/', 'src/build/a.py', true],
  ['build/', 'src/build', false],
  ['a/*.py', 'a/x.py', true],
  ['a/*.py', 'a/b/x.py', false],
  ['**/legacy', 'x/y/legacy/z.ts', true],
  ['a/**/z.ts', 'a/z.ts', true],
  ['a/**/z.ts', 'a/b/c/z.ts', true],
  ['a/**', 'a', false],
  ['a/**', 'a/b.ts', true],
  ['*.py\n!keep.py', 'x/keep.py', false],
  ['x/\n!x/keep.py', 'x/keep.py', true],
  ['\\#notes.py', '#notes.py', true],
  ['# a comment\n\n  \n', 'a.py', false],
  ['[ab]?.ts', 'a1.ts', true],
  ['[!ab]?.ts', 'a1.ts', false],
  ['spaced\\ name.py   ', 'spaced name.py', true],
  ['crlf.py\r\n', 'crlf.py', true],
];

describe('git patterns', () => {
  for (const [patterns, path, covered] of TABLE) {
    it(`${JSON.stringify(patterns)} ${covered ? 'covers' : 'does not cover'} ${path}`, () => {
      assert.equal(covers(parseGitPatterns(patterns), path), covered);
    });
  }

  it('means what the ignore package means', () => {
    const name = fc.constantFrom('a', 'b', 'ab', 'a.py', 'b.ts', 'x-y');
    const part = fc.constantFrom('a', 'b', 'ab', 'a.py', '*.py', '*', '**', 'a*', '?', 'x-y', '[ab]', '*b*');
    const pattern = fc
      .tuple(fc.constantFrom('', '!', '/'), fc.array(part, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '/'))
      .map(([before, parts, after]) => before + parts.join('/') + after);
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map(names => names.join('/'));
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 4 }), path, (patterns, file) => {
        const oracle = ignore({ ignorecase: false }).add(patterns);
        assert.equal(covers(parseGitPatterns(patterns.join('\n')), file), oracle.ignores(file));
      }),
      { numRuns: 3000 },
    );
  });
});
