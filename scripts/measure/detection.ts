/**
 * Measures detection against the labels: `npm run measure -- --repos DIR [--labels DIR] [--split dev|held-out] [--only OWNER+NAME] [--list] [--json]
 * [--command 'node dist/cli.js']`.
 * DIR has one clone a repository, named `owner+name`, at the commit the labels name.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { addFigures, type Figures, type Measured, measure, noFigures } from './figures.ts';
import { type LabelledRepository, type LabelledSite, readLabels } from './labels.ts';
import { analyse, type Reported } from './reported.ts';
import { tableText } from './table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const { values: options } = parseArgs({
  options: {
    repos: { type: 'string' },
    labels: { type: 'string', default: join(root, 'test/measure/labels') },
    split: { type: 'string' },
    only: { type: 'string' },
    command: { type: 'string' },
    list: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

interface Analysed {
  readonly labels: LabelledRepository;
  readonly reported: Reported;
}

function command(): string[] {
  if (options.command) return options.command.split(' ');
  const built = join(root, 'dist/cli.js');
  return [process.execPath, existsSync(built) ? built : join(root, 'server/cli/main.ts')];
}

/** What cannot be analysed reports nothing, and its sites count as missed. */
function analysed(folder: string): Reported {
  try {
    return analyse(command(), folder);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { calls: [], findings: [] };
  }
}

function analyseAll(repos: string): Analysed[] {
  const wanted = readLabels(options.labels).filter(
    ({ head }) => (!options.split || head.split === options.split) && (!options.only || head.repo === options.only.replace('+', '/')),
  );
  return wanted.flatMap(labels => {
    const folder = join(repos, labels.head.repo.replace('/', '+'));
    if (!existsSync(folder)) {
      console.error(`${labels.head.repo} is not in ${repos}: left out`);
      return [];
    }
    return [{ labels, reported: analysed(folder) }];
  });
}

function total(measured: readonly Measured[]): Figures {
  return measured.reduce((sum, { figures }) => addFigures(sum, figures), noFigures);
}

/** Figures of the sites grouped by a property of the site. */
function grouped(analysed: readonly Analysed[], groupOf: (site: LabelledSite) => string): [string, Figures][] {
  const groups = [...new Set(analysed.flatMap(({ labels }) => labels.sites.map(groupOf)))].sort();
  return groups.map(group => [
    group,
    total(analysed.map(({ labels, reported }) => measure(labels, reported, { keep: site => groupOf(site) === group, surplus: false }))),
  ]);
}

const languageOf = (site: LabelledSite) => (site.cell === undefined ? site.language : 'notebook');

function main(): void {
  if (!options.repos) {
    console.error('measure: --repos DIR is needed: the folder with the clones');
    process.exitCode = 2;
    return;
  }
  const repositories = analyseAll(options.repos);
  const measured = repositories.map(({ labels, reported }) => measure(labels, reported));
  const byRepository = repositories.map(({ labels }, index): [string, Figures] => [
    `${labels.head.repo} (${labels.head.split})`,
    measured[index]?.figures ?? noFigures,
  ]);
  const bySplit = (['dev', 'held-out'] as const).map((split): [string, Figures] => [
    split,
    total(measured.filter((_, index) => repositories[index]?.labels.head.split === split)),
  ]);
  const direct = (site: LabelledSite) => site.kind === 'direct' && site.operation === 'chat';
  const directChat: [string, Figures] = [
    'direct chat',
    total(repositories.map(({ labels, reported }) => measure(labels, reported, { keep: direct, surplus: false }))),
  ];
  const byKind = grouped(repositories, site => site.kind);
  const bySdk = grouped(repositories, site => `${site.kind} ${site.sdk}`);
  const byLanguage = grouped(repositories, languageOf);
  const misses = measured.flatMap(({ misses: list }) => list);
  if (options.json) {
    console.log(JSON.stringify({ version: 1, bySplit, byRepository, byKind: [directChat, ...byKind], bySdk, byLanguage, misses }, null, 2));
    return;
  }
  console.log(tableText('split', [...bySplit, ['all', total(measured)]]));
  for (const [title, rows] of [
    ['kind', [directChat, ...byKind]],
    ['language', byLanguage],
    ['kind and SDK', bySdk],
    ['repository', byRepository],
  ] as const) {
    console.log(`\n${tableText(title, rows)}`);
  }
  if (options.list) for (const miss of misses) console.log(`${miss.figure}\t${miss.repo}\t${miss.place}\t${miss.what}`);
}

main();
