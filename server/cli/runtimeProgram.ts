/** The commands about the runtime: names, options and help. What they do is loaded when it is called for. */
import { type Command, CommanderError, Option } from 'commander';
import { didYouMean } from '../../shared/config/closest.ts';
import { REPORT_KEYS } from '../../shared/runtime/ledger/report.ts';
import { addCacheCommands } from './cacheProgram.ts';
import { complain } from './complain.ts';
import { FAILED } from './exitCodes.ts';
import { withHome } from './homeOption.ts';
import { collected, dollars, port, wholeNumber } from './optionValues.ts';
import { SHELLS } from './shells.ts';

type Done = (exitCode: number) => void;

export function addRuntimeCommands(program: Command, done: Done): void {
  addGateway(program, done);
  addBudget(program, done);
  addLedger(program, done);
  addCacheCommands(program, done);
  for (const name of RUNTIME_COMMANDS) program.commands.find(command => command.name() === name)?.hook('preAction', demandSqlite);
}

const RUNTIME_COMMANDS = ['proxy', 'sites', 'status', 'dashboard', 'stop', 'budget', 'cache', 'report', 'simulate', 'tail'];

/** Linting runs on older ones; the ledger needs `node:sqlite` without a flag. */
function demandSqlite(): void {
  if (process.getBuiltinModule?.('node:sqlite')) return;
  complain(`the runtime needs Node 22.13 or newer; this is ${process.versions.node}`);
  throw new CommanderError(FAILED, 'farthing.node', '');
}

function addGateway(program: Command, done: Done): void {
  withHome(program.command('proxy').description('run the gateway that meters, caches and caps the calls of this machine'))
    .option('--port <n>', 'port of 127.0.0.1; 0 takes any (default: 4141)', port)
    .option('--config <file>', "the user's configuration, in place of config.jsonc in the home folder")
    .option('--workspace <dir>', 'find the call sites of this folder, so that each call is put down to its line of code')
    .option('--json', 'print one line of JSON once it accepts: {"url", "pid"}')
    .action(async options => done(await (await import('./commands/proxy.ts')).proxy(options)));

  withHome(program.command('status').description('say whether the gateway runs, and what was spent today'))
    .option('--json', 'print JSON')
    .addOption(new Option('--env <shell>', 'print the lines that point a shell at it, to be evaluated').choices(SHELLS))
    .action(async options => done(await (await import('./commands/status.ts')).status(options)));

  withHome(program.command('dashboard').description('show in a browser what is spent, as it happens'))
    .option('--open', 'open the browser (default: where the output is a terminal)')
    .option('--no-open', 'only print the address')
    .option('--json', 'print one line of JSON: {"url"}')
    .action(async options => done(await (await import('./commands/dashboard.ts')).dashboard(options)));

  withHome(program.command('sites').description('tell the gateway which line of code calls come from, as long as this runs'))
    .argument('[dir]', 'the folder of the code', '.')
    .option('--json', 'print a line of JSON whenever the gateway knows them')
    .addOption(new Option('--attached').hideHelp())
    .action(async (dir, options) => done(await (await import('./commands/sites.ts')).sites(dir, options)));

  withHome(program.command('stop').description('stop the gateway; streams in flight may end'))
    .option('--json', 'print JSON')
    .action(async options => done(await (await import('./commands/stop.ts')).stop(options)));
}

