/** Repairs, in rounds: what one repair uncovers or another stands in the way of is done in the next. Nothing is written here. */
import type { AnalyseOptions, Analysis } from '../project/analyse.ts';
import { compatible } from '../project/compatibleFixes.ts';
import { decode, readBytes } from '../project/fileText.ts';
import type { Problem } from '../project/problem.ts';
import type { FindingReport } from '../project/report.ts';
import type { Safety } from '../rules/rule.ts';
import { openSource } from '../syntax/source.ts';

/** Two rules that undo each other would go on for ever. */
const MOST_ROUNDS = 10;

export interface Repaired {
  /** New texts by absolute path. */
  readonly texts: ReadonlyMap<string, string>;
  /** What the texts were. */
  readonly before: ReadonlyMap<string, string>;
  /** Of the repaired texts. */
  readonly analysis: Analysis;
  readonly made: number;
  readonly problems: readonly Problem[];
}

export async function repair(
  first: Analysis,
  safeties: readonly Safety[],
  again: (changes: Pick<AnalyseOptions, 'overlay' | 'memory'>) => Promise<Analysis>,
  given: ReadonlyMap<string, string>,
): Promise<Repaired> {
  const texts = new Map<string, string>(given);
  const before = new Map<string, string>();
  const problems: Problem[] = [];
  const refused = new Set<string>();
  let analysis = first;
  let made = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let progress = false;
    for (const { path, report } of analysis.files) {
      const wanted = report.findings.filter(finding => finding.fix && safeties.includes(finding.fix.safety));
      if (wanted.length === 0 || refused.has(path)) continue;
      const outcome = repairFile(path, wanted, texts.get(path));
      if ('refused' in outcome) {
        refused.add(path);
        problems.push({ path, message: `not repaired: ${outcome.refused}` });
      } else if (outcome.after !== outcome.before) {
        if (!before.has(path)) before.set(path, outcome.before);
        texts.set(path, outcome.after);
        made += outcome.made;
        progress = true;
      }
    }
    if (!progress) break;
    analysis = await again({ overlay: texts, memory: analysis.memory });
  }
  return { texts: new Map([...texts].filter(([path]) => before.has(path))), before, analysis, made, problems };
}

type Outcome = { readonly before: string; readonly after: string; readonly made: number } | { readonly refused: string };

function repairFile(path: string, findings: readonly FindingReport[], text: string | undefined): Outcome {
  const before = text ?? read(path);
  if (typeof before !== 'string') return before;
  const source = openSource(path, before);
  if ('unreadable' in source) return { refused: source.unreadable };
  const chosen = compatible(findings.flatMap(finding => finding.fix ?? []));
  const edited = source.applyEdits(chosen.flatMap(fix => fix.edits));
  return 'refused' in edited ? edited : { before, after: edited.text, made: chosen.length };
}

function read(path: string): string | { readonly refused: string } {
  const bytes = readBytes(path);
  const decoded = typeof bytes === 'string' ? bytes : decode(bytes);
  if (typeof decoded === 'string') return { refused: decoded };
  // Writing the replaced bytes back would spoil what was there.
  return decoded.warning === undefined ? decoded.text : { refused: 'the file is not valid UTF-8' };
}
