/** A runtime in a process of its own, on a ledger that others use too: `node sharedLedgerProcess.ts HOME LEDGER UPSTREAM`. Prints its address. */

import { homeOf, prepareHome } from '../../shared/runtime/process/home.ts';
import { loadSettings } from '../../shared/runtime/process/loadSettings.ts';
import { openLog } from '../../shared/runtime/process/log.ts';
import { startRuntime } from '../../shared/runtime/process/startRuntime.ts';

const [folder, ledger, upstream] = process.argv.slice(2) as [string, string, string];
const home = { ...homeOf(folder), ledger };
prepareHome(home);
const loaded = await loadSettings(home, undefined, { FARTHING_UPSTREAM_OPENAI: upstream });
if ('problems' in loaded) throw new Error(loaded.problems.join());
const runtime = await startRuntime({
  home,
  settings: loaded.settings,
  port: 0,
  folder,
  version: '0',
  controlToken: 'token',
  log: openLog(home.log),
  onStop: () => {},
});
process.stdout.write(`${runtime.url}\n`);
process.on('SIGTERM', () => void runtime.close().then(() => process.exit(0)));
