import assert from 'node:assert/strict';
import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { temporaryTree } from '../../temporaryTree.ts';

/** Another build can be tested in its place. */
const cli = process.env.FARTHING_CLI ?? fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions extends Pick<SpawnSyncOptions, 'env' | 'input' | 'uid'> {
  /** Arguments of Node itself. */
  readonly node?: readonly string[];
}

/** Runs the built command in a folder, with a cache folder of its own, as a script would: no terminal. */
export function farthing(cwd: string, args: readonly string[], { env, node = [], ...options }: RunOptions = {}): Ran {
  assert.ok(existsSync(cli), 'dist/ is missing: run "npm run build"');
  const environment = { PATH: process.env.PATH, XDG_CACHE_HOME: `${cwd}/.cache`, ...env };
  const run = spawnSync(process.execPath, [...node, cli, ...args], {
    cwd,
    env: environment,
    encoding: 'utf8',
    maxBuffer: 64e6,
    ...options,
  });
  return { code: run.status, stdout: String(run.stdout), stderr: String(run.stderr) };
}

/** A call that certainly sends no output limit where the library then sets none: `missing-max-tokens` fires. */
export const UNLIMITED = `from openai import OpenAI

client = OpenAI()


def answer(question: str) -> str:
    reply = client.chat.completions.create(model="gpt-4.1", messages=[{"role": "user", "content": question}])
    return reply.choices[0].message.content
`;

/** A call that nothing is to be said against. */
export const FINE = UNLIMITED.replace('gpt-4.1', 'gpt-5.4-mini').replace('question}])', 'question}], max_completion_tokens=300)');

/** A retriever that fetches too much: `oversized-retrieval-k` warns, with a suggestion. */
export const OVERSIZED = `from langchain_community.vectorstores import FAISS
from langchain_openai import OpenAIEmbeddings

store = FAISS.from_texts(["a"], OpenAIEmbeddings(model="text-embedding-3-small"))
retriever = store.as_retriever(search_kwargs={"k": 50})
`;

export interface FindingJson {
  readonly rule: string;
  readonly severity: string;
  readonly path: string;
  readonly line: number;
  readonly cell?: number;
  readonly message: string;
  readonly fix?: { readonly title: string; readonly safety: string };
}

/** `path:line rule` of each finding. */
export function findings(cwd: string, args: readonly string[] = [], options: RunOptions = {}): string[] {
  const run = farthing(cwd, ['check', '--format', 'json', ...args], options);
  assert.ok(run.code !== null && run.code < 2, run.stderr);
  const { findings: found } = JSON.parse(run.stdout) as { findings: FindingJson[] };
  return found.map(({ path, line, rule }) => `${path}:${line} ${rule}`);
}

export { temporaryTree };
