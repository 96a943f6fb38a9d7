/** Long updates show how far they are; short ones, and every edit is one, show nothing. */
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';

/** Fewer files are done before anybody could read about it. */
const MANY = 100;

const TITLES = { reading: 'Looking for LLM calls', analysing: 'Pricing LLM calls' } as const;

export class ProgressBars {
  readonly #connection: Connection;
  readonly #isWanted: boolean;
  #bar: { readonly phase: string; readonly reporter: Promise<WorkDoneProgressServerReporter>; percent: number } | undefined;

  constructor(connection: Connection, isWanted: boolean) {
    this.#connection = connection;
    this.#isWanted = isWanted;
  }

  show(phase: keyof typeof TITLES, done: number, total: number): void {
    if (!this.#isWanted || total < MANY) return;
    const percent = Math.floor((100 * done) / total);
    if (this.#bar?.phase !== phase) {
      this.end();
      const reporter = this.#connection.window.createWorkDoneProgress();
      this.#bar = { phase, reporter, percent };
      void reporter.then(bar => bar.begin(`Farthing: ${TITLES[phase]}`, percent, undefined, false));
    } else if (percent > this.#bar.percent) {
      this.#bar.percent = percent;
      void this.#bar.reporter.then(bar => bar.report(percent, `${done} of ${total} files`));
    }
    if (done >= total) this.end();
  }

  end(): void {
    const bar = this.#bar;
    this.#bar = undefined;
    void bar?.reporter.then(one => one.done());
  }
}
