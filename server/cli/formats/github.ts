/** Workflow commands of GitHub Actions: annotations on the lines of a pull request. */
import type { Severity } from '../../rules/rule.ts';
import type { LocatedFinding } from '../located.ts';
import type { CheckFormat } from './format.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warn: 'warning', info: 'notice' };

export const github: CheckFormat = ({ findings, summary }) => {
  const lines = findings.map(annotation);
  for (const broken of summary.brokenBudgets) lines.push(`::error title=${property('over budget')}::${data(broken)}`);
  return lines.map(line => `${line}\n`).join('');
};

function annotation({ rule, severity, path, line, column, endLine, endColumn, cell, message }: LocatedFinding): string {
  // A line of a cell is no line of the file.
  const region = cell === undefined ? { line, endLine, col: column, endColumn } : {};
  const properties = Object.entries({ file: path, ...region, title: rule }).map(([name, value]) => `${name}=${property(String(value))}`);
  const text = cell === undefined ? message : `cell ${cell}, line ${line}: ${message}`;
  return `::${COMMANDS[severity]} ${properties.join(',')}::${data(text)}`;
}

// https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
