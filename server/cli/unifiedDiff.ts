import { createTwoFilesPatch } from 'diff';
import { shownPath } from './located.ts';
import type { Terminal } from './terminal.ts';

/** A patch that `git apply` takes, in the order of the paths. */
export function unifiedDiff(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  cwd: string,
  terminal: Terminal,
): string {
  const paths = [...after.keys()].sort();
  return paths.map(path => coloured(patch(shownPath(path, cwd), before.get(path) ?? '', after.get(path) ?? ''), terminal)).join('');
}

function patch(path: string, before: string, after: string): string {
  const text = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 });
  // Without the line of equal signs, which is Subversion's.
  return text.replace(/^=+\n/, '');
}

function coloured(text: string, { colours }: Terminal): string {
  if (!colours.isColorSupported) return text;
  return text
    .split('\n')
    .map(line => {
      if (/^(?:---|\+\+\+) /.test(line)) return colours.bold(line);
      if (line.startsWith('@@')) return colours.cyan(line);
      return line.startsWith('+') ? colours.green(line) : line.startsWith('-') ? colours.red(line) : line;
    })
    .join('\n');
}
