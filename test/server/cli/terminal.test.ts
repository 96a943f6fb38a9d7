import assert from 'node:assert/strict';
import { createProgressBar } from '../../../server/cli/progressBar.ts';
import { describeTerminal, displayWidth, wrap } from '../../../server/cli/terminal.ts';

const TTY = { isTTY: true, columns: 120 };

describe('terminal', () => {
  const coloured = (stream: object, environment: NodeJS.ProcessEnv, wish?: boolean) =>
    describeTerminal(stream, wish, environment).colours.isColorSupported;

  const table: readonly [what: string, stream: object, environment: NodeJS.ProcessEnv, wish: boolean | undefined, colour: boolean][] = [
    ['a terminal', TTY, {}, undefined, true],
    ['a pipe', {}, {}, undefined, false],
    ['a dumb terminal', TTY, { TERM: 'dumb' }, undefined, false],
    ['NO_COLOR', TTY, { NO_COLOR: '1' }, undefined, false],
    ['an empty NO_COLOR', TTY, { NO_COLOR: '' }, undefined, true],
    ['FORCE_COLOR in a pipe', {}, { FORCE_COLOR: '1' }, undefined, true],
    ['FORCE_COLOR=0', TTY, { FORCE_COLOR: '0' }, undefined, false],
    ['NO_COLOR beside FORCE_COLOR', TTY, { NO_COLOR: '1', FORCE_COLOR: '1' }, undefined, false],
    ['--no-color beside FORCE_COLOR', TTY, { FORCE_COLOR: '1' }, false, false],
  ];
  for (const [what, stream, environment, wish, colour] of table) {
    it(`has ${colour ? 'colours' : 'no colours'} for ${what}`, () => assert.equal(coloured(stream, environment, wish), colour));
  }

  it('links places only where links are known to be shown', () => {
    const link = (environment: NodeJS.ProcessEnv, stream: object = TTY) =>
      describeTerminal(stream, undefined, environment).link('a.py:3', '/x/a b.py', 3);
    assert.equal(link({ TERM_PROGRAM: 'vscode' }), '\u001B]8;;file:///x/a%20b.py#3\u001B\\a.py:3\u001B]8;;\u001B\\');
    assert.equal(link({ VTE_VERSION: '7000' }).includes('file://'), true);
    assert.equal(link({ VTE_VERSION: '4000' }), 'a.py:3');
    assert.equal(link({}), 'a.py:3');
    assert.equal(link({ TERM_PROGRAM: 'vscode' }, {}), 'a.py:3');
  });

  it('is 80 columns wide where nothing says otherwise, and never too narrow to read', () => {
    assert.deepEqual(
      [describeTerminal(TTY, false), describeTerminal({}, false), describeTerminal({ isTTY: true, columns: 9 }, false)].map(t => t.width),
      [120, 80, 40],
    );
  });

  it('wraps at blanks, by columns', () => {
    assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
    assert.deepEqual(wrap('incomprehensible word', 5), ['incomprehensible', 'word']);
    assert.deepEqual(wrap('東京 東京', 7), ['東京', '東京']);
    assert.equal(displayWidth('e\u0301東a'), 4);
  });
});

describe('progress bar', () => {
  function bar(isTTY: boolean) {
    const written: string[] = [];
    let now = 0;
    const stream = { isTTY, write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WriteStream;
    const { progress, clear } = createProgressBar(stream, () => now);
    return { written, progress, clear, at: (time: number) => (now = time) };
  }

  it('shows only when it takes longer than a second, a few times a second, and goes when done', () => {
    const { written, progress, clear, at } = bar(true);
    at(900);
    progress('reading', 1, 10);
    assert.deepEqual(written, []);
    at(1100);
    progress('analysing', 5, 10);
    at(1150);
    progress('analysing', 6, 10);
    assert.equal(written.length, 1);
    assert.match(written[0] ?? '', /Analysing █{12}░{12} 5\/10 files$/);
    clear();
    clear();
    assert.equal(written.length, 2);
  });

  it('shows nothing where there is no terminal', () => {
    const { written, progress, clear, at } = bar(false);
    at(5000);
    progress('reading', 1, 10);
    clear();
    assert.deepEqual(written, []);
  });
});
