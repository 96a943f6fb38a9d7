/** Results with the paths a reader knows: relative to where the command runs, `/` separated. */
import { isAbsolute, relative, sep } from 'node:path';
import type { Analysis } from '../project/analyse.ts';
import type { FindingReport, SuppressedReport } from '../project/report.ts';

export interface LocatedFinding extends FindingReport {
  readonly path: string;
  /** Absolute. */
  readonly file: string;
}

export interface LocatedSuppressed extends SuppressedReport {
  readonly finding: LocatedFinding;
}

export function shownPath(path: string, cwd: string): string {
  // Most are inside, and there are many.
  if (path.startsWith(cwd) && path.charAt(cwd.length) === '/') return path.slice(cwd.length + 1);
  const shown = relative(cwd, path);
  if (shown === '') return '.';
  // On another drive there is no relative path.
  return isAbsolute(shown) || sep === '/' ? shown : shown.replaceAll(sep, '/');
}

export function locateFindings({ files }: Analysis, cwd: string): LocatedFinding[] {
  return files.flatMap(({ path, report }) => report.findings.map(finding => locate(finding, path, cwd)));
}

export function locateSuppressed({ files }: Analysis, cwd: string): LocatedSuppressed[] {
  return files.flatMap(({ path, report }) =>
    report.suppressed.map(({ finding, reason }) => ({ finding: locate(finding, path, cwd), ...(reason === undefined ? {} : { reason }) })),
  );
}

function locate(finding: FindingReport, file: string, cwd: string): LocatedFinding {
  const related = finding.related?.map(place => (place.path === undefined ? place : { ...place, path: shownPath(place.path, cwd) }));
  return { ...finding, ...(related && { related }), path: shownPath(file, cwd), file };
}
