import { spawnSync } from 'node:child_process';

/** What a program of ours prints on a terminal without colours. */
export function outputOf(root: string, program: string, ...args: string[]): string {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '' };
  const run = spawnSync(process.execPath, [program, ...args], { cwd: root, encoding: 'utf8', env });
  if (run.status === null || run.status > 1) throw new Error(`${program} ${args.join(' ')} failed: ${run.stderr}`);
  return run.stdout;
}

/** Text as a Markdown block. */
export function block(text: string): string {
  return `\`\`\`text\n${text.trimEnd()}\n\`\`\``;
}
