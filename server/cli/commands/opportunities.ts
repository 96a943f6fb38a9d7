import { opportunities as opportunitiesIn } from '../../../shared/runtime/opportunities/opportunities.ts';
import { CLEAN } from '../exitCodes.ts';
import { opportunitiesCsv } from '../formats/opportunitiesCsv.ts';
import { opportunitiesJson } from '../formats/opportunitiesJson.ts';
import { type OpportunitiesReport, opportunitiesTable } from '../formats/opportunitiesTable.ts';
import { deliver } from '../output.ts';
import { refuse, withPastCalls } from '../pastCalls.ts';
import type { ReportFlags } from '../reportQuery.ts';
import { describeTerminal, type Terminal } from '../terminal.ts';

const FORMATS = {
  table: opportunitiesTable,
  json: opportunitiesJson,
  csv: opportunitiesCsv,
} satisfies Record<string, (report: OpportunitiesReport, terminal: Terminal) => string>;

/** `farthing report --opportunities`: what would have been saved in the period. */
export function opportunities(flags: ReportFlags): Promise<number> {
  return withPastCalls(flags, ({ past, prices, sites, timeZone, home, now, since, until }) => {
    const found = opportunitiesIn(past, { prices, now: new Date(now) });
    const terminal = flags.outputFile === undefined ? describeTerminal(process.stdout, undefined) : describeTerminal({}, false);
    const report: OpportunitiesReport = {
      ...found,
      places: sites,
      timeZone,
      home: home.folder,
      since,
      until: until ?? now,
      top: flags.top,
    };
    const text = FORMATS[flags.json ? 'json' : (flags.format ?? 'table')](report, terminal);
    const undelivered = deliver(text, flags.outputFile, process.stdout);
    return undelivered === undefined ? CLEAN : refuse(undelivered);
  });
}
