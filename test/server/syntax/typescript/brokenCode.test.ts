// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code under test is written in strings
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lowered, readyParsers } from './lowered.ts';
import { statementsText } from './notation.ts';
import { SAMPLES } from './samples.ts';
import { assertSpansNest, callSpans } from './treeChecks.ts';

describe('TypeScript lowering of broken code', () => {
  before(readyParsers);

  const table: readonly (readonly [code: string, expected: string])[] = [
    ['foo(a, ;\nbar();', 'foo(a); bar();'],
    ['const s = `abc ${ foo(\nbar()', 's; foo; bar();'],
    ['f({ a: 1, : }); g();', 'f({"a": 1, ...<ERROR>}); g();'],
    ['class A { m( { } foo() }\nlater();', 'A; m; {}; foo(); later();'],
    ['interface I { a: { b ) c(d) } }\nlater();', 'later();'],
    ['const a = client.chat.', 'a; client.chat;'],
    ['f("unclosed', 'f;'],
  ];
  for (const [code, expected] of table) {
    it(`keeps the rest: ${code.replace(/\s+/g, ' ')}`, () => {
      const module = lowered(code);
      assert.equal(statementsText(module.body), expected);
      assert.ok(module.syntaxErrors.length > 0);
    });
  }

  it('leaves the arguments open around a broken piece', () => {
    const [statement] = lowered('f(a, # b, c);').body;
    assert.ok(statement?.kind === 'expr' && statement.expr.kind === 'call');
    assert.ok(statement.expr.args.some(arg => arg.kind === 'spread'));
  });

  /** A cut of the text: deleted, doubled, or replaced by a bit of noise. */
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 40 }),
    how: fc.oneof(
      fc.constantFrom('delete', 'double'),
      fc.constantFrom(
        '(',
        ')',
        '{',
        '}',
        '[',
        ']',
        '`',
        '${',
        '"',
        "'",
        '/*',
        '*/',
        '=>',
        '<',
        '>',
        ',',
        '.',
        '@',
        '#',
        'class ',
        'await ',
        '😀',
        '\0',
        '\ufeff',
      ),
    ),
  });
  const mutated = fc
    .tuple(fc.constantFrom(...SAMPLES), fc.array(edit, { minLength: 1, maxLength: 6 }))
    .map(([{ code, grammar }, edits]) => {
      let text = code;
      for (const { at, length, how } of edits) {
        const start = Math.floor(at * text.length);
        const cut = text.slice(start, start + length);
        const put = how === 'delete' ? '' : how === 'double' ? cut + cut : how;
        text = text.slice(0, start) + put + text.slice(start + length);
      }
      return { text, grammar };
    });

  it('never throws, and spans lie inside the text and nest, whatever is cut, doubled or put in', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(mutated, ({ text, grammar }) => {
        const module = lowered(text, grammar);
        assertSpansNest(module);
        const seen = callSpans(module).map(span => `${span.start}-${span.end}`);
        assert.equal(new Set(seen).size, seen.length, 'a call appears twice');
      }),
      { numRuns: 150 },
    );
  });
});
