#!/usr/bin/env node
import { type Command, CommanderError } from 'commander';
import { complain } from './complain.ts';
import { CLEAN, FAILED } from './exitCodes.ts';
import { createProgram } from './program.ts';

// Someone reads only the beginning: `farthing check | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const today = new Date().toISOString().slice(0, 10);
const program = createProgram({
  today,
  done(exitCode) {
    process.exitCode = exitCode;
  },
});
leaveExitToUs(program);

try {
  const words = process.argv.slice(2);
  if (words.length === 0) program.outputHelp();
  else await program.parseAsync(words, { from: 'user' });
} catch (error) {
  if (error instanceof CommanderError) {
    // Help and version were asked for; anything else is a mistake in the command, and commander has said which.
    process.exitCode = error.exitCode === 0 ? CLEAN : FAILED;
  } else {
    complain(`internal error, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = FAILED;
  }
}

function leaveExitToUs(command: Command): void {
  command.exitOverride();
  for (const inner of command.commands) leaveExitToUs(inner);
}
