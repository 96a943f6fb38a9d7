import { existsSync } from 'node:fs';
import { starterConfig } from '../../../shared/config/starter.ts';
import { writeFileAtomically } from '../../project/writeFile.ts';
import { rules } from '../../rules/index.ts';
import { complain } from '../complain.ts';
import { CLEAN, FAILED } from '../exitCodes.ts';

const NAME = 'farthing.jsonc';

/** Writes a configuration to begin with into the working directory; never over another. */
export function init(): number {
  if (existsSync(NAME)) {
    complain(`${NAME} is there already`);
    return FAILED;
  }
  const failure = writeFileAtomically(NAME, starterConfig(rules));
  if (failure !== undefined) {
    complain(failure);
    return FAILED;
  }
  process.stdout.write(`${NAME} written: every rule and option with its default, to change what you like.\n`);
  return CLEAN;
}
