import assert from 'node:assert/strict';
import { lowered, readyParsers } from './lowered.ts';
import { check } from './table.ts';

describe('Python statements', () => {
  before(readyParsers);

  describe('assignments', () => {
    check([
      ['a = 1', 'a = 1'],
      ['a, (b, *c) = x', '(a, (b, *c)) = x'],
      ['[a, b.c, d[0]] = x', '(a, b.c, d[0]) = x'],
      ['a: int = 1; b: str', 'a: int = 1; b: str'],
      ['a += 1; a.b //= f(); a[0] |= {}', 'a += 1; a.b //= f(); a[0] |= {}'],
      ['a = b = f()', 'a = f(); b = a'],
      ['self.a = b = f()', 'b = f(); self.a = b'],
      ['self.a = self.b = f()', 'self.a = f(); self.b = self.a'],
      ['(a, b) = [c, d] = f()', '(a, b) = f(); (c, d) = <chained assignment>'],
      ['type A[T] = list[T] | None', 'A = (list[T] | None)'],
      ['type(a).b = f()', 'type(a).b = f()'],
      ['match = type = print = 1', 'match = 1; type = match; print = match'],
    ]);
  });

  describe('branches and loops', () => {
    check([
      ['if a: b()\nelif c: d()\nelse: e()', 'if a { b() } else { if c { d() } else { e() } }'],
      ['if TYPE_CHECKING:\n  from a import b', 'if TYPE_CHECKING { import a (b) }'],
      ['for x, *y in a, b: f()\nelse: g()', 'for (x, *y) in (a, b) { f() } else { g() }'],
      ['async def f():\n  async for x in y: break', 'async def f() { for x in y { break } }'],
      ['while f(): continue\nelse: pass', 'while f() { continue }'],
      ['while (line := read()): use(line)', 'while (line := read()) { use(line) }'],
      [
        'try: a()\nexcept B as e: c()\nexcept (D, E): pass\nexcept F, G: pass\nexcept: raise\nelse: h()\nfinally: i()',
        'try { a() } except B as e { c() } except (D, E) {} except (F, G) {} except { throw } else { h() } finally { i() }',
      ],
      ['try: a()\nexcept* B as e: c()', 'try { a() } except B as e { c() }'],
      ['with a() as b, c() as (d, e), f: g()', 'with a() as b, c() as (d, e), f { g() }'],
      ['with (a() as b, c() as d.e,): f()', 'with a() as b, c() as d.e { f() }'],
      ['with (a): b()', 'with a { b() }'],
      ['async def f():\n  async with a() as b: c()', 'async def f() { with a() as b { c() } }'],
      [
        'match f(x):\n  case "a" | "b": c()\n  case 1 if d(): e()\n  case X(y=1): pass\n  case m.N: pass\n  case [a, *_]: pass\n  case -1: pass\n  case _: g()',
        'match f(x) case ("a" | "b") { c() } case <guarded case 1 d()> { e() } case {} case m.N {} case {} case {} case { g() }',
      ],
      ['match a, b:\n  case 1, 2: c()', 'match (a, b) case { c() }'],
    ]);
  });

  describe('imports', () => {
    check([
      ['import a', 'import a as a'],
      ['import a.b', 'import a.b as a (root)'],
      ['import a.b as c, d', 'import a.b as c; import d as d'],
      ['from a.b import c, d as e', 'import a.b (c, d as e)'],
      ['from . import a\nfrom ..b.c import (d,\n  e)', 'import . (a); import ..b.c (d, e)'],
      ['from a import *', 'import a (*)'],
      ['from __future__ import annotations', 'import __future__ (annotations)'],
    ]);
  });

  describe('the rest', () => {
    check([
      ['return_ = 1\ndef f(): return\ndef g(): return a, b', 'return_ = 1; def f() { return }; def g() { return (a, b) }'],
      ['raise A() from b()', 'throw A(); b()'],
      ['raise A from None', 'throw A'],
      ['assert f(), g()', '<assert f() g()>'],
      ['del a, b[0]', '<del (a, b[0])>'],
      ['global a\nnonlocal b\npass', ''],
      ['a(); b()', 'a(); b()'],
      ['print "x" % f(), y\nprint >>err, g()\nexec "a"', '<print ("x" % f()) y>; <print <chevron err> g()>; <exec "a">'],
      ['print("x"); print(f"a").b', 'print("x"); print(f"a").b'],
    ]);
  });

  it('keeps comments apart, in source order', () => {
    const module = lowered('# one\nf(  # two\n  a,\n  # three\n)\nclass A:\n  # four\n  pass  # five\n');
    assert.deepEqual(
      module.comments.map(comment => comment.text),
      ['# one', '# two', '# three', '# four', '# five'],
    );
  });
});
