/** A program of the user's own that judges answers. Only the user's configuration can name one: a workspace cannot. */
import { spawn } from 'node:child_process';

/** Undefined: it ended with 0. It gets nothing but the answer, and an environment without the user's keys. */
export function passesCommand(
  [program = '', ...given]: readonly string[],
  text: string,
  timeoutSeconds: number,
): Promise<string | undefined> {
  return new Promise(resolve => {
    const child = spawn(program, given, {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, SystemRoot: process.env.SystemRoot },
      timeout: timeoutSeconds * 1000,
      killSignal: 'SIGKILL',
    });
    child.on('error', error => resolve(`the test command cannot be run (${(error as NodeJS.ErrnoException).code ?? error.name})`));
    child.on('exit', code =>
      resolve(code === 0 ? undefined : code === null ? 'the test command took too long' : `the test command ended with ${code}`),
    );
    // It need not read to the end.
    child.stdin.on('error', () => {});
    child.stdin.end(text);
  });
}
