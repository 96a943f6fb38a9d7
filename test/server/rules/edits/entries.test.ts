import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Language, Span } from '../../../../server/ir/nodes.ts';
import { readBracketed } from '../../../../server/rules/edits/bracketed.ts';
import { insertEntry, removeEntry } from '../../../../server/rules/edits/entries.ts';
import { edited, readyToRead } from '../reading.ts';

/** The list that starts at the first bracket after `@` and goes to the last closing bracket. */
function listIn(marked: string): { text: string; span: Span } {
  const at = marked.indexOf('@');
  const text = marked.replace('@', '');
  return { text, span: { start: at, end: Math.max(...[')', ']', '}'].map(bracket => text.lastIndexOf(bracket))) + 1 } };
}

describe('an entry is added in the layout the list has', () => {
  before(readyToRead);

  const cases: [string, Language, string, string, string][] = [
    ['an empty call', 'python', 'f@()', 'a=1', 'f(a=1)'],
    ['one line', 'python', 'f@(x, y=2)', 'a=1', 'f(x, y=2, a=1)'],
    ['one line with a trailing comma', 'python', 'f@(x, y=2,)', 'a=1', 'f(x, y=2, a=1,)'],
    ['one line each', 'python', 'f@(\n    x,\n    y=2\n)', 'a=1', 'f(\n    x,\n    y=2,\n    a=1\n)'],
    ['one line each with a trailing comma', 'python', 'f@(\n    x,\n    y=2,\n)', 'a=1', 'f(\n    x,\n    y=2,\n    a=1,\n)'],
    [
      'a comment after the last comma',
      'python',
      'f@(\n    x,\n    y=2,  # two (2)\n)',
      'a=1',
      'f(\n    x,\n    y=2,  # two (2)\n    a=1,\n)',
    ],
    [
      'a comment after the last item',
      'python',
      'f@(\n    x,\n    y=2  # two, or so\n)',
      'a=1',
      'f(\n    x,\n    y=2,  # two, or so\n    a=1\n)',
    ],
    ['tabs', 'python', 'f@(\n\tx,\n)', 'a=1', 'f(\n\tx,\n\ta=1,\n)'],
    ['the closing bracket on the last line', 'python', 'f@(\n    x,\n    y=2)', 'a=1', 'f(\n    x,\n    y=2,\n    a=1)'],
    ['a list that starts on the line of the bracket', 'python', 'f@(x, [\n    1,\n])', 'a=1', 'f(x, [\n    1,\n], a=1)'],
    ['arguments aligned with the bracket', 'python', 'f@(x,\n  y=2)', 'a=1', 'f(x,\n  y=2,\n  a=1)'],
    ['an argument spread', 'python', 'f@(x, **rest)', 'a=1', 'f(x, **rest, a=1)'],
    ['brackets in strings', 'python', `f@(")", f"{x[')']}", '''"''')`, 'a=1', `f(")", f"{x[')']}", '''"''', a=1)`],
    ['format specs with quotes', 'python', `f@(f"{x:'>10}", "y")`, 'a=1', `f(f"{x:'>10}", "y", a=1)`],
    ['nested quotes of Python 3.12', 'python', 'f@(f"{x["a"]}")', 'a=1', 'f(f"{x["a"]}", a=1)'],
    ['a dict', 'python', 'd = @{"b": 2}', '"a": 1', 'd = {"b": 2, "a": 1}'],
    ['an object', 'typescript', 'f(@{ b: 2 }', 'a: 1', 'f({ b: 2, a: 1 }'],
    ['an empty object', 'typescript', 'const x = @{};', 'a: 1', 'const x = { a: 1 };'],
    ['an object without spaces', 'typescript', 'const x = @{b: 2};', 'a: 1', 'const x = {b: 2, a: 1};'],
    ['an object over lines', 'typescript', 'const x = @{\n  b: 2,\n  c,\n};', 'a: 1', 'const x = {\n  b: 2,\n  c,\n  a: 1,\n};'],
    ['a comment after an entry', 'typescript', 'const x = @{\n  b: 2, // { not\n};', 'a: 1', 'const x = {\n  b: 2, // { not\n  a: 1,\n};'],
    [
      'templates and regular expressions',
      'typescript',
      'const x = @[`}${f(`]`)}`, /[\\]/]+"/, a / b / c];',
      'd',
      'const x = [`}${f(`]`)}`, /[\\]/]+"/, a / b / c, d];',
    ],
  ];
  for (const [name, language, marked, entry, expected] of cases) {
    it(name, () => {
      const { text, span } = listIn(marked);
      assert.equal(edited(text, language, insertEntry(text, span, entry, language)), expected);
    });
  }

  it('a line break in a CRLF file is a CRLF', () => {
    const text = 'f(\r\n    x,\r\n)';
    assert.equal(
      edited(text, 'python', insertEntry(text, { start: 1, end: text.length }, 'a=1', 'python')),
      'f(\r\n    x,\r\n    a=1,\r\n)',
    );
  });

  it('what does not begin and end with one pair of brackets is left alone', () => {
    for (const text of ['f(a', 'f(a]', '(a) + (b)', 'f(a, ")', '']) {
      assert.equal(insertEntry(text, { start: text.indexOf('('), end: text.length }, 'x', 'python'), undefined, text);
    }
  });
});