function addLedger(program: Command, done: Done): void {
  withHome(program.command('report').description('what was spent, and on what'))
    .addOption(new Option('--by <what>', 'one row for each').choices(REPORT_KEYS).default('model'))
    .option('--since <when>', '2026-11-24, today, yesterday, week, month, 24h, 7d, or an instant')
    .option('--until <when>', 'the same; a day is meant to its end')
    .option('--user <name>', 'calls of this user')
    .option('--team <name>', 'of this team')
    .option('--project <name>', 'of this project')
    .option('--model <id>', 'of this model')
    .option('--site <id>', 'of this call site')
    .option('--upstream <name>', 'to this upstream')
    .option('--tag <name=value>', 'with this tag; a bare name with --by tag makes a row for each of its values; may be repeated', collected)
    .option('--top <n>', 'the dearest rows (by request: the latest), and the rest in one row', wholeNumber)
    .addOption(new Option('--format <name>', '(default: "table")').choices(['table', 'json', 'csv']))
    .option('--json', 'the same as --format json')
    .option('--output-file <file>', 'write to a file in place of standard output')
    .option('--opportunities', 'what caches, other models, limits and batches would have saved, by call site (default period: 7d)')
    .option(
      '--routing',
      'what routing saved or would have, beside the quality kept and random routing at the same spend (default period: 7d)',
    )
    .action(async options =>
      done(
        options.opportunities
          ? await (await import('./commands/opportunities.ts')).opportunities(options)
          : options.routing
            ? await (await import('./commands/routing.ts')).routing(options)
            : await (await import('./commands/report.ts')).report(options),
      ),
    );

  withHome(program.command('simulate').description('what the calls of a period would have cost under another policy'))
    .requiredOption('--policy <file>', 'models, caches, limits and budgets to replay them under; docs/runtime.md says what it may hold')
    .option('--since <when>', '2026-11-24, today, yesterday, week, month, 24h, 7d, or an instant (default: 7d)')
    .option('--until <when>', 'the same; a day is meant to its end')
    .option('--user <name>', 'calls of this user')
    .option('--project <name>', 'of this project')
    .option('--model <id>', 'of this model')
    .option('--site <id>', 'of this call site')
    .option('--json', 'print JSON')
    .option('--output-file <file>', 'write to a file in place of standard output')
    .action(async options => done(await (await import('./commands/simulate.ts')).simulate(options)));

  withHome(program.command('tail').description('follow calls as they end, refusals and alerts'))
    .option('--json', 'one JSON object a line')
    .option('--last <n>', 'begin with so many calls of the past (default: 10, with --json 0)', wholeNumber)
    .action(async options => done(await (await import('./commands/tail.ts')).tail(options)));
}

function addBudget(program: Command, done: Done): void {
  const budget = withHome(program.command('budget').description('show budgets and what is spent of them; set and remove them'))
    // So that --home and --json may stand behind the word that follows.
    .enablePositionalOptions()
    .option('--json', 'print JSON')
    .allowExcessArguments()
    .allowUnknownOption()
    .action(async (options, { args: [word] }: Command) => {
      if (word !== undefined) {
        complain(
          `there is no "farthing budget ${word}"${didYouMean(word, ['set', 'raise', 'remove']) || '; there are set, raise and remove'}`,
        );
        done(FAILED);
        return;
      }
      done(await (await import('./commands/budget.ts')).showBudgets(options));
    });

  withHome(budget.command('set').description('set or change a budget: user/day, team/month, project/total, all/week, request'))
    .argument('<budget>', 'SCOPE/WINDOW, or request')
    .option('--usd <amount>', 'dollars', dollars)
    .option('--tokens <n>', 'tokens, input and output together', wholeNumber)
    .option('--input-tokens <n>', 'of one request', wholeNumber)
    .option('--output-tokens <n>', 'of one request', wholeNumber)
    .option('--owner <name>', 'whose; each user (team, ...) has a limit of their own if absent')
    .option('--json', 'print JSON')
    .action(async (word: string, _, command: Command) =>
      done(await (await import('./commands/budget.ts')).setBudget(word, command.optsWithGlobals())),
    );

  withHome(budget.command('raise').description('raise a budget until its window ends: user/day for the rest of today'))
    .argument('<budget>', 'SCOPE/WINDOW')
    .option('--usd <amount>', 'dollars, in place of the limit', dollars)
    .option('--tokens <n>', 'tokens, in place of the limit', wholeNumber)
    .option('--owner <name>', 'whose')
    .option('--json', 'print JSON')
    .action(async (word: string, _, command: Command) =>
      done(await (await import('./commands/budget.ts')).raiseBudget(word, command.optsWithGlobals())),
    );

  withHome(budget.command('remove').description('remove a budget'))
    .argument('<budget>', 'SCOPE/WINDOW, or request')
    .option('--owner <name>', 'whose')
    .option('--json', 'print JSON')
    .action(async (word: string, _, command: Command) =>
      done(await (await import('./commands/budget.ts')).removeBudget(word, command.optsWithGlobals())),
    );
}
