/** The list as a file for spreadsheets: RFC 4180, money in whole nano-dollars and in decimal dollars. */
import { exactDollars } from '../../../shared/money/formatDollars.ts';
import type { NanoDollars } from '../../../shared/money/nanoDollars.ts';
import type { SitePlace } from '../../../shared/protocol/sites.ts';
import type { CallLine } from '../../../shared/protocol/spend.ts';
import { placeText } from './words.ts';

type Value = string | number | undefined;

const COLUMNS: Readonly<Record<string, (line: CallLine, places: ReadonlyMap<string, SitePlace>) => Value>> = {
  request: line => line.id,
  state: line => line.state,
  startedAt: line => new Date(line.startedAt).toISOString(),
  model: line => line.model,
  site: line => line.site,
  place: (line, places) => (line.site === undefined ? undefined : placeText(line.site, places)),
  user: line => line.user,
  team: line => line.team,
  project: line => line.project,
  branch: line => line.branch,
  upstream: line => line.upstream,
  status: line => line.end?.status,
  inputTokens: line => line.end?.tokens?.input,
  cachedTokens: line => line.end?.tokens?.cached,
  outputTokens: line => line.end?.tokens?.output,
  costUsd: line => plain(line.cost),
  costNanos: line => line.cost,
  savedUsd: line => plain(line.end?.saved),
  cache: line => line.end?.cache,
  route: line => line.route && `${line.route.mode} ${line.route.chosen}`,
  milliseconds: line => line.end && line.end.endedAt - line.startedAt,
};

export function linesCsv(lines: readonly CallLine[], places: ReadonlyMap<string, SitePlace>): string {
  const rows = lines.map(line => Object.values(COLUMNS).map(column => column(line, places)));
  return [Object.keys(COLUMNS), ...rows].map(cells => `${cells.map(written).join(',')}\r\n`).join('');
}

const plain = (amount: NanoDollars | undefined): string | undefined =>
  amount === undefined ? undefined : exactDollars(amount).replaceAll(/[$,]/g, '');

function written(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  // Names come from requests: what a spreadsheet would run as a formula is made text.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
