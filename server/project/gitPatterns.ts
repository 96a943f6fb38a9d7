/**
 * Patterns as git writes them in `.gitignore`. Of our own because a walk asks about each entry once, its parents being settled already, which
 * is a fraction of the work of testing every path from the root.
 */
export interface GitPattern {
  /** A `!` pattern takes back in. */
  readonly negative: boolean;
  readonly foldersOnly: boolean;
  /** Whether it is about the last name of a path alone, or the whole path below the pattern's folder. */
  readonly anchored: boolean;
  readonly matches: (text: string) => boolean;
}

export function parseGitPatterns(text: string): GitPattern[] {
  return text.split('\n').flatMap(line => parseGitPattern(line) ?? []);
}

export function parseGitPattern(line: string): GitPattern | undefined {
  let body = line.replace(/\r$/, '').replace(/(?<!\\) +$/, '');
  if (body === '' || body.startsWith('#')) return undefined;
  const negative = body.startsWith('!');
  if (negative) body = body.slice(1);
  const foldersOnly = body.endsWith('/');
  if (foldersOnly) body = body.slice(0, -1);
  const anchored = body.includes('/');
  if (body.startsWith('/')) body = body.slice(1);
  return body === '' ? undefined : { negative, foldersOnly, anchored, matches: matcher(body) };
}

function matcher(glob: string): (text: string) => boolean {
  if (!/[*?[\\]/.test(glob)) return text => text === glob;
  const suffix = /^\*([^*?[\\/]+)$/.exec(glob)?.[1];
  if (suffix !== undefined) return text => text.endsWith(suffix) && !text.includes('/');
  const expression = new RegExp(`^${expressionOf(glob)}$`, 's');
  return text => expression.test(text);
}

/** `**` as a whole segment stands for any number of folders. */
function expressionOf(glob: string): string {
  const segments = glob.split('/').filter((segment, index, all) => segment !== '**' || all[index - 1] !== '**');
  const last = segments.length - 1;
  return segments
    .map((segment, index) => {
      if (segment !== '**') return segmentExpression(segment) + (index < last ? '/' : '');
      if (index < last) return '(?:.*/)?';
      return index === 0 ? '.*' : '.+';
    })
    .join('');
}

const TOKEN = /\*+|\?|\[(!|\^)?(\]?(?:\\.|[^\]\\])*)\]|\\(.)|[^*?[\\]+|[[\\]/g;

function segmentExpression(segment: string): string {
  return segment.replace(TOKEN, (token, not: string | undefined, members: string | undefined, escaped: string | undefined) => {
    if (token.startsWith('*')) return '[^/]*';
    if (token === '?') return '[^/]';
    if (members !== undefined) return characterClass(not !== undefined, members);
    return literal(escaped ?? token);
  });
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function characterClass(not: boolean, members: string): string {
  if (members === '') return '(?!)';
  const POSIX: Readonly<Record<string, string>> = {
    alpha: 'a-zA-Z',
    digit: '0-9',
    alnum: 'a-zA-Z0-9',
    upper: 'A-Z',
    lower: 'a-z',
    space: '\\s',
  };
  const body = members.replace(/\[:(\w+):\]/g, (_, name: string) => POSIX[name] ?? '').replace(/\\?([\]^[])/g, '\\$1');
  return `(?!/)[${not ? '^' : ''}${body}]`;
}

/**
 * Whether a list of patterns speaks of this entry: `true` ignored, `false` taken back in, `undefined` neither. The last pattern that matches
 * decides. `relative` is below the folder of the patterns.
 */
export function verdict(patterns: readonly GitPattern[], relative: string, isFolder: boolean): boolean | undefined {
  const name = relative.slice(relative.lastIndexOf('/') + 1);
  for (let index = patterns.length - 1; index >= 0; index--) {
    const pattern = patterns[index] as GitPattern;
    if ((isFolder || !pattern.foldersOnly) && pattern.matches(pattern.anchored ? relative : name)) return !pattern.negative;
  }
  return undefined;
}

/** Whether a file, or a folder it is in, is meant by the patterns. */
export function covers(patterns: readonly GitPattern[], relative: string): boolean {
  for (let slash = relative.indexOf('/'); slash > 0; slash = relative.indexOf('/', slash + 1)) {
    if (verdict(patterns, relative.slice(0, slash), true)) return true;
  }
  return verdict(patterns, relative, false) === true;
}
