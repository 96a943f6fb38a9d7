/** `farthing export`: definitions for what shows the metrics that the runtime tells. */
import { complain } from '../complain.ts';
import { CLEAN, FAILED } from '../exitCodes.ts';
import { type CloudWatchWish, cloudWatchTemplate } from '../exports/cloudWatchTemplate.ts';
import { grafanaDashboard } from '../exports/grafanaDashboard.ts';
import { deliver } from '../output.ts';

export interface ExportFlags extends CloudWatchWish {
  readonly outputFile?: string;
}

export function exportDefinitions(what: 'cloudwatch' | 'grafana', flags: ExportFlags): number {
  const definitions = what === 'cloudwatch' ? cloudWatchTemplate(flags) : grafanaDashboard();
  const problem = deliver(`${JSON.stringify(definitions, undefined, 2)}\n`, flags.outputFile, process.stdout);
  if (problem === undefined) return CLEAN;
  complain(problem);
  return FAILED;
}
