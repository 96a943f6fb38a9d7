import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Module } from '../../../../server/ir/nodes.ts';
import { assertSpansNest, callSpans } from '../typescript/treeChecks.ts';
import { lowered, readyParsers } from './lowered.ts';
import { SAMPLES } from './samples.ts';

/** Expressions with `@` where a call may stand. */
const EXPRESSIONS: readonly string[] = [
  '@.m(@, *@, k=@, **@)[@](@)',
  '(@)',
  '[@, *@]',
  '{@: @, **@}',
  '{@, @}',
  '[@ for x in @ if @ if @ for y in @]',
  '{@: @ for x in @}',
  'f(@ for x in @)',
  'x[@:@:@, @]',
  '@ + @ * -@',
  '@ and not @ or @',
  '@ < @ < @',
  '@ if @ else @',
  '(x := @)',
  'lambda a=@, *b: @',
  "f'{@!r:>{@}} {@=}' 'x'",
  'await @',
];

/** Statements with `@` where a call may stand; `@@` is a decorator. */
const STATEMENTS: readonly string[] = [
  'x = @',
  'x: int = @',
  'x = y = @',
  'x.a[@] += @',
  'x = @, *@, @',
  'return @, @',
  'raise @ from @',
  'assert @, @',
  'del x[@]',
  'yield @',
  'x = yield from @',
  'x = await @',
  'print @, @',
  'if @: @\nelif @: @\nelse: @',
  'for x in @, @: @\nelse: @',
  'while @: @\nelse: @',
  'try: @\nexcept @ as e: @\nexcept (@, @): @\nelse: @\nfinally: @',
  'with @ as x, @: @',
  'with (@ as x, @ as y[@]): @',
  'match @, @:\n  case 1 if @: @\n  case _: @',
  '@@\nasync def f(a=@, *, b: int = @): @',
  '@@\nclass A(@, k=@):\n  x = @\n  y, z = @\n  @\n  if @: w = @\n  def f(self, a=@): return @\n  class B(@): v = @\n  with @: u = @',
  'if @:\n  def f():\n    for x in @:\n      return [@]',
];

/** A form with numbered calls `c0()`, `c1()`, ... for its places. A decorator's own `@` stays. */
function filled(form: string): { code: string; calls: number } {
  let calls = 0;
  const code = form.replace(/@@|@/g, place => `${place === '@@' ? '@' : ''}c${calls++}()`);
  return { code, calls };
}

function numberedCalls(module: Module): string[] {
  return callSpans(module)
    .map(({ start, end }) => module.text.slice(start, end))
    .filter(text => /^c\d+\(\)$/.test(text));
}

describe('Python lowering of calls', () => {
  before(readyParsers);

  for (const form of [...EXPRESSIONS, ...STATEMENTS]) {
    it(`keeps every call once: ${form.replace(/\s+/g, ' ')}`, () => {
      const { code, calls } = filled(form);
      const module = lowered(code);
      assert.deepEqual(numberedCalls(module).sort(), Array.from({ length: calls }, (_, i) => `c${i}()`).sort());
      assert.deepEqual(module.syntaxErrors, []);
    });
  }

  it('keeps every call once in expressions inside each other', () => {
    const nested = fc
      .array(fc.constantFrom(...EXPRESSIONS), { minLength: 1, maxLength: 5 })
      .map(forms => forms.reduce((code, form) => form.replace('@', `(${code})`), '@'));
    fc.assert(
      fc.property(nested, form => {
        const { code, calls } = filled(form);
        const module = lowered(code);
        const found = numberedCalls(module);
        assert.equal(new Set(found).size, calls, code);
        assert.equal(found.length, calls, code);
      }),
      { numRuns: 300 },
    );
  }).timeout(60_000);

  it('nests every span in realistic code', () => {
    for (const code of SAMPLES) {
      const module = lowered(code);
      assert.deepEqual(module.syntaxErrors, []);
      assertSpansNest(module);
    }
  });
});
