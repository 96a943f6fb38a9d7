/** What would have been saved, for people: dollars first, the largest first, then what to do and what the figure rests on. */
import { formatDollars } from '../../../shared/money/formatDollars.ts';
import type { SitePlace } from '../../../shared/protocol/sites.ts';
import { localMinute } from '../../../shared/runtime/budget/wording.ts';
import type { Opportunities, Opportunity, SiteOpportunities } from '../../../shared/runtime/opportunities/opportunity.ts';
import { plainTable } from '../plainTable.ts';
import { printable } from '../printable.ts';
import { groupName } from '../siteNames.ts';
import type { Terminal } from '../terminal.ts';

export interface OpportunitiesReport extends Opportunities {
  readonly places: ReadonlyMap<string, SitePlace>;
  /** IANA name. */
  readonly timeZone: string;
  readonly home: string;
  /** First and first-not instant. */
  readonly since: number;
  readonly until: number;
  /** Rows at most. */
  readonly top: number | undefined;
}

export interface OpportunityRow {
  readonly site: SiteOpportunities;
  readonly opportunity: Opportunity;
}

/** One row a lever and site, the largest saving first. */
export function opportunityRows({ sites, top }: Pick<OpportunitiesReport, 'sites' | 'top'>): readonly OpportunityRow[] {
  const rows = sites.flatMap(site => site.opportunities.map(opportunity => ({ site, opportunity })));
  return rows.sort((a, b) => b.opportunity.saved - a.opportunity.saved).slice(0, top);
}

/** Rows that a table shows where nothing is said. */
const USUAL_ROWS = 20;

export function opportunitiesTable(report: OpportunitiesReport, { colours }: Terminal): string {
  const { sites, calls, cost, combined, notKnown, timeZone, since, until, home } = report;
  const period = `from ${localMinute(since, timeZone)} to ${localMinute(until, timeZone)}`;
  if (calls === 0) return `Nothing was metered ${period} (${home}). "farthing proxy" meters what goes through it.\n`;
  const rows = opportunityRows({ sites, top: report.top ?? USUAL_ROWS });
  const all = sites.reduce((sum, site) => sum + site.opportunities.length, 0);
  const table = plainTable({
    head: ['Would save', 'Of', 'Call site', 'What', 'Rests on', 'Mended by'].map(text => colours.bold(text)),
    rows: rows.map(({ site, opportunity }) => [
      formatDollars(opportunity.saved),
      formatDollars(site.cost),
      printable(groupName(site, report.places)),
      printable(opportunity.action),
      `${opportunity.confidence}: ${opportunity.assumption}`,
      menderOf(opportunity),
    ]),
    aligns: ['right', 'right', 'left', 'left', 'left', 'left'],
  });
  const together = `All together: ${formatDollars(combined)} of ${formatDollars(cost)}${cost === 0 ? '' : ` (${Math.round((100 * combined) / cost)} %)`}, ${period}. Savings of one call site are not additive: this is what they come to at once.`;
  return [
    rows.length === 0
      ? `Nothing to save was found in ${calls.toLocaleString('en')} calls ${period}, which cost ${formatDollars(cost)}.`
      : table,
    '',
    ...(rows.length === 0 ? [] : [together]),
    ...[...(all > rows.length ? [`${all - rows.length} smaller ones are not shown (--top).`] : []), ...notKnown].map(line =>
      colours.dim(line),
    ),
    '',
  ].join('\n');
}

function menderOf({ rule, setting }: Opportunity): string {
  if (rule !== undefined) return `rule ${rule}`;
  return setting ?? '-';
}
