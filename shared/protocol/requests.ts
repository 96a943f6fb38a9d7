/** Requests that an editor may make beyond those of the language server protocol. */

/** Lints every file of the workspace now, whatever `farthing.lint.scope` says. No parameters; the answer is a `WorkspaceLint`. */
export const LINT_WORKSPACE = 'farthing/lintWorkspace';

export interface WorkspaceLint {
  readonly files: number;
  readonly calls: number;
  readonly findings: number;
}

/** What a report of a fault needs: versions, settings, timings, counts; no source text. No parameters; the answer is Markdown. */
export const SUPPORT_REPORT = 'farthing/supportReport';
