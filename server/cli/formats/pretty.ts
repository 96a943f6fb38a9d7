/** For people: money first, the source with the span underlined, where it comes from, what to do. */
import type { Severity } from '../../rules/rule.ts';
import type { LocatedFinding } from '../located.ts';
import { snippet } from '../snippet.ts';
import { summaryText } from '../summaryText.ts';
import { type Terminal, wrap } from '../terminal.ts';
import type { CheckFormat, FormatContext } from './format.ts';

const NAMES: Readonly<Record<Severity, string>> = { error: 'error', warn: 'warning', info: 'info' };

export const pretty: CheckFormat = (report, context) => {
  const blocks = report.findings.map(finding => block(finding, context));
  if (!context.quiet) blocks.push(summaryText(report.summary, context.terminal));
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
};

function block(finding: LocatedFinding, { terminal, lines }: FormatContext): string {
  const { colours } = terminal;
  const source = lines(finding.file, finding.cell);
  const gutter = String(Math.min(finding.endLine, source.length || finding.endLine)).length;
  const blank = ' '.repeat(gutter);
  const edge = colours.blue('|');
  const shown = snippet(source, finding, terminal.width - gutter - 3);
  const paint = painter(finding.severity, terminal);
  const body = shown.map(({ number, text, kind }) => {
    const left = colours.blue((number === undefined ? '' : String(number)).padStart(gutter));
    return `${left} ${edge} ${kind === 'marks' ? paint(text) : kind === 'gap' ? colours.dim(text) : text}`.trimEnd();
  });
  return [
    ...header(finding, terminal),
    `${blank}${colours.blue('-->')} ${place(finding, terminal)}`,
    ...(body.length > 0 ? [`${blank} ${edge}`, ...body] : []),
    ...remarks(finding, blank, terminal),
  ].join('\n');
}

function painter(severity: Severity, { colours }: Terminal): (text: string) => string {
  return { error: colours.red, warn: colours.yellow, info: colours.cyan }[severity];
}

function header({ severity, rule, message }: LocatedFinding, terminal: Terminal): string[] {
  const { colours, width } = terminal;
  const name = `${NAMES[severity]}[${rule}]:`;
  const [first = '', ...rest] = wrap(`${name} ${message}`, width);
  const paint = painter(severity, terminal);
  const head = first.startsWith(name) ? `${colours.bold(paint(name.slice(0, -1)))}:${colours.bold(first.slice(name.length))}` : first;
  return [head, ...rest.map(line => colours.bold(line))];
}

function place({ path, file, line, column, cell }: LocatedFinding, terminal: Terminal): string {
  const shown = cell === undefined ? `${path}:${line}:${column}` : `${path} cell ${cell}:${line}:${column}`;
  return terminal.link(shown, file, line);
}

function remarks({ related = [], fix, path }: LocatedFinding, blank: string, { colours, width }: Terminal): string[] {
  const remark = (label: string, text: string) => {
    const [first, ...rest] = wrap(text, width - blank.length - label.length - 5);
    const indent = `${blank}   ${' '.repeat(label.length + 2)}`;
    return [`${blank} ${colours.blue('=')} ${colours.bold(label)}: ${first}`, ...rest.map(line => indent + line)];
  };
  const notes = related.flatMap(({ message, path: other, line, cell }) => {
    const where = `${other ?? path}:${cell === undefined ? '' : `cell ${cell}:`}${line}`;
    return remark('note', `${message} (${where})`);
  });
  const flag = fix && { safe: '--fix', suggestion: '--fix-suggestions', dangerous: '' }[fix.safety];
  return [...notes, ...(fix ? remark('help', flag ? `${lowered(fix.title)} (${flag})` : lowered(fix.title)) : [])];
}

/** `Set k to 10` -> `set k to 10`; a name stays as it is. */
const lowered = (title: string): string => (/^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title);
