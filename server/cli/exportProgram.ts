/** The commands that print definitions for other tools: names, options and help. */
import type { Command } from 'commander';
import { dollars } from './optionValues.ts';

export function addExportCommands(program: Command, done: (exitCode: number) => void): void {
  const exports = program
    .command('export')
    .description('print an alarm and a dashboard for the metrics that the runtime tells CloudWatch or Prometheus');

  exports
    .command('cloudwatch')
    .description('a CloudFormation template: alarm, dashboard, and Logs Insights queries over the lines of "farthing tail --json"')
    .option('--daily-usd <amount>', 'dollars a day that the alarm goes off above (default: 10)', dollars)
    .option('--namespace <name>', 'of the metrics, as runtime.telemetry.cloudWatch has it')
    .option('--log-group <name>', 'that the queries read (default: farthing)')
    .option('--output-file <file>', 'write to a file in place of standard output')
    .action(async options => done((await commands()).exportDefinitions('cloudwatch', options)));

  exports
    .command('grafana')
    .description('a dashboard over the metrics of Prometheus')
    .option('--output-file <file>', 'write to a file in place of standard output')
    .action(async options => done((await commands()).exportDefinitions('grafana', options)));
}

const commands = () => import('./commands/export.ts');
