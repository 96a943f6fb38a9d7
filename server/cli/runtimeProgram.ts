/** The commands about the runtime: names, options and help. What they do is loaded when it is called for. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { SHELLS } from './shells.ts';
import { wholeNumber } from './wholeNumber.ts';

type Done = (exitCode: number) => void;

export function addRuntimeCommands(program: Command, done: Done): void {
  withHome(program.command('proxy').description('run the gateway that meters, caches and caps the calls of this machine'))
    .option('--port <n>', 'port of 127.0.0.1; 0 takes any (default: 4141)', port)
    .option('--config <file>', "the user's configuration, in place of config.jsonc in the home folder")
    .option('--json', 'print one line of JSON once it accepts: {"url", "pid"}')
    .action(async options => done(await (await import('./commands/proxy.ts')).proxy(options)));

  withHome(program.command('status').description('say whether the gateway runs, and what was spent today'))
    .option('--json', 'print JSON')
    .addOption(new Option('--env <shell>', 'print the lines that point a shell at it, to be evaluated').choices(SHELLS))
    .action(async options => done(await (await import('./commands/status.ts')).status(options)));

  withHome(program.command('stop').description('stop the gateway; streams in flight may end'))
    .option('--json', 'print JSON')
    .action(async options => done(await (await import('./commands/stop.ts')).stop(options)));

  addBudget(program, done);
}

function addBudget(program: Command, done: Done): void {
  const budget = withHome(program.command('budget').description('show budgets and what is spent of them; set and remove them'))
    // So that --home and --json may stand behind the word that follows.
    .enablePositionalOptions()
    .option('--json', 'print JSON')
    .action(async options => done(await (await import('./commands/budget.ts')).showBudgets(options)));

  withHome(budget.command('set').description('set or change a budget: user/day, team/month, project/total, all/week, request'))
    .argument('<budget>', 'SCOPE/WINDOW, or request')
    .option('--usd <amount>', 'dollars', dollars)
    .option('--tokens <n>', 'tokens, input and output together', wholeNumber)
    .option('--input-tokens <n>', 'of one request', wholeNumber)
    .option('--output-tokens <n>', 'of one request', wholeNumber)
    .option('--owner <name>', 'whose; each user (team, ...) has the limit for himself if absent')
    .option('--json', 'print JSON')
    .action(async (word: string, _, command: Command) =>
      done(await (await import('./commands/budget.ts')).setBudget(word, command.optsWithGlobals())),
    );

  withHome(budget.command('remove').description('remove a budget'))
    .argument('<budget>', 'SCOPE/WINDOW, or request')
    .option('--owner <name>', 'whose')
    .option('--json', 'print JSON')
    .action(async (word: string, _, command: Command) =>
      done(await (await import('./commands/budget.ts')).removeBudget(word, command.optsWithGlobals())),
    );
}

const withHome = (command: Command): Command =>
  command.option('--home <dir>', 'where the runtime keeps its state (default: FARTHING_HOME, or the state folder of this system)');

function port(value: string): number {
  const number = wholeNumber(value);
  if (number > 65_535) throw new InvalidArgumentError('The largest port is 65535.');
  return number;
}

/** Nine million dollars are the most that is counted. */
const MOST_DOLLARS = 9_000_000;

function dollars(value: string): number {
  const number = Number(value.replace(/^\$/, ''));
  if (value.trim() === '' || !Number.isFinite(number) || number < 0 || number > MOST_DOLLARS)
    throw new InvalidArgumentError('It must be an amount of dollars.');
  return number;
}
