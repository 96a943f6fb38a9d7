/** Options as the command line gives them. */
import type { FailOn } from '../../shared/config/defaults.ts';
import type { Grouping } from './formats/estimateTable.ts';

export interface SelectionFlags {
  readonly config?: string;
}

export interface AnalysisFlags extends SelectionFlags {
  readonly format?: readonly string[];
  readonly outputFile?: string;
  readonly cache: boolean;
  /** Undefined: as the terminal is. */
  readonly colour?: boolean;
  readonly callsPerMonth?: number;
  readonly exact?: boolean;
  /** Also go by what the runtime saw. */
  readonly observed?: boolean;
  readonly threads?: number;
}

export interface RepairFlags {
  readonly fix?: boolean;
  readonly fixSuggestions?: boolean;
  readonly diff?: boolean;
  readonly quiet?: boolean;
}

export const wantsRepairs = ({ fix, fixSuggestions, diff }: RepairFlags): boolean => Boolean(fix || fixSuggestions || diff);

export interface CheckFlags extends AnalysisFlags, RepairFlags {
  readonly failOn?: FailOn;
  readonly maxWarnings?: number;
  readonly stdin?: boolean;
  readonly stdinFilename?: string;
}

export interface EstimateFlags extends AnalysisFlags {
  readonly by?: Grouping;
}
