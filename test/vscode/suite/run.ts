/** What the extension host runs: the tests beside this file, their outcome written where `FARTHING_OUTCOME` says. */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import type { Outcome } from '../outcome.ts';

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, grep: process.env.FARTHING_GREP });
  mocha.suite.emit('pre-require', globalThis as never, '', mocha);
  await import('./activation.ts');
  await import('./findings.ts');
  await import('./fixes.ts');
  await import('./notebooks.ts');
  await import('./costs.ts');
  await import('./workspace.ts');
  await import('./commands.ts');
  await import('./virtual.ts');
  await import('./runtime.ts');
  const outcomes: Outcome[] = [];
  // After each test: what is known when the host comes to a halt is then in the file.
  const report = (outcome: Outcome) => {
    outcomes.push(outcome);
    writeFileSync(process.env.FARTHING_OUTCOME ?? '', JSON.stringify(outcomes));
  };
  await new Promise<void>(resolve => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', test => report({ title: test.titlePath() }));
    runner.on('fail', (test, error) => report({ title: test.titlePath(), error: error.stack ?? String(error) }));
  });
}