describe('an entry is removed with its comma', () => {
  before(readyToRead);

  const cases: [string, Language, string, string, string][] = [
    ['the only one', 'python', 'f@(a)', 'a', 'f()'],
    ['the first', 'python', 'f@(a, b)', 'a', 'f(b)'],
    ['the middle', 'python', 'f@(a, b, c)', 'b', 'f(a, c)'],
    ['the last', 'python', 'f@(a, b)', 'b', 'f(a)'],
    ['the last before a trailing comma', 'python', 'f@(a, b,)', 'b', 'f(a,)'],
    ['with its line', 'python', 'f@(\n    a,\n    b,\n    c,\n)', 'b', 'f(\n    a,\n    c,\n)'],
    ['the last line', 'python', 'f@(\n    a,\n    b,\n)', 'b', 'f(\n    a,\n)'],
    ['the last line without a comma', 'python', 'f@(\n    a,\n    b\n)', 'b', 'f(\n    a\n)'],
    ['but not a comment', 'python', 'f@(\n    a,  # note\n    b\n)', 'b', 'f(\n    a,  # note\n    \n)'],
    [
      'an entry of an object',
      'typescript',
      "const x = @{ text: t, cachePoint: { type: 'default' } };",
      "cachePoint: { type: 'default' }",
      'const x = { text: t };',
    ],
  ];
  for (const [name, language, marked, item, expected] of cases) {
    it(name, () => {
      const { text, span } = listIn(marked);
      const start = text.indexOf(item, span.start + 1);
      assert.equal(edited(text, language, removeEntry(text, span, { start, end: start + item.length }, language)), expected);
    });
  }
});

describe('lists of any layout', () => {
  before(readyToRead);

  const item = fc.constantFrom('x', '"a, b)"', "f'{y}'", '[1, 2]', '{"k": (1)}', '"""t"""', 'g(1, *z)', 'lambda q: q', '"]"', 'h[0]');
  const gap = fc.constantFrom('', ' ', '\n    ', '  # (note\n    ', '\n\n  ');
  const list = fc
    .tuple(fc.array(fc.tuple(gap, item, gap), { maxLength: 5 }), fc.boolean(), gap)
    .map(
      ([items, trailing, end]) =>
        `(${items.map(([before, value, after]) => before + value + after).join(',')}${trailing && items.length > 0 ? ',' : ''}${end})`,
    );

  it('an inserted entry is the last item and every other byte stays', () => {
    fc.assert(
      fc.property(list, source => {
        const text = `f${source}`;
        const span = { start: 1, end: text.length };
        const before = readBracketed(text, span, 'python');
        const after = edited(text, 'python', insertEntry(text, span, 'added=1', 'python'));
        const items = readBracketed(after, { start: 1, end: after.length }, 'python')?.items ?? [];
        assert.equal(items.length, (before?.items.length ?? 0) + 1);
        const last = items.at(-1);
        assert.equal(last && after.slice(last.start, last.end), 'added=1');
        const edits = insertEntry(text, span, 'added=1', 'python') ?? [];
        assert.ok(edits.every(edit => edit.span.start === edit.span.end && /^,?\s*(?:added=1)?,?$/.test(edit.text)));
      }),
    );
  });

  it('removing what was inserted leaves the items as they were', () => {
    fc.assert(
      fc.property(list, source => {
        const text = `f${source}`;
        const after = edited(text, 'python', insertEntry(text, { start: 1, end: text.length }, 'added=1', 'python'));
        const start = after.indexOf('added=1');
        const back = edited(after, 'python', removeEntry(after, { start: 1, end: after.length }, { start, end: start + 7 }, 'python'));
        assert.deepEqual(itemsOf(back), itemsOf(text));
      }),
    );
  });
});

function itemsOf(text: string): string[] {
  return (readBracketed(text, { start: 1, end: text.length }, 'python')?.items ?? []).map(({ start, end }) => text.slice(start, end));
}
