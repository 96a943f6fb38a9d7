/** While a runtime runs, each workspace folder has a process that tells it the call sites: `farthing sites`. No edit waits for it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Home } from '../../../shared/runtime/process/home.ts';
import { readLock } from '../../../shared/runtime/process/lock.ts';

const LOOK_MS = 1000;
/** One that ended by itself is not started again at once. */
const AGAIN_MS = 30_000;

interface Supplier {
  readonly child: ChildProcess;
  readonly startedAt: number;
  ended: boolean;
}

export class SiteSuppliers {
  readonly #home: Home;
  readonly #folders: () => readonly string[];
  readonly #suppliers = new Map<string, Supplier>();
  readonly #looking: NodeJS.Timeout;

  /** `folders`: those that are open now. */
  constructor(home: Home, folders: () => readonly string[]) {
    this.#home = home;
    this.#folders = folders;
    this.#looking = setInterval(() => this.#look(), LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.#looking);
    for (const folder of [...this.#suppliers.keys()]) this.#end(folder);
  }

  #look(): void {
    const wanted = new Set(readLock(this.#home) ? this.#folders() : []);
    for (const folder of [...this.#suppliers.keys()]) if (!wanted.has(folder)) this.#end(folder);
    for (const folder of wanted) {
      const known = this.#suppliers.get(folder);
      if (!known || (known.ended && performance.now() - known.startedAt > AGAIN_MS)) this.#start(folder);
    }
  }

  #start(folder: string): void {
    const words = [cliProgram(), 'sites', folder, '--attached', '--home', this.#home.folder];
    const child = spawn(process.execPath, [...process.execArgv.filter(isPlain), ...words], {
      stdio: ['pipe', 'ignore', 'ignore'],
      windowsHide: true,
      // Within an editor, the program that runs this is the editor's.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    const supplier: Supplier = { child, startedAt: performance.now(), ended: false };
    const ended = () => {
      supplier.ended = true;
    };
    child.once('exit', ended).once('error', ended);
    child.stdin.on('error', ended);
    // It ends with its input; this process does not wait for it.
    child.unref();
    this.#suppliers.set(folder, supplier);
  }

  #end(folder: string): void {
    this.#suppliers.get(folder)?.child.stdin?.end();
    this.#suppliers.delete(folder);
  }
}

/** Two processes cannot be debugged at one port. */
const isPlain = (option: string): boolean => !option.startsWith('--inspect');

/** The command is a program of its own, beside this one: found by its address, so that neither knows the other. */
function cliProgram(): string {
  const isBundled = import.meta.url.endsWith('.js');
  return fileURLToPath(new URL(isBundled ? './cli.js' : '../../cli/main.ts', import.meta.url));
}
