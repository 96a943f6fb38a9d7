/** `farthing report --routing`: savings never stand without the quality that was kept. */
import { formatDollars } from '../../../shared/money/formatDollars.ts';
import { toDollars } from '../../../shared/money/nanoDollars.ts';
import type { Quality, RoutedRow } from '../../../shared/runtime/router/routingReport.ts';
import { plainTable } from '../plainTable.ts';
import { printable } from '../printable.ts';

const NOTHING =
  'No request was routed in this period. Name models that may stand in for each other under runtime.router in config.jsonc: docs/runtime.md has an example.\n';

export function routingTable(rows: readonly RoutedRow[]): string {
  if (rows.length === 0) return NOTHING;
  const table = plainTable({
    head: ['saved', 'of', 'asked for', 'mode', 'elsewhere', 'quality', 'at random, same spend'],
    aligns: ['right', 'right', 'left', 'left', 'left', 'left', 'left'],
    rows: rows.map(row => [
      formatDollars(row.saved),
      formatDollars(row.spent),
      printable(row.asked),
      row.mode === 'shadow' ? 'shadow: would be' : 'on',
      `${row.moved} of ${row.requests}`,
      qualityInWords(row.quality),
      randomInWords(row),
    ]),
  });
  const unpriced = rows.reduce((sum, row) => sum + row.unpriced, 0);
  return `${table}\n${unpriced === 0 ? '' : `What ${unpriced} of the calls would have cost elsewhere is not known.\n`}`;
}

function qualityInWords(quality: Quality): string {
  if ('unknown' in quality) return `not known: ${quality.unknown}`;
  const { checked, passed, interval } = quality;
  return `${passed} of ${checked} cheap answers passed (${percent(interval.low)} to ${percent(interval.high)}), the others were asked again`;
}

function randomInWords({ random, requests }: RoutedRow): string {
  if (!random) return '-';
  const failing = random.failing === undefined ? '' : `, ${random.failing} of them not good enough`;
  return `${random.moved} of ${requests}${failing}`;
}

export function routingJson(rows: readonly RoutedRow[]): string {
  const inDollars = rows.map(({ spent, saved, ...row }) => ({
    ...row,
    spentUsd: toDollars(spent),
    spentNanos: spent,
    savedUsd: toDollars(saved),
    savedNanos: saved,
  }));
  return `${JSON.stringify({ version: 1, rows: inDollars })}\n`;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
