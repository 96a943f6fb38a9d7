/** `farthing sites DIR`: tells the runtime which line of code each request comes from, as long as it runs. */
import { statSync } from 'node:fs';
import { homeOf } from '../../../shared/runtime/process/home.ts';
import { supplySites } from '../../project/sites/supplySites.ts';
import { complain } from '../complain.ts';
import { CLEAN, FAILED } from '../exitCodes.ts';

export interface SitesFlags {
  readonly home?: string;
  /** Ends with its standard input: it belongs to another process. */
  readonly attached?: boolean;
  readonly json?: boolean;
}

export async function sites(folder: string, { home, attached, json }: SitesFlags): Promise<number> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    complain(`there is no folder ${folder}`);
    return FAILED;
  }
  const supply = await supplySites({
    home: homeOf(home),
    workspace: folder,
    today: () => new Date().toISOString().slice(0, 10),
    onTold: count => tell(count, folder, { attached, json }),
    onTrouble: complain,
  });
  await untilEnd(attached ?? false);
  await supply.close();
  return CLEAN;
}

function tell(count: number, folder: string, { attached, json }: SitesFlags): void {
  if (json) process.stdout.write(`${JSON.stringify({ workspace: folder, sites: count })}\n`);
  else if (!attached) process.stdout.write(`The runtime knows ${count} call sites of ${folder}.\n`);
}

const FOREVER = 2 ** 30;

function untilEnd(attached: boolean): Promise<void> {
  return new Promise(resolve => {
    // Nothing else keeps it alive while nothing changes.
    const alive = setInterval(() => {}, FOREVER);
    const end = () => {
      clearInterval(alive);
      process.stdin.pause();
      resolve();
    };
    process.once('SIGINT', end).once('SIGTERM', end);
    if (attached) process.stdin.once('end', end).once('error', end).resume();
  });
}
