/** What the same work costs without us, as programs of a few lines run in the same session: the figures are ratios to these. */
import { fileURLToPath } from 'node:url';
import { type Cost, costOfCommand, costOfNode, medianCost } from './measure.ts';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

export interface Floors {
  readonly nodeStart: Cost;
  readonly readEveryByte: Cost;
  /** Only the files that import an SDK, by tree-sitter alone. */
  readonly parseSdkFiles: Cost;
  /** Where it is installed. */
  readonly ripgrep?: Cost;
}

export async function measureFloors(tree: string, runs: number): Promise<Floors> {
  const nodeStart = await medianCost(runs, () => costOfNode(['--eval', ''], tree));
  const readEveryByte = await medianCost(runs, () => costOfNode([here('floor/readAll.mjs'), tree], tree));
  const parseSdkFiles = await medianCost(runs, () => costOfNode([here('floor/parseSdkFiles.ts'), tree], tree));
  const ripgrep = await costOfCommand('rg', ['--count', 'openai|anthropic', tree], tree);
  return { nodeStart, readEveryByte, parseSdkFiles, ...(ripgrep && { ripgrep }) };
}
