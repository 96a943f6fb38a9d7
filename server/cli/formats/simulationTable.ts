/** What another policy would have cost, for people: the difference first. */
import { formatDollars } from '../../../shared/money/formatDollars.ts';
import type { NanoDollars } from '../../../shared/money/nanoDollars.ts';
import { localMinute } from '../../../shared/runtime/budget/wording.ts';
import type { SimulatedFigures } from '../../../shared/runtime/simulation/simulate.ts';
import { plainTable } from '../plainTable.ts';
import { printable } from '../printable.ts';
import { groupName } from '../siteNames.ts';
import type { Terminal } from '../terminal.ts';
import type { SimulationReport } from './simulationJson.ts';

export function simulationTable(
  { groups, total, notModelled, places, timeZone, since, until, home }: SimulationReport,
  { colours }: Terminal,
): string {
  const period = `from ${localMinute(since, timeZone)} to ${localMinute(until, timeZone)}`;
  if (total.calls === 0) return `Nothing was metered ${period} (${home}). "farthing proxy" meters what goes through it.\n`;
  const table = plainTable({
    head: ['Difference', 'It cost', 'It would cost', 'Call site', 'Calls', 'Changed', 'From cache', 'Refused'].map(text =>
      colours.bold(text),
    ),
    rows: [
      ...groups.map(group => cells(group, printable(groupName(group, places)))),
      cells(total, 'in all').map(text => colours.bold(text)),
    ],
    aligns: ['right', 'right', 'right', 'left', 'right', 'right', 'right', 'right'],
  });
  return `${[table, '', ...[`${period[0]?.toUpperCase()}${period.slice(1)}.`, ...notModelled].map(line => colours.dim(line))].join('\n')}\n`;
}

function cells({ calls, before, after, changed, fromCache, refused }: SimulatedFigures, name: string): string[] {
  const difference = (after - before) as NanoDollars;
  return [
    `${difference > 0 ? '+' : ''}${formatDollars(difference)}`,
    formatDollars(before),
    formatDollars(after),
    name,
    ...[calls, changed, fromCache, refused].map(count => (count === 0 ? '-' : count.toLocaleString('en'))),
  ];
}
