/** `--fix`, `--fix-suggestions` and `--diff`. */
import type { AnalyseOptions, Analysis } from '../../project/analyse.ts';
import type { Overlay } from '../../project/inventory.ts';
import { writeFileAtomically } from '../../project/writeFile.ts';
import { complain, complainOfProblems } from '../complain.ts';
import { type Repaired, repair } from '../fixes.ts';
import type { RepairFlags } from '../flags.ts';
import type { Terminal } from '../terminal.ts';
import { unifiedDiff } from '../unifiedDiff.ts';

export interface RepairRun {
  readonly first: Analysis;
  /** Texts that are not on disk: standard input. */
  readonly given: Overlay;
  readonly cwd: string;
  readonly terminal: Terminal;
  again(changes: Pick<AnalyseOptions, 'overlay' | 'memory'>): Promise<Analysis>;
}

/** Prints the diff, prints the text of standard input, or writes the files; undefined when a file could not be written. */
export async function makeRepairs(flags: RepairFlags, { first, given, cwd, terminal, again }: RepairRun): Promise<Repaired | undefined> {
  const repaired = await repair(first, flags.fixSuggestions ? ['safe', 'suggestion'] : ['safe'], again, given);
  complainOfProblems({ problems: repaired.problems, bugs: [] }, cwd);
  if (flags.diff) {
    process.stdout.write(unifiedDiff(repaired.before, repaired.texts, cwd, terminal));
    return repaired;
  }
  if (given.size > 0) {
    for (const [path, text] of given) process.stdout.write(repaired.texts.get(path) ?? text);
    return repaired;
  }
  const failures = [...repaired.texts].flatMap(([path, text]) => writeFileAtomically(path, text) ?? []);
  for (const failure of failures) complain(failure);
  if (repaired.made > 0 && !flags.quiet) {
    const files = repaired.texts.size - failures.length;
    complain(`${repaired.made} repaired in ${files} ${files === 1 ? 'file' : 'files'}`);
  }
  return failures.length > 0 ? undefined : repaired;
}
