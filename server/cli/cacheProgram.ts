/** The commands about the semantic cache: names, options and help. */
import type { Command } from 'commander';
import { withHome } from './homeOption.ts';

export function addCacheCommands(program: Command, done: (exitCode: number) => void): void {
  const cache = withHome(
    program.command('cache').description('the semantic cache: what it would answer, and how much of that was wrong when it was compared'),
  )
    // So that --home and --json may stand behind the word that follows.
    .enablePositionalOptions()
    .option('--json', 'print JSON')
    .action(async options => done(await (await commands()).showCache(options)));

  withHome(cache.command('wrong').description('say that an answer was wrong: it is removed, counted, and not given to that question again'))
    .argument('<entry>', 'the entry that the reply names: x-farthing-cache: semantic; similarity=0.97; entry=s12')
    .option('--json', 'print JSON')
    .action(async (entry: string, _, command: Command) => done(await (await commands()).sayWrong(entry, command.optsWithGlobals())));

  withHome(cache.command('resume').description('let a route answer again that was switched off; what was measured of it is forgotten'))
    .argument('<route>', 'as "farthing cache" names it')
    .option('--json', 'print JSON')
    .action(async (route: string, _, command: Command) => done(await (await commands()).resume(route, command.optsWithGlobals())));

  withHome(cache.command('clear').description('forget all its answers; what was measured stays'))
    .option('--json', 'print JSON')
    .action(async (_, command: Command) => done(await (await commands()).clear(command.optsWithGlobals())));
}

const commands = () => import('./commands/cache.ts');
