import assert from 'node:assert/strict';
import { lowered, readyParsers } from './lowered.ts';
import { check } from './table.ts';

describe('Python literals', () => {
  before(readyParsers);

  describe('plain strings', () => {
    check([
      [`'a'; "b"; '''c'''; """d"""; u'e'`, '"a"; "b"; "c"; "d"; "e"'],
      [`''; ""; """"""`, '""; ""; ""'],
      [String.raw`'\n\t\\\'\"\x41\u00e9\U0001F600\101\0'`, JSON.stringify('\n\t\\\'"Aé😀A\0')],
      [String.raw`'\a\b\f\v\r'`, JSON.stringify('\x07\b\f\v\r')],
      [String.raw`'\q \. \8'`, JSON.stringify('\\q \\. \\8')],
      [String.raw`'\N{EM DASH}'`, '"\uFFFD"'],
      ["'a\\\nb'", '"ab"'],
      ['"""a\r\nb"""', '"a\\nb"'],
      [String.raw`r'\n'; R"\'"`, String.raw`"\\n"; "\\'"`],
      [String.raw`b'\x41\u0041'; rb'\n'; Br'a'`, `b${JSON.stringify('A\\u0041')}; b${JSON.stringify('\\n')}; b"a"`],
    ]);
  });

  describe('f-strings', () => {
    check([
      ["f'a {x} b'", 'f"a {x} b"'],
      ["f'{x!r} {y!s:>10} {z:.2f} {t:%Y-%m-%d}'", 'f"{x} {y:>10} {z:.2f} {t:%Y-%m-%d}"'],
      ["f'{{}} {x}'", 'f"{} {x}"'],
      ["f'{x:{w}.{p}}'", 'f"{x:{w}.{p}}"'],
      ["f'{x:{width()}}'", 'f"{x:{width()}}"; width()'],
      ["f'{x=} {y = :.1f}'", 'f"x={x} y = {y:.1f}"'],
      [`f"{d["k"]} {f"{inner}"}"`, 'f"{d["k"]} {f"{inner}"}"'],
      [`f'{a, b}'`, 'f"{(a, b)}"'],
      [`f'{a if b else "c"}'`, 'f"{(a if b else "c")}"'],
      [`f'{ {"a": 1}["a"] }'`, 'f"{{"a": 1}["a"]}"'],
      ["f'''\n{x}\n'''", 'f"\n{x}\n"'],
      [String.raw`f'\n{x}\N{DASH}\{{'`, 'f"\n{x}\uFFFD\\{"'],
      [String.raw`rf'\n{x}'; fr'\d'`, 'f"\\n{x}"; f"\\d"'],
      ["f'plain'", 'f"plain"'],
      ["t'hello {name!r:>5}'", 'f"hello {name:>5}"'],
      ["f'{await f()} {(lambda: 1)}'", 'f"{(await f())} {def() { return 1 }}"'],
    ]);
  });

  describe('adjacent literals', () => {
    check([
      [`'a' "b" '''c'''`, '"abc"'],
      [`('a'\n  # why\n  'b')`, '"ab"'],
      [`'a' f'{x}' 'b' f''`, 'f"a{x}b"'],
      [`b'a' b'b'`, 'b"ab"'],
      [String.raw`'\n' r'\n'`, JSON.stringify('\n\\n')],
    ]);
  });

  describe('numbers and constants', () => {
    check([
      ['1_000; 0xFF; 0b11; 0o17; 1e3; .5; 5.; 1_0.5', '1000; 255; 3; 15; 1000; 0.5; 5; 10.5'],
      ['10L; 0xffL; 0777', '10; 255; 511'],
      ['2j; 1.5J', 'NaN; NaN'],
      ['True; False; None; ...', 'true; false; None; <...>'],
    ]);
  });

  it('keeps the span between the quotes of a literal that is one token, and of no other', () => {
    const code = `rb'''é😀''' , f"x{y}", 'a' 'b'`;
    const [statement] = lowered(code).body;
    assert.ok(statement?.kind === 'expr' && statement.expr.kind === 'list');
    const contents = statement.expr.items.map(({ value }) => (value.kind === 'string' || value.kind === 'template' ? value.content : null));
    assert.deepEqual(
      contents.map(span => span && code.slice(span.start, span.end)),
      ['é😀', 'x{y}', undefined],
    );
  });

  it('counts offsets in UTF-16 units', () => {
    const code = 'x = "😀é"; f(y)  # 😀';
    const module = lowered(code);
    const spans = [...module.body, ...module.comments].map(({ span }) => code.slice(span.start, span.end));
    assert.deepEqual(spans, ['x = "😀é"', 'f(y)', '# 😀']);
  });

  it('gives each part of an f-string its own span', () => {
    const code = 'f"a{x!r}b" "c"';
    const [statement] = lowered(code).body;
    assert.ok(statement?.kind === 'expr' && statement.expr.kind === 'template');
    assert.deepEqual(
      statement.expr.parts.map(({ span }) => code.slice(span.start, span.end)),
      ['a', '{x!r}', 'b', 'c'],
    );
  });
});
