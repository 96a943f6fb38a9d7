/** Mistakes in configuration, as diagnostics. */
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { parseConfig } from '../../../shared/config/parseConfig.ts';
import { rules } from '../../rules/index.ts';
import { SOURCE } from '../diagnostics/diagnostic.ts';

export interface ConfigMistake {
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

const ruleIds = rules.map(rule => rule.id);

/** Of the text of a `farthing.jsonc` as it is in the editor. */
export function configDiagnostics(text: string): Diagnostic[] {
  const parsed = parseConfig(text, 'jsonc', ruleIds);
  return 'problems' in parsed ? parsed.problems.map(problem => mistakeDiagnostic(problem, text)) : [];
}

/** `text`: the file, where it is at hand; a mistake then reaches to the end of its word. */
export function mistakeDiagnostic({ message, line = 1, column = 1 }: ConfigMistake, text = ''): Diagnostic {
  const start = { line: line - 1, character: column - 1 };
  const rest = (text.split('\n')[start.line] ?? '').slice(start.character);
  const length = /^(?:"[^"]*"|[^\s,:}\]]+)/.exec(rest)?.[0].length ?? 1;
  return {
    range: { start, end: { line: start.line, character: start.character + length } },
    severity: DiagnosticSeverity.Error,
    source: SOURCE,
    code: 'configuration',
    message,
  };
}
