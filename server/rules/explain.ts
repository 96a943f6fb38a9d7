/** A rule as a page: for the documentation, `farthing explain` and the editor, all from one place. */

import type { Rule } from './rule.ts';

/** Prompt text longer than this is shown by its beginning. */
const LONGEST_TEXT = 100;

const FIXABLE: Readonly<Record<Rule['fixable'], string>> = {
  safe: 'yes, with `--fix`',
  suggestion: 'yes, with `--fix-suggestions` (it changes what the code does: read it first)',
  dangerous: 'only by hand in the editor',
  no: 'no',
};

/** Markdown. */
export function explainRule(rule: Rule): string {
  const suppression = `# farthing-ignore ${rule.id}: why it is right here`;
  const sections = [
    `# ${rule.id}`,
    `${rule.title}.`,
    `Severity: ${rule.severity}. Category: ${rule.category}. Fix: ${FIXABLE[rule.fixable]}.`,
    '## Why',
    rule.why,
    '## Examples',
    ...rule.examples.flatMap(example => [
      `Costly:\n\n${fence(example.language, example.bad)}`,
      `Better:\n\n${fence(example.language, example.good)}`,
    ]),
    '## When not to use it',
    rule.whenNot,
    'To silence one finding, write on the line before it or at its end:',
    fence('python', suppression),
  ];
  return `${sections.join('\n\n')}\n`;
}

function fence(language: string, code: string): string {
  return `\`\`\`${language}\n${shortened(code).trimEnd()}\n\`\`\``;
}

function shortened(code: string): string {
  return code.replace(/(["'`])((?:(?!\1)[^\\\n])*)\1/g, (literal, quote: string, text: string) => {
    if (text.length <= LONGEST_TEXT) return literal;
    const shown = text.slice(0, text.lastIndexOf('. ', LONGEST_TEXT) + 1);
    return `${quote}${shown} [${(text.length - shown.length).toLocaleString('en-US')} more characters]${quote}`;
  });
}
