import assert from 'node:assert/strict';
import type { CallExpr } from '../../../../server/ir/nodes.ts';
import { lowered, readyParsers } from './lowered.ts';
import { check } from './table.ts';

describe('Python expressions', () => {
  before(readyParsers);

  describe('calls', () => {
    check([
      ['f()', 'f()'],
      ['f(a, b=1, *c, **d,)', 'f(a, b=1, *c, **d)'],
      ['f(x for x in y)', 'f((x for x in y))'],
      ['f(\n  a,  # first\n  # second\n  b,\n)', 'f(a, b)'],
      ['a.b.c(d)(e)[f].g()', 'a.b.c(d)(e)[f].g()'],
      ['f((a))', 'f(a)'],
      ['f(x, *a.b(c), d)', 'f(x, *a.b(c), d)'],
      ['f(x, *a or b, *c if d else e, *await g())', 'f(x, *(a or b), *(c if d else e), *(await g()))'],
      ['f(print, type, match, exec=1)', 'f(print, type, match, exec=1)'],
      ['(await f())(x)', '(await f())(x)'],
    ]);

    it('spans a chain over lines from its start to its closing bracket', () => {
      const code = 'x = (\n  client\n  .messages\n  .create(model=m)\n  .text()\n)';
      const [statement] = lowered(code).body;
      assert.ok(statement?.kind === 'assign' && statement.value?.kind === 'call');
      const outer = statement.value;
      assert.ok(outer.callee.kind === 'member' && outer.callee.object.kind === 'call');
      const inner = outer.callee.object;
      const texts = (call: CallExpr) => [call.span, call.argsSpan].map(({ start, end }) => code.slice(start, end));
      assert.deepEqual(texts(outer), ['client\n  .messages\n  .create(model=m)\n  .text()', '()']);
      assert.deepEqual(texts(inner), ['client\n  .messages\n  .create(model=m)', '(model=m)']);
    });

    it('leaves the star out of the span of what it spreads', () => {
      const code = 'f(x, *a.b(c))';
      const [statement] = lowered(code).body;
      assert.ok(statement?.kind === 'expr' && statement.expr.kind === 'call');
      const spread = statement.expr.args[1];
      assert.ok(spread);
      assert.equal(code.slice(spread.span.start, spread.span.end), '*a.b(c)');
      assert.equal(code.slice(spread.value.span.start, spread.value.span.end), 'a.b(c)');
    });
  });

  describe('operators', () => {
    check([
      ['a + b * c - d', '((a + (b * c)) - d)'],
      ['a ** b ** c; a // b % c @ d; a << b >> c & d | e ^ f', '(a ** (b ** c)); (((a // b) % c) @ d); ((((a << b) >> c) & d) | (e ^ f))'],
      ['a and b or not c', '((a and b) or (not c))'],
      ['(a\n  and  # why\n  b) or \\\n  c', '((a and b) or c)'],
      ['-a; +b; ~c; not not d', '(- a); (+ b); (~ c); (not (not d))'],
      [
        'a == b; a != b; a <> b; a is b; a is  not b; a in b; a not\\\n  in b',
        '(a == b); (a != b); (a <> b); (a is b); (a is not b); (a in b); (a not in b)',
      ],
      ['0 < x <= 10', '((0 < x) and (x <= 10))'],
      ['a < f() < b', '<comparison a f() b>'],
      ['a if b else c if d else e', '(a if b else (c if d else e))'],
      ['(x := f()) + x', '((x := f()) + x)'],
      ['prompt | llm | parser', '((prompt | llm) | parser)'],
    ]);
  });

  describe('collections', () => {
    check([
      ['[]; (); {}; [a, *b]; (a,); {a, b}', '[]; (); {}; [a, *b]; (a); {a, b}'],
      ['x = a, *f(b), c', 'x = (a, *f(b), c)'],
      ["{'a': 1, b: 2, **c}", '{"a": 1, b: 2, **c}'],
      ['[x for x in a if b if c for y, z in d]', '[x for x in a if b if c for (y, z) in d]'],
      ['{k: v async for k, v in a}; {x for x in a}; (x for x in a, b)', '{k: v for (k, v) in a}; {x for x in a}; (x for x in (a, b))'],
      ['a[0]; a[b, c]; a[1:2]; a[::f()]', 'a[0]; a[(b, c)]; a[<slice 1 2>]; a[<slice f()>]'],
    ]);
  });

  describe('functions and what suspends them', () => {
    check([
      ['lambda: f()', 'def() { return f() }'],
      ['lambda x, *y, z=1, **k: x', 'def(x, *y, z = 1, **k) { return x }'],
      ['lambda: (yield)', 'generator() { return <yield> }'],
      ['async def f(): return await g(await h())', 'async def f() { return (await g((await h()))) }'],
      ['def f(): x = yield a; y = yield from b()', 'generator f() { x = <yield a>; y = <yield b()> }'],
    ]);
  });
});
