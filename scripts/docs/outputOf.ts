import { spawnSync } from 'node:child_process';

/** What a program of ours prints on a terminal without colours, as a Markdown block. */
export function outputOf(root: string, program: string, ...args: string[]): string {
  const env = { ...process.env, NO_COLOR: '1', COLUMNS: '100', FORCE_COLOR: '' };
  const run = spawnSync(process.execPath, [program, ...args], { cwd: root, encoding: 'utf8', env });
  if (run.status === null || run.status > 1) throw new Error(`${program} ${args.join(' ')} failed: ${run.stderr}`);
  return `\`\`\`text\n${run.stdout.trimEnd()}\n\`\`\``;
}
