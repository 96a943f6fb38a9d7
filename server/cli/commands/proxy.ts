import { type ChildProcess, spawn } from 'node:child_process';
import { homeOf } from '../../../shared/runtime/process/home.ts';
import { serve } from '../../../shared/runtime/process/serve.ts';
import { untilStopped } from '../../../shared/runtime/process/untilStopped.ts';
import { version } from '../../../shared/version.ts';
import { complain } from '../complain.ts';
import { CLEAN, FAILED } from '../exitCodes.ts';
import { proxyJoined, proxyStarted } from '../formats/proxyText.ts';
import { describeTerminal } from '../terminal.ts';

export interface ProxyFlags {
  readonly port?: number;
  readonly home?: string;
  readonly config?: string;
  readonly json?: boolean;
  /** A folder whose call sites are told to the runtime. */
  readonly workspace?: string;
}

/** Runs until it is told to stop; at once where a runtime serves this home already. */
export async function proxy({ port, home, config, json, workspace }: ProxyFlags): Promise<number> {
  const served = await serve({
    home: homeOf(home),
    ...(port === undefined ? {} : { port }),
    ...(config === undefined ? {} : { config }),
    environment: process.env,
    folder: process.cwd(),
    version: version(),
  });
  if ('problems' in served) {
    for (const problem of served.problems) complain(problem);
    return FAILED;
  }
  const terminal = describeTerminal(process.stdout, undefined);
  if ('joined' in served) {
    const { url, pid } = served.joined;
    const asked = port === undefined || port === 0 || String(port) === URL.parse(url)?.port ? undefined : port;
    process.stdout.write(
      json ? line({ url, pid, joined: true }) : proxyJoined(served.joined, { asked, version: version(), home, terminal }),
    );
    return workspace === undefined ? CLEAN : (await import('./sites.ts')).sites(workspace, { home });
  }
  const { running } = served;
  const { url, pid } = running.lock;
  // Before it is told: whoever reads it may stop it at once.
  const stopped = untilStopped(running);
  process.stdout.write(json ? line({ url, pid }) : proxyStarted(running, home, terminal));
  const supplier = workspace === undefined ? undefined : supplierOf(workspace, home);
  await stopped;
  supplier?.stdin?.end();
  return CLEAN;
}

/** In a process of its own, so that no request waits for the analysis. It ends with its standard input, however this one ends. */
function supplierOf(workspace: string, home: string | undefined): ChildProcess {
  const words = [process.argv[1] as string, 'sites', workspace, '--attached', ...(home === undefined ? [] : ['--home', home])];
  return spawn(process.execPath, [...process.execArgv, ...words], { stdio: ['pipe', 'ignore', 'inherit'], windowsHide: true });
}

const line = (value: object): string => `${JSON.stringify(value)}\n`;
