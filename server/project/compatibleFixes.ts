import type { FixReport } from './report.ts';

/** Fixes that touch nothing that one before them touches. */
export function compatible(fixes: readonly FixReport[]): FixReport[] {
  const taken: { readonly start: number; readonly end: number }[] = [];
  return fixes.filter(({ edits }) => {
    const clash = edits.some(({ span }) => taken.some(other => span.start <= other.end && other.start <= span.end));
    if (!clash) taken.push(...edits.map(edit => edit.span));
    return !clash;
  });
}
