/** `--show-files` and `--print-config`: what would be linted, and how. */
import { settingsFor } from '../../project/config/settings.ts';
import { absolutePath } from '../../project/folders.ts';
import { select } from '../../project/selection.ts';
import { complain, configSentence } from '../complain.ts';
import { CLEAN, FAILED } from '../exitCodes.ts';
import type { SelectionFlags } from '../flags.ts';
import { shownPath } from '../located.ts';

export async function showFiles(paths: readonly string[], { config }: SelectionFlags): Promise<number> {
  const cwd = absolutePath('.');
  const { files, configs, discovered } = await select(paths.length > 0 ? paths : ['.'], { cwd, config });
  for (const error of configs.errors) complain(configSentence(error, cwd));
  for (const missing of discovered.missing) complain(missing);
  process.stdout.write(files.map(file => `${shownPath(file, cwd)}\n`).join(''));
  return configs.errors.length + discovered.missing.length > 0 ? FAILED : CLEAN;
}

/** The file need not be there. */
export async function printConfig(file: string, { config }: SelectionFlags): Promise<number> {
  const cwd = absolutePath('.');
  const path = absolutePath(file);
  const { configs } = await select([], { cwd, config, virtual: [path] });
  for (const error of configs.errors) complain(configSentence(error, cwd));
  if (configs.errors.length > 0) return FAILED;
  const layered = configs.forFile(path);
  const from = layered.sources.map(source => shownPath(source, cwd));
  process.stdout.write(`${JSON.stringify({ from, ...settingsFor(layered, path) }, null, 2)}\n`);
  return CLEAN;
}
