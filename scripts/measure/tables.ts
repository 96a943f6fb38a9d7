/** The measurement of many repositories, cut into tables. Pure. */
import { addFigures, type Figures, type Measured, measure, noFigures, type Part } from './figures.ts';
import type { LabelledRepository, LabelledSite, Split } from './labels.ts';
import type { Reported, ReportedCall } from './reported.ts';

export interface Analysed {
  readonly labels: LabelledRepository;
  readonly reported: Reported;
}

export interface Table {
  readonly title: string;
  readonly rows: readonly (readonly [name: string, figures: Figures])[];
}

function total(measured: readonly Measured[]): Figures {
  return measured.reduce((sum, { figures }) => addFigures(sum, figures), noFigures);
}

function ofPart(repositories: readonly Analysed[], part: Part): Figures {
  return total(repositories.map(({ labels, reported }) => measure(labels, reported, part)));
}

function grouped(
  title: string,
  repositories: readonly Analysed[],
  siteGroup: (site: LabelledSite) => string,
  callGroup?: (call: ReportedCall) => string,
): Table {
  const groups = [...new Set(repositories.flatMap(({ labels }) => labels.sites.map(siteGroup)))].sort();
  const rows = groups.map((group): [string, Figures] => {
    const call = callGroup && ((candidate: ReportedCall) => callGroup(candidate) === group);
    return [group, ofPart(repositories, { site: site => siteGroup(site) === group, call })];
  });
  return { title, rows };
}

function languageOf({ path, cell }: { readonly path: string; readonly cell?: number }): string {
  if (cell !== undefined) return 'notebook';
  if (path.endsWith('.py')) return 'Python';
  return /\.tsx?$/.test(path) ? 'TypeScript' : 'JavaScript';
}

const isDirectChat = (site: LabelledSite) => site.kind === 'direct' && site.operation === 'chat';

/** By split, kind, language, SDK and repository. */
export function tablesOf(repositories: readonly Analysed[], measured: readonly Measured[]): Table[] {
  const bySplit = (['dev', 'held-out', 'unseen'] as const).map((split: Split): [string, Figures] => [
    split,
    total(measured.filter((_, index) => repositories[index]?.labels.head.split === split)),
  ]);
  const byKind = grouped(
    'kind',
    repositories,
    site => site.kind,
    call => call.kind,
  );
  return [
    { title: 'split', rows: [...bySplit, ['all', total(measured)]] },
    { title: 'kind', rows: [['direct chat', ofPart(repositories, { site: isDirectChat })], ...byKind.rows] },
    grouped('language', repositories, languageOf, languageOf),
    grouped('kind and SDK', repositories, site => `${site.kind} ${site.sdk}`),
    {
      title: 'repository',
      rows: repositories.map(({ labels: { head } }, index) => [`${head.repo} (${head.split})`, measured[index]?.figures ?? noFigures]),
    },
  ];
}

/** Recall of direct sites, each repository that has any counting the same, in percent. */
export function meanDirectRecall(repositories: readonly Analysed[]): number {
  const shares = repositories
    .map(repository => ofPart([repository], { site: site => site.kind === 'direct' }).recall)
    .filter(({ of }) => of > 0)
    .map(({ of, part }) => (100 * part) / of);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
