/**
 * Measures detection against the labels:
 * `npm run measure -- --repos DIR [--labels DIR] [--split dev|held-out] [--only OWNER+NAME] [--list] [--json | --markdown] [--command 'node dist/cli.js']`.
 * DIR has one clone a repository, named `owner+name`, at the commit its labels name. `--list` adds a line for each disagreement, to be read.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measure } from './figures.ts';
import { readLabels } from './labels.ts';
import { analyse, type Reported } from './reported.ts';
import { type Analysed, meanDirectRecall, tablesOf } from './tables.ts';
import { markdownTable, plainTable } from './tableText.ts';

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
    markdown: { type: 'boolean', default: false },
  },
});

function command(): string[] {
  if (options.command) return options.command.split(' ');
  const built = join(root, 'dist/cli.js');
  return [process.execPath, existsSync(built) ? built : join(root, 'server/cli/main.ts')];
}

/** What cannot be analysed reports nothing, and its sites count as missed. */
function reportedOf(folder: string): Reported {
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
    return [{ labels, reported: reportedOf(folder) }];
  });
}

function main(): void {
  if (!options.repos) {
    console.error('measure: --repos DIR is needed: the folder with the clones');
    process.exitCode = 2;
    return;
  }
  const repositories = analyseAll(options.repos);
  const measured = repositories.map(({ labels, reported }) => measure(labels, reported));
  const tables = tablesOf(repositories, measured);
  const misses = measured.flatMap(({ misses: list }) => list);
  const meanRecall = meanDirectRecall(repositories);
  if (options.json) {
    console.log(JSON.stringify({ version: 1, meanDirectRecall: meanRecall, tables, misses }, null, 2));
    return;
  }
  console.log(tables.map(options.markdown ? markdownTable : plainTable).join('\n\n'));
  console.log(`\nrecall of direct sites, mean over repositories: ${meanRecall.toFixed(1)} %`);
  if (options.list) for (const miss of misses) console.log(`${miss.figure}\t${miss.repo}\t${miss.place}\t${miss.what}`);
}

main();
