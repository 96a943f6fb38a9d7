/** The command line: names, options and help; what they do is in `commands/`, each loaded when it is called for: `farthing proxy` needs no analysis. */
import { Command, Option } from 'commander';
import { FAIL_ON } from '../../shared/config/defaults.ts';
import { version } from '../../shared/version.ts';
import { addExportCommands } from './exportProgram.ts';
import type { AnalysisFlags, CheckFlags, EstimateFlags } from './flags.ts';
import { collected, wholeNumber } from './optionValues.ts';
import { addRuntimeCommands } from './runtimeProgram.ts';

export interface Run {
  /** ISO date. */
  readonly today: string;
  done(exitCode: number): void;
}

interface InspectFlags {
  readonly showFiles?: boolean;
  readonly printConfig?: string;
  readonly color?: boolean;
}

export function createProgram({ today, done }: Run): Command {
  const program = new Command('farthing')
    .description('What each LLM call in your code costs, what wastes money, and what is spent while it runs.')
    .version(version(), '-v, --version')
    .helpOption('-h, --help')
    .showHelpAfterError('(farthing --help tells more)');

  withAnalysisOptions(
    program
      .command('check', { isDefault: true })
      .description('find what wastes money')
      .argument('[paths...]', 'files and folders; the working directory if none'),
  )
    .option('--fix', 'repair what can be repaired without changing what the code does')
    .option('--fix-suggestions', 'repair also what changes what the code does')
    .option('--diff', 'print what --fix or --fix-suggestions would change, change nothing')
    .addOption(new Option('--fail-on <severity>', 'exit with 1 from this severity on (default: "warn")').choices(FAIL_ON))
    .option('--max-warnings <n>', 'exit with 1 when there are more warnings', wholeNumber)
    .option('--stdin', 'lint standard input')
    .option('--stdin-filename <file>', 'what standard input would be called')
    .option('--quiet', 'print warnings and errors only, no summary')
    .option('--print-config <file>', 'print what holds for a file, lint nothing')
    .option('--show-files', 'print which files would be linted, lint nothing')
    .action(async (paths: string[], options: CheckFlags & InspectFlags) => {
      if (options.printConfig !== undefined || options.showFiles) {
        const { printConfig, showFiles } = await import('./commands/inspect.ts');
        done(await (options.printConfig === undefined ? showFiles(paths, options) : printConfig(options.printConfig, options)));
        return;
      }
      done(await (await import('./commands/check.ts')).check(paths, withColour(options), today));
    });

  withAnalysisOptions(
    program.command('estimate').description('price every call').argument('[paths...]', 'files and folders; the working directory if none'),
  )
    .addOption(new Option('--by <what>', 'one row a file or one row a call').choices(['file', 'call']).default('file'))
    .action(async (paths: string[], options: EstimateFlags & InspectFlags) => {
      done(await (await import('./commands/estimate.ts')).estimate(paths, withColour(options), today));
    });

  program
    .command('explain')
    .description('the page of a rule; without a name, the list of rules')
    .argument('[rule]')
    .action(async (rule: string | undefined) => done((await import('./commands/explain.ts')).explain(rule)));

  program
    .command('init')
    .description('write a farthing.jsonc to begin with')
    .action(async () => done((await import('./commands/init.ts')).init()));

  addRuntimeCommands(program, done);
  addExportCommands(program, done);

  program
    .command('lsp')
    .description('the language server, for editors')
    .option('--stdio', 'speak over standard input and output, which it does anyhow')
    .action(async () => (await import('./commands/languageServer.ts')).runLanguageServer());

  return program;
}

function withAnalysisOptions(command: Command): Command {
  return command
    .option('--format <name>', 'pretty, json, sarif or github; name=FILE writes to a file; may be repeated', collected)
    .option('--output-file <file>', 'write to a file in place of standard output')
    .option('--config <file>', 'take this configuration and no other')
    .option('--calls-per-month <n>', 'how often each call runs in a month', wholeNumber)
    .option('--exact', "count tokens with the models' own vocabularies: slower, a few per cent closer")
    .option('--observed', 'also go by the calls that farthing proxy saw on this machine')
    .option('--threads <n>', 'analyse with so many threads; 0 starts none', wholeNumber)
    .option('--no-cache', 'neither use nor keep results of earlier runs')
    .option('--no-color', 'no colours (NO_COLOR and FORCE_COLOR are respected too)');
}

/** Commander's `--no-color` defaults to true, which is not a wish for colours. */
function withColour<T extends AnalysisFlags>(options: T & InspectFlags): T {
  return { ...options, colour: options.color === false ? false : undefined };
}
