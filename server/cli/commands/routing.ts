import { routingOf } from '../../../shared/runtime/router/routingReport.ts';
import { CLEAN } from '../exitCodes.ts';
import { routingJson, routingTable } from '../formats/routing.ts';
import { deliver } from '../output.ts';
import { refuse, withPastCalls } from '../pastCalls.ts';
import type { ReportFlags } from '../reportQuery.ts';

/** `farthing report --routing`: what other models saved, or would have. */
export function routing(flags: ReportFlags): Promise<number> {
  if (flags.format === 'csv') return Promise.resolve(refuse('--routing prints a table or JSON'));
  return withPastCalls(flags, ({ past, prices }) => {
    const rows = routingOf(past.calls, prices);
    const text = flags.json || flags.format === 'json' ? routingJson(rows) : routingTable(rows);
    const undelivered = deliver(text, flags.outputFile, process.stdout);
    return undelivered === undefined ? CLEAN : refuse(undelivered);
  });
}
