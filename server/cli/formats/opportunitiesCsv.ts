/** `farthing report --opportunities --format csv`: one line a lever and call site. */
import { toDollars } from '../../../shared/money/nanoDollars.ts';
import { csvText, decimal } from './csvText.ts';
import { type OpportunitiesReport, opportunityRows } from './opportunitiesTable.ts';

const NAMES = [
  'savedUsd',
  'savedNanos',
  'lever',
  'site',
  'path',
  'line',
  'symbol',
  'model',
  'endpoint',
  'siteCalls',
  'siteCostUsd',
  'calls',
];
const WORDS = ['confidence', 'assumption', 'action', 'rule', 'setting'];

export function opportunitiesCsv(report: OpportunitiesReport): string {
  const rows = opportunityRows(report).map(({ site, opportunity }) => {
    const place = site.site === null ? undefined : report.places.get(site.site);
    const { saved, lever, calls, confidence, assumption, action, rule, setting } = opportunity;
    const where = [
      site.site,
      place?.path,
      place?.line,
      place?.symbol,
      site.model,
      site.endpoint,
      site.calls,
      decimal(toDollars(site.cost)),
    ];
    return [decimal(toDollars(saved)), saved, lever, ...where, calls, confidence, assumption, action, rule, setting];
  });
  return csvText([[...NAMES, ...WORDS], ...rows]);
}
