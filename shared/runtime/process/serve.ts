/** The life of a runtime as a process: one in a home, found by its lock file, stopped by a signal or by request. */
import type { LimitsInForce } from '../budget/limitsInForce.ts';
import { faultLine } from './faultLine.ts';
import { type Home, prepareHome, reasonOf } from './home.ts';
import { type Lease, takeLease } from './lease.ts';
import { loadSettings } from './loadSettings.ts';
import { newToken, type RuntimeLock, removeLock, writeLock } from './lock.ts';
import { type Log, openLog } from './log.ts';
import { findRuntime } from './runningRuntime.ts';
import { PortTaken, type Runtime, startRuntime } from './startRuntime.ts';

export interface ServeOptions {
  readonly home: Home;
  /** Of the command line; before the configuration's. */
  readonly port?: number;
  /** File named on the command line. */
  readonly config?: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Where it was started: the project of calls that name none. */
  readonly folder: string;
  readonly version: string;
}

export type Served =
  | { readonly running: Running }
  /** Another process serves this home already. */
  | { readonly joined: RuntimeLock }
  /** Sentences. */
  | { readonly problems: readonly string[] };

export interface Running {
  readonly lock: RuntimeLock;
  readonly limits: LimitsInForce;
  readonly timeZone: string;
  /** Resolves when it was asked to stop over its control endpoint. */
  readonly stopAsked: Promise<void>;
  /** Lets streams in flight end, for a bounded time; settles, closes, gives the home up. */
  stop(): Promise<void>;
}

/** How long another that is just starting, or stopping, may take. */
const PATIENCE_MS = 20_000;

export async function serve(options: ServeOptions): Promise<Served> {
  const { home } = options;
  // What the runtime writes is for its user alone, files of SQLite included.
  process.umask(0o077);
  const unusable = prepareHome(home);
  if (unusable !== undefined) return { problems: [unusable] };
  const place = await joinOrTake(home);
  if (place === undefined) {
    return { problems: [`another process uses ${home.folder} and does not answer; end it, or choose another folder with --home`] };
  }
  return 'url' in place ? { joined: place } : serveWith(place, options);
}

/** Whom to join, or the home to oneself; undefined when whoever has it stays silent. */
async function joinOrTake(home: Home): Promise<RuntimeLock | Lease | undefined> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await pause()) {
    // Asking first is quicker than finding the lease taken.
    const found = (await findRuntime(home)) ?? takeLease(home);
    if (found) return found;
  }
  return undefined;
}

const STEP_MS = 25;
const pause = () => new Promise(resolve => setTimeout(resolve, STEP_MS));

async function serveWith(lease: Lease, options: ServeOptions): Promise<Served> {
  const { home, version } = options;
  const given = async (problems: readonly string[], log?: Log): Promise<Served> => {
    log?.close();
    lease.release();
    return { problems };
  };
  const loaded = await loadSettings(home, options.config, options.environment);
  if ('problems' in loaded) return given(loaded.problems);
  let log: Log;
  try {
    log = openLog(home.log);
  } catch (error) {
    return given([`cannot write ${home.log}: ${reasonOf(error)}`]);
  }

  const asked = Promise.withResolvers<void>();
  const startToken = newToken();
  const controlToken = newToken();
  const port = options.port ?? loaded.port;
  let runtime: Runtime;
  try {
    runtime = await startRuntime({
      home,
      settings: loaded.settings,
      port,
      folder: options.folder,
      version,
      controlToken,
      log,
      onStop: () => {
        removeLock(home, lock);
        asked.resolve();
      },
    });
  } catch (error) {
    log.error(`did not start: ${(error as Error).message}`);
    return given([error instanceof PortTaken ? portTaken(port) : (error as Error).message], log);
  }

  const lock: RuntimeLock = { url: runtime.url, pid: process.pid, startToken, controlToken, version, startedAt: new Date().toISOString() };
  writeLock(home, lock);
  log.info(`listens at ${runtime.url}, version ${version}, pid ${process.pid}`);

  // It ends the process all the same; the ledger holds what was written, and the next runtime settles what was not.
  const onFault = (fault: unknown) => log.error(faultLine(fault));
  process.on('uncaughtExceptionMonitor', onFault);

  let stopping: Promise<void> | undefined;
  async function end(): Promise<void> {
    log.info('stops');
    removeLock(home, lock);
    await runtime.close();
    process.off('uncaughtExceptionMonitor', onFault);
    log.info('stopped');
    log.close();
    lease.release();
  }
  return {
    running: {
      lock,
      limits: runtime.limits,
      timeZone: loaded.settings.timeZone,
      stopAsked: asked.promise,
      stop() {
        stopping ??= end();
        return stopping;
      },
    },
  };
}

const portTaken = (port: number): string =>
  `port ${port} is used by another program; choose one with --port, or --port 0 for any that is free`;
