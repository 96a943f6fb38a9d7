import type { Command } from 'commander';

export const withHome = (command: Command): Command =>
  command.option('--home <dir>', 'where the runtime keeps its state (default: FARTHING_HOME, or the state folder of this system)');
