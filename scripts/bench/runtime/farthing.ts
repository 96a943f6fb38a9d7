import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from './load.ts';
import { type Program, run } from './program.ts';

export interface Farthing {
  readonly program: Program;
  readonly target: Target;
}

/** Budgets that are never reached: what holding them costs is measured, not what a refusal costs. */
const BUDGETS = [
  { scope: 'user', window: 'day', usd: 1_000_000 },
  { scope: 'team', window: 'month', tokens: 1_000_000_000_000 },
  { scope: 'project', window: 'total', usd: 1_000_000 },
];

/** The built command in a home of its own, with everything on. */
export async function startFarthing(cli: string, home: string, upstream: string): Promise<Farthing> {
  mkdirSync(home, { recursive: true });
  const runtime = { user: 'bench', team: 'bench', project: 'bench', budgets: BUDGETS, cache: { enabled: true } };
  writeFileSync(join(home, 'config.jsonc'), JSON.stringify({ runtime }));
  const program = await run([cli, 'proxy', '--json', '--port', '0', '--home', home], { FARTHING_UPSTREAM_OPENAI: upstream });
  const { url } = JSON.parse(program.line) as { url: string };
  return { program, target: { url, path: '/openai/v1/chat/completions' } };
}
