import assert from 'node:assert/strict';
import { lowered, readyParsers } from './lowered.ts';
import { check } from './table.ts';

describe('Python functions and classes', () => {
  before(readyParsers);

  describe('functions', () => {
    check([
      ['def f(a, /, b: int = 1, *, c=2, **d): pass', 'def f(a, b: int = 1, c = 2, **d) {}'],
      ['def f(*args: int, **kwargs: Any) -> Optional[X]: pass', 'def f(*args: int, **kwargs: Any) -> Optional[X] {}'],
      ['def f[T: int](x: T) -> list[T]: pass', 'def f(x: T) -> list[T] {}'],
      ['def f((a, b), c): pass', 'def f((a, b), c) {}'],
      ['@a\n@b.c(d)\nasync def f(): g()', '@a @b.c(d) async def f() { g() }'],
      ['def f(x=g()):\n  def h(): yield 1\n  return h', 'def f(x = g()) { generator h() { <yield 1> }; return h }'],
    ]);
  });

  describe('classes', () => {
    check([
      ['class A: pass', 'class A() {}'],
      ['class A(B, c.D, metaclass=make()): pass', 'class A(B, c.D) {}; make()'],
      ['@d\nclass A:\n  x = f()\n  y: int\n  z: int = 1', '@d class A() {field x = f(); field y: int; field z: int = 1}'],
      ['class A:\n  "Sends mail."\n  x = 1', 'class A() {field __doc__ = "Sends mail."; field x = 1}'],
      ['class A:\n  @staticmethod\n  def f(): pass', 'class A() {static method f = @staticmethod def f() {}}'],
      [
        'class A:\n  @property\n  def x(self): pass\n  @x.setter\n  def x(self, v): pass\n  @functools.cached_property\n  def y(self): pass',
        'class A() {getter x = @property def x(self) {}; setter x = @x.setter def x(self, v) {}; getter y = @functools.cached_property def y(self) {}}',
      ],
      ['class A:\n  class B:\n    c = 1', 'class A() {field B = class B() {field c = 1}}'],
      ['class A:\n  if f():\n    x = 1\n  else:\n    x = 2', 'class A() {field x = 1; field x = 2}; f()'],
      ['class A:\n  try:\n    x = 1\n  except E:\n    x = None', 'class A() {field x = 1; field x = None}'],
      ['class A:\n  register(B)\n  a, b = f()\n  for x in y: g()', 'class A() {}; register(B); (a, b) = f(); for x in y { g() }'],
      ['class A[T](B[T]): pass', 'class A(B[T]) {}'],
    ]);
  });

  describe('annotations', () => {
    check([
      ["x: 'OpenAI'", 'x: OpenAI'],
      ['x: openai.OpenAI', 'x: openai.OpenAI'],
      ["x: 'openai.OpenAI | None'", 'x: openai.OpenAI | None'],
      ['x: Union[A, "B", None]', 'x: A | B | None'],
      ['x: t.Annotated[A, Depends(f), "b]"]', 'x: A'],
      ['x: Annotated[Union[A, B], 3] | None', 'x: A | B | None'],
      ['x: Literal[\'a\', "b,]", 3]', 'x: Literal[\'a\', "b,]", 3]'],
      ['x: Callable[[A, B], C]', 'x: Callable[[A, B], C]'],
      ['x: Callable[..., C]', 'x: Callable[..., C]'],
      ['x: Dict[str, List[\n  A,  # why\n]]', 'x: Dict[str, List[A]]'],
      ['x: (A | B)', 'x: A | B'],
      ['x: tuple[()]', 'x: tuple[]'],
      ['x: f(1)[A]', 'x: f'],
    ]);

    it('says where each name stands, in quotes too', () => {
      const code = "def f(x: Optional['a.B']): pass";
      const [statement] = lowered(code).body;
      assert.ok(statement?.kind === 'functionDef');
      const annotation = statement.fn.params[0]?.annotation;
      const inner = annotation?.args[0];
      assert.ok(annotation && inner);
      assert.deepEqual(
        [annotation, inner].map(({ span }) => code.slice(span.start, span.end)),
        ["Optional['a.B']", 'a.B'],
      );
    });
  });

  it('spans a decorated function from its first decorator, and names it', () => {
    const code = '@a\ndef f(): pass';
    const [statement] = lowered(code).body;
    assert.ok(statement?.kind === 'functionDef');
    assert.deepEqual(statement.fn.span, { start: 0, end: code.length });
    assert.deepEqual(statement.fn.nameSpan, { start: 7, end: 8 });
  });
});
