import assert from 'node:assert/strict';
import fc from 'fast-check';
import { snippet } from '../../../server/cli/snippet.ts';
import { displayWidth } from '../../../server/cli/terminal.ts';

const shown = (lines: string[], place: [line: number, column: number, endLine: number, endColumn: number], width = 60) =>
  snippet(lines, { line: place[0], column: place[1], endLine: place[2], endColumn: place[3] }, width).map(line => line.text);

describe('snippet', () => {
  it('underlines the span', () => {
    assert.deepEqual(shown(['x = call(a)'], [1, 5, 1, 12]), ['x = call(a)', '    ^^^^^^^']);
  });

  it('keeps the marks under what they mark behind tabs and wide characters', () => {
    assert.deepEqual(shown(['\tf("東京", x)'], [1, 10, 1, 11]), ['    f("東京", x)', '              ^']);
  });

  it('shows the beginning of a span of many lines and says how many are left', () => {
    const lines = ['f(', '  a,', '  b,', '  c,', ')'];
    assert.deepEqual(shown(lines, [1, 1, 5, 2]), ['f(', '^^', '  a,', '  ^^', '  b,', '  ^^', '(2 more lines)']);
  });

  it('cuts a long line around the span', () => {
    const line = `${'a'.repeat(50)} call(x) ${'b'.repeat(50)}`;
    assert.deepEqual(shown([line], [1, 52, 1, 59], 40), [
      `…${'a'.repeat(10)} call(x) ${'b'.repeat(19)}…`,
      `${' '.repeat(12)}${'^'.repeat(7)}`,
    ]);
  });

  it('marks one column for an empty span, also past the end', () => {
    assert.deepEqual(shown(['ab'], [1, 3, 1, 3]), ['ab', '  ^']);
    assert.deepEqual(shown([], [1, 1, 1, 1]), []);
  });

  it('never is wider than it may be', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 120, unit: 'grapheme' }),
        fc.nat(120),
        fc.nat(120),
        fc.integer({ min: 20, max: 80 }),
        (line, from, length, width) => {
          const source = line.replace(/[\r\n\u2028\u2029]/g, '');
          for (const text of shown([source], [1, from + 1, 1, from + length + 1], width)) assert.ok(displayWidth(text) <= width + 1, text);
        },
      ),
    );
  });
});
