// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code under test is written in strings
import assert from 'node:assert/strict';
import { MAX_DEPTH } from '../../../../server/syntax/typescript/lowerer.ts';
import { lowered, readyParsers } from './lowered.ts';
import { statementsText } from './notation.ts';

describe('TypeScript lowering of deep nesting', function () {
  this.timeout(60_000);
  before(readyParsers);

  const many = 10_000;
  const cases: readonly (readonly [name: string, code: string])[] = [
    ['brackets', '['.repeat(many) + ']'.repeat(many)],
    ['parentheses', `${'('.repeat(many)}a${')'.repeat(many)}`],
    ['unclosed brackets', 'f('.repeat(many)],
    ['blocks', '{'.repeat(many) + '}'.repeat(many)],
    ['a sum', `x = ${'a + '.repeat(many)}a`],
    ['a chain of calls', `p${'.then(f)'.repeat(many)}`],
    ['arrows', `${'a => '.repeat(many)}a`],
    ['conditions', `${'a ? b : '.repeat(many)}c`],
    ['else-if', `${'if (a) b(); else '.repeat(many)}c()`],
    ['types', `let a: ${'A<'.repeat(many)}B${'>'.repeat(many)}`],
    ['patterns', `const ${'['.repeat(many)}a${']'.repeat(many)} = b`],
    ['templates', '`${'.repeat(many) + '}`'.repeat(many)],
    ['unary operators', `${'!'.repeat(many)}a`],
    ['assignments', `${'a = '.repeat(many)}b`],
  ];
  for (const [name, code] of cases) {
    it(`of ${name}, ${many} deep, is cut off without overflowing the stack`, () => {
      assert.ok(depthOf(lowered(code).body) <= 8 * MAX_DEPTH);
    });
  }

  it('of a long sum keeps every term, side by side', () => {
    const module = lowered(`x = ${'f() + '.repeat(4999)}f()`);
    assert.equal(statementsText(module.body).split('f()').length - 1, 5000);
  });

  it('of a long chain keeps every call', () => {
    const module = lowered(`p${'.then(f)'.repeat(5000)}`);
    assert.equal(statementsText(module.body).split('.then(f)').length - 1, 5000);
  });

  it('of a chain within bounds is kept as written', () => {
    const code = `${'a + '.repeat(200)}a;`;
    assert.equal(statementsText(lowered(code).body), `${'('.repeat(200)}a${' + a)'.repeat(200)};`);
  });
});

/** Greatest number of objects inside one another. */
function depthOf(root: unknown): number {
  let deepest = 0;
  const pending: [unknown, number][] = [[root, 0]];
  for (let item = pending.pop(); item; item = pending.pop()) {
    const [value, depth] = item;
    if (typeof value !== 'object' || value === null) continue;
    deepest = Math.max(deepest, depth);
    for (const inner of Object.values(value)) pending.push([inner, depth + 1]);
  }
  return deepest;
}
