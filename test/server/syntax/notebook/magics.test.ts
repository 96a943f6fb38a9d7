import assert from 'node:assert/strict';
import fc from 'fast-check';
import { blankMagics } from '../../../../server/syntax/notebook/magics.ts';

/** A cell and what is left of it; `_` stands for a blank put in. */
const table: readonly (readonly [cell: string, left: string])[] = [
  ['%pip install openai\nimport openai', '___________________\nimport openai'],
  ['!ls -la | grep x\nx = 1', '________________\nx = 1'],
  ['!pip install \\\n  openai \\\r\n  anthropic\nf()', '______________\n__________\r\n___________\nf()'],
  ['pip install -q openai\nf()', '_____________________\nf()'],
  ['?f\nf?\nclient.create??\nx', '__\n__\n_______________\nx'],
  ['if colab:\n  !pip install x\n  %cd y\nf()', 'if colab:\n  ...___________\n  ...__\nf()'],
  ['files = !ls\nkey = %env KEY', 'files = ...\nkey = ..._____'],
  ['%time x = f()', '0;____x = f()'],
  ['%timeit -n 10 -r3 f()', '0;________________f()'],
  ['%%time\nx = f()', '______\nx = f()'],
  ['\n%%capture out\nf()', '\n_____________\nf()'],
  ['%%bash\necho $X\nls', '______\n_______\n__'],
  ['%%writefile a.py\nx = 1', '________________\n_____'],
  ['%%html\n<b>%s</b>', '______\n_________'],
];

const untouched: readonly string[] = [
  'x = a % b',
  'x = (a\n  % b)',
  'x = a \\\n  % b',
  "s = '''\n%matplotlib inline\n!ls\nwhat?\n'''",
  's = """%s\n%s""" % (a,\n b)',
  'f(\n  "a?"\n)  # really?',
  'x != y',
  'a = [\'(\', "["]\nb = a % c',
  '# !pip install x',
  'pip.install()',
  'x = y if a else b  # %time',
];

describe('IPython magics', () => {
  for (const [cell, left] of table) {
    it(`are blanked: ${JSON.stringify(cell)}`, () => assert.equal(blankMagics(cell), left.replaceAll('_', ' ')));
  }

  for (const cell of untouched) {
    it(`are not seen in ${JSON.stringify(cell)}`, () => assert.equal(blankMagics(cell), cell));
  }

  it('are seen again after a string and a bracket that span lines', () => {
    assert.equal(blankMagics("s = '''\n%a\n'''\nx = [\n  1 % 2,\n]\n%b"), "s = '''\n%a\n'''\nx = [\n  1 % 2,\n]\n  ");
  });

  it('leave a cell as long as it was, its line ends where they were', () => {
    const piece = fc.constantFrom(
      '%',
      '%%',
      '!',
      '?',
      '\n',
      '\r\n',
      '\\',
      ' ',
      '  ',
      'time',
      'x',
      '=',
      '(',
      ')',
      "'",
      '"""',
      '#',
      'pip install',
      '%time ',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
        const cell = pieces.join('');
        const left = blankMagics(cell);
        assert.equal(left.length, cell.length);
        assert.deepEqual(
          [...left.matchAll(/[\r\n]/g)].map(end => end.index),
          [...cell.matchAll(/[\r\n]/g)].map(end => end.index),
        );
      }),
      { numRuns: 500 },
    );
  }).timeout(60_000);

  it('take a long line in their stride', () => {
    const long = ' '.repeat(50_000);
    for (const cell of [`%time${long}`, `x${long}!`, `${long}%`, `x = ${'a'.repeat(50_000)}!?`, `%timeit ${'-a '.repeat(20_000)}`]) {
      assert.equal(blankMagics(cell).length, cell.length);
    }
  });
});
