// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code under test is written in strings
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lowered, parsed, readyParsers } from './lowered.ts';
import { SAMPLES } from './samples.ts';
import { callEnds, writtenCallEnds } from './treeChecks.ts';

describe('TypeScript lowering of calls', () => {
  before(readyParsers);

  /** Expressions with `@` where another may stand. */
  const forms = [
    'f<T>(@)',
    'await f.g<T>(@).h()',
    '@ + !f<T>(@)',
    'f(@, ...@)',
    '@.m(@)',
    'new X(@)',
    '`a${@}b`',
    'tag`${@}`',
    '(@ as T)',
    'await @',
    '@ ? @ : @',
    '[@, ...@]',
    '{ a: @, [@]: @, ...@ }',
    '(a = @, { b = @, [@]: c } = @) => @',
    'async function* () { yield @; for (const x of @) { @; } }',
    '@ + @',
    '@ && @ || @',
    '!(@)',
    '(@, @)',
    'class extends @ { @dec(@) x = @; static { @; } [@]() { return @; } constructor(private y = @) { super(@); } }',
    'a.b[@] = @',
    '@!.x?.[@]',
    '(() => { switch (@) { case @: default: @; case @: @; } })()',
    '(() => { try { @ } catch { @ } finally { @ } })()',
    '(() => { if (@) @; else { @ } while (@) @; do @; while (@); for (let i = @; @; @) @; for (k in @) @; })()',
    '(() => { const { a: [b = @], ...c } = @, d = @; enum E { A = @ } return @; })()',
    '{ get x() { return @; }, m() { @ } }',
  ];
  const expression = fc.array(fc.nat(), { maxLength: 40 }).map(choices => {
    let text = 'x';
    for (const choice of choices) {
      const form = forms[choice % forms.length] ?? '@';
      const inner = text.length > 2_000 ? 'g()' : text;
      let first = true;
      text = form.replaceAll(/@(?!dec)/g, () => {
        if (!first) return 'h()';
        first = false;
        return inner;
      });
    }
    return `let result = ${text};`;
  });

  it('keeps each exactly once, whatever stands inside what', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(expression, code => {
        const written = parsed(code, 'typescript', tree => (tree.rootNode.hasError ? undefined : writtenCallEnds(tree)));
        fc.pre(written !== undefined);
        assert.deepEqual(callEnds(lowered(code)), written);
      }),
      { numRuns: 300 },
    );
  });

  for (const [index, { code, grammar }] of SAMPLES.entries()) {
    it(`keeps each of sample ${index + 1} exactly once, but for the imports by \`require\``, () => {
      const notRequired = (end: number) => !/\brequire\('[^']*'\)$/.test(code.slice(0, end));
      const written = parsed(code, grammar, tree => {
        assert.equal(tree.rootNode.hasError, false);
        return writtenCallEnds(tree);
      });
      assert.deepEqual(callEnds(lowered(code, grammar)).filter(notRequired), written.filter(notRequired));
    });
  }
});
