import type { CheckReport } from '../checkReport.ts';
import type { SourceLines } from '../sourceLines.ts';
import type { Terminal } from '../terminal.ts';

export interface FormatContext {
  readonly terminal: Terminal;
  readonly lines: SourceLines;
  readonly cwd: string;
  readonly quiet: boolean;
}

/** Text to write, with its final newline; empty when there is nothing to say. */
export type CheckFormat = (report: CheckReport, context: FormatContext) => string;
