/** What the terminal can show: colours, links, how wide it is. */
import picocolors from 'picocolors';

export interface Terminal {
  readonly colours: ReturnType<typeof picocolors.createColors>;
  readonly width: number;
  /** Somebody looks at it: bars are drawn. */
  readonly interactive: boolean;
  /** `text` as a link where links are shown, else the text alone. */
  link(text: string, path: string, line: number): string;
}

export interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const NARROWEST = 40;

export function describeTerminal(
  stream: TerminalStream,
  colour: boolean | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): Terminal {
  const interactive = stream.isTTY === true;
  const coloured = colour ?? wantsColour(interactive, environment);
  const links = interactive && coloured && showsLinks(environment);
  return {
    colours: picocolors.createColors(coloured),
    interactive,
    width: Math.max(NARROWEST, (interactive ? stream.columns : undefined) ?? 80),
    link: (text, path, line) => (links ? `\u001B]8;;${fileUrl(path)}#${line}\u001B\\${text}\u001B]8;;\u001B\\` : text),
  };
}

/** https://no-color.org and https://force-color.org: set and not empty counts, `FORCE_COLOR=0` means no. */
function wantsColour(interactive: boolean, { NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return interactive && TERM !== 'dumb';
}

/** There is no way to ask a terminal; these are known to show links (https://github.com/Alhadis/OSC8-Adoption). */
function showsLinks({ TERM_PROGRAM, VTE_VERSION, WT_SESSION, TERM, KITTY_WINDOW_ID }: NodeJS.ProcessEnv): boolean {
  if (WT_SESSION || KITTY_WINDOW_ID || TERM === 'xterm-kitty' || TERM === 'alacritty') return true;
  if (VTE_VERSION) return Number(VTE_VERSION) >= 5000;
  return ['vscode', 'iTerm.app', 'WezTerm', 'ghostty', 'Hyper'].includes(TERM_PROGRAM ?? '');
}

const fileUrl = (path: string): string => `file://${path.startsWith('/') ? '' : '/'}${path.split('/').map(encodeURIComponent).join('/')}`;

/** Columns a text takes: wide characters take two, combining ones none, a tab what it is replaced by. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

export function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(character)) return 0;
  return /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\uFF01-\uFF60]$/u.test(character)
    ? 2
    : 1;
}

/** Breaks a text at blanks into lines of at most `width` columns; a longer word stands alone. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines;
}
