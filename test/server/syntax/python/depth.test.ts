import assert from 'node:assert/strict';
import { callSpans } from '../typescript/treeChecks.ts';
import { lowered, readyParsers } from './lowered.ts';

const MANY = 10_000;

/** How many nodes lie inside each other at most: what a recursive reader of the tree has to survive. */
function depthOf(module: object): number {
  let deepest = 0;
  const pending: [value: object, depth: number][] = [[module, 0]];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [value, depth] = next;
    const own = 'kind' in value ? depth + 1 : depth;
    deepest = Math.max(deepest, own);
    for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) pending.push([inner, own]);
  }
  return deepest;
}

function nestedBlocks(head: string): string {
  const heads = Array.from({ length: 900 }, (_, i) => `${' '.repeat(i)}${head}\n`);
  return `${heads.join('')}${' '.repeat(900)}f()`;
}

const terms = (count: number) => Array.from({ length: count }, (_, i) => `f${i}()`);

describe('Python lowering of absurdly deep code', function () {
  this.timeout(60_000);
  before(readyParsers);

  const table: readonly (readonly [name: string, code: string])[] = [
    ['brackets', '['.repeat(MANY) + ']'.repeat(MANY)],
    ['brackets that never close', '('.repeat(MANY)],
    ['brackets that never opened', ')'.repeat(MANY)],
    ['calls in calls', 'f('.repeat(MANY) + ')'.repeat(MANY)],
    ['a chain of attributes', `x${'.a'.repeat(MANY)}`],
    ['a chain of calls', `x${'.a(b())'.repeat(MANY)}`],
    ['dicts in dicts', `${'{"a": '.repeat(MANY)}1${'}'.repeat(MANY)}`],
    ['one comparison', `x = ${'a < '.repeat(MANY)}b`],
    ['a power of powers', `x = ${'a ** '.repeat(MANY)}a`],
    ['negations', `x = ${'not '.repeat(MANY)}a`],
    ['lambdas', `x = ${'lambda: '.repeat(MANY)}a`],
    ['conditionals', `x = ${'a if b else '.repeat(MANY)}c`],
    ['elif', `if a: pass\n${'elif b(): pass\n'.repeat(MANY)}`],
    ['blocks', nestedBlocks('if a:')],
    ['classes', nestedBlocks('class A:')],
    ['f-strings', `${'f"{'.repeat(300)}x${'}"'.repeat(300)}`],
    ['targets', `${'('.repeat(MANY)}a${',)'.repeat(MANY)} = 1`],
    ['an annotation', `x: ${'List['.repeat(MANY)}int${']'.repeat(MANY)}`],
    ['case alternatives', `match x:\n  case ${'1 | '.repeat(MANY)}2: pass`],
    ['quotes', "'".repeat(MANY)],
    ['backslashes', '\\'.repeat(MANY)],
  ];
  for (const [name, code] of table) {
    it(`lowers ${name} to a tree that can be walked`, () => {
      assert.ok(depthOf(lowered(code)) < 1_300);
    });
  }

  it('keeps every term of a long sum, string or not', () => {
    const module = lowered(`x = ${terms(5_000).join(' + ')}`);
    assert.equal(callSpans(module).length, 5_000);
    assert.ok(depthOf(module) < 30);
  });

  it('keeps every operand of a long mixed expression', () => {
    assert.equal(callSpans(lowered(`x = ${terms(5_000).join(' - ')}`)).length, 5_000);
  });

  it('sees through any number of parentheses', () => {
    assert.equal(callSpans(lowered(`x = ${'('.repeat(MANY)}f()${')'.repeat(MANY)}`)).length, 1);
  });

  it('keeps the arguments of every link of a long chain', () => {
    const inner = callSpans(lowered(`x${'.a(b())'.repeat(1_000)}`)).length;
    assert.ok(inner >= 1_000);
  });
});
