import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assertSpansNest } from '../typescript/treeChecks.ts';
import { lowered, readyParsers } from './lowered.ts';
import { statementsText } from './notation.ts';
import { SAMPLES } from './samples.ts';

describe('Python lowering of broken code', () => {
  before(readyParsers);

  const table: readonly (readonly [code: string, expected: string])[] = [
    ['f(a, b c(d), e=1)\ng()', 'f(a, **<ERROR b>, c(d), e=1); g()'],
    ['x = [1, a b, 2]', 'x = [1, a, *<ERROR b>, 2]'],
    ['x = {"a": 1, b c: 2}', 'x = {"a": 1, **<ERROR b>, c: 2}'],
    ['def f(:\n  g()\nh()', 'def f() { g() }; h()'],
    ['x = (\n', 'x'],
    ['client.chat.completions.create(model="a", messages=', 'client.chat.completions.create; "a"; messages'],
    ['if a\n  b()\nc()', 'a; b(); c()'],
    ['return f(\n\ndef g(): pass', 'f; def g() {}'],
    ['x = "unclosed\ny = f()', 'x = <broken unclosed>; <string_start>; y = f()'],
    ['a = 1 $ b\nf()', 'a = <broken b>; 1; f()'],
    ['class A:\n  def f(self:\n    g()\n', 'class A() {}; f; <typed_parameter self g()>'],
    ['<<<<<<< HEAD\nx = f()\n=======\nx = g()\n>>>>>>> other\n', 'HEAD; x = f(); x = g(); other'],
  ];
  for (const [code, expected] of table) {
    it(`keeps the rest: ${JSON.stringify(code)}`, () => {
      const module = lowered(code);
      assert.equal(statementsText(module.body), expected);
      assert.ok(module.syntaxErrors.length > 0);
    });
  }

  it('records where the parser found no sense', () => {
    const found = (code: string) => lowered(code).syntaxErrors.map(({ start, end }) => [start, end]);
    assert.deepEqual(found('x = [1, 2\ny = 3'), [[2, 11]]);
    assert.deepEqual(found('((('), [[0, 3]]);
    assert.deepEqual(found('f(a b)'), [[4, 5]]);
    assert.deepEqual(found('def f():'), []);
  });

  const noise = fc.constantFrom(
    ...'()[]{}:=,.@#\\\'"`',
    '"""',
    "f'{",
    '\n',
    '\n    ',
    '\t',
    '\0',
    '😀',
    '\ufeff',
    '\r',
    ' if ',
    'class ',
    'await ',
    '**',
  );
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 60 }),
    put: fc.oneof(fc.constantFrom('nothing', 'twice'), noise),
  });
  const mutated = fc.tuple(fc.constantFrom(...SAMPLES), fc.array(edit, { minLength: 1, maxLength: 6 })).map(([code, edits]) =>
    edits.reduce((text, { at, length, put }) => {
      const start = Math.floor(at * text.length);
      const cut = text.slice(start, start + length);
      const inserted = put === 'nothing' ? '' : put === 'twice' ? cut + cut : put;
      return text.slice(0, start) + inserted + text.slice(start + length);
    }, code),
  );

  it('lowers whatever a bad edit leaves, with every span nested and inside the text', () => {
    fc.assert(
      fc.property(mutated, text => assertSpansNest(lowered(text))),
      { numRuns: 300 },
    );
  }).timeout(60_000);

  it('lowers any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => assertSpansNest(lowered(text))),
      { numRuns: 200 },
    );
  }).timeout(60_000);
});
