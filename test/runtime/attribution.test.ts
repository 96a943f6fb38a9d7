import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cliProgram, newHome, type RuntimeProcess, removeHomes, startRuntime } from './runtimeProcess.ts';
import { type StandIn, startStandIn } from './standIn/standIn.ts';

const run = promisify(execFile);
const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

const AGENT = `import OpenAI from 'openai';
import Anthropic from '@anthropic-ai/sdk';

const openai = new OpenAI();
const anthropic = new Anthropic();

async function ask(system: string, question: string) {
  return openai.chat.completions.create({
    model: 'gpt-4o-mini',
    max_tokens: 50,
    messages: [{ role: 'system', content: system }, { role: 'user', content: question }],
  });
}

export async function classify(ticket: string) {
  return ask('You sort tickets of the shop into billing, delivery and other.', ticket);
}

export async function answer(ticket: string) {
  return ask('You answer tickets of the shop in one friendly sentence.', ticket);
}

export async function summarise(text: string) {
  return anthropic.messages.create({
    model: 'claude-sonnet-4-5',
    max_tokens: 80,
    system: \`You sum up what customers wrote. Today is \${new Date().toDateString()}.\`,
    messages: [{ role: 'user', content: \`Sum this up:\\n\${text}\` }],
  });
}
`;

const MAIN = `import { answer, classify, summarise } from './agent.ts';

await classify('My parcel did not come.');
await classify('I was charged twice.');
await answer('My parcel did not come.');
await summarise('It was late, but the colour is nice.');
`;

describe('Calls of a program that knows nothing of the runtime', () => {
  let standIn: StandIn;
  let runtime: RuntimeProcess;
  let workspace: string;
  let supplier: ChildProcess;
  let told: Interface;

  /** The next time that the runtime knows the sites as they are then. */
  const nextTold = async (): Promise<number> => {
    const { value } = await told[Symbol.asyncIterator]().next();
    return JSON.parse(String(value)).sites;
  };
  const report = async (...words: string[]) => {
    const { stdout } = await run(process.execPath, [cliProgram, 'report', '--by', 'site', '--home', runtime.home, ...words]);
    return stdout;
  };
  const rows = async () => JSON.parse(await report('--json')).rows as readonly Record<string, unknown>[];
  const program = (file: string) =>
    run(process.execPath, [join(workspace, file)], {
      cwd: workspace,
      env: { ...process.env, ...runtime.environment, OPENAI_API_KEY: 'sk-test', ANTHROPIC_API_KEY: 'sk-ant-test' },
    });

  before(async function () {
    this.timeout(60_000);
    standIn = await startStandIn();
    workspace = mkdtempSync(join(tmpdir(), 'farthing-workspace-'));
    symlinkSync(modules, join(workspace, 'node_modules'));
    writeFileSync(join(workspace, 'package.json'), '{"type":"module"}');
    mkdirSync(join(workspace, '.git'));
    writeFileSync(join(workspace, '.git', 'HEAD'), 'ref: refs/heads/cheaper-prompts\n');
    writeFileSync(join(workspace, 'agent.ts'), AGENT);
    writeFileSync(join(workspace, 'main.ts'), MAIN);
    runtime = await startRuntime({ standIn, home: newHome() });
    supplier = spawn(process.execPath, [cliProgram, 'sites', workspace, '--json', '--home', runtime.home], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    told = createInterface({ input: supplier.stdout as NodeJS.ReadableStream });
    while ((await nextTold()) < 4);
  });

  after(async () => {
    supplier.kill('SIGTERM');
    await new Promise(resolve => supplier.once('exit', resolve));
    await runtime.stop();
    await standIn.close();
    rmSync(workspace, { recursive: true });
    removeHomes();
  });

  it('are put down to their line, the callers of a wrapper apart', async function () {
    this.timeout(30_000);
    await program('main.ts');
    const sites = await rows();
    const found = sites.map(({ path, line, symbol, attempts, confidence }) => ({ path, line, symbol, attempts, confidence }));
    const expected = MAIN.split('\n').flatMap((text, index) =>
      text.startsWith('await ') ? [{ path: 'main.ts', line: index + 1, symbol: null, attempts: 1, confidence: 'high' }] : [],
    );
    const byLine = (a: { line?: unknown }, b: { line?: unknown }) => Number(a.line) - Number(b.line);
    assert.deepEqual(found.sort(byLine), expected.sort(byLine));
  });

  it('carry the branch of the workspace', async function () {
    this.timeout(30_000);
    const { stdout } = await run(process.execPath, [cliProgram, 'report', '--by', 'request', '--json', '--home', runtime.home]);
    const branches = JSON.parse(stdout).rows.map((row: { branch: string }) => row.branch);
    assert.deepEqual(new Set(branches), new Set(['cheaper-prompts']));
  });

  it('stay with their line when code above it moves it, and are found in code that was just saved', async function () {
    this.timeout(30_000);
    const before = await rows();
    const moved = `// One line more.\n${MAIN}await answer('Where is my refund?');\n`;
    writeFileSync(join(workspace, 'main.ts'), moved);
    while ((await nextTold()) < 8);
    await program('main.ts');
    const after = await rows();
    for (const { site, line } of before) {
      const same = after.find(row => row.site === site);
      assert.deepEqual({ line: same?.line, attempts: same?.attempts }, { line: Number(line) + 1, attempts: 2 });
    }
    const added = after.filter(row => !before.some(({ site }) => site === row.site));
    assert.deepEqual(
      added.map(({ path, line, attempts }) => ({ path, line, attempts })),
      [{ path: 'main.ts', line: moved.trimEnd().split('\n').length, attempts: 1 }],
    );
  });

  it('are put down to their line as well where the runtime itself is told of the folder', async function () {
    this.timeout(60_000);
    const alone = await startRuntime({ standIn, home: newHome(), words: ['--workspace', workspace] });
    try {
      const reported = async () => {
        const { stdout } = await run(process.execPath, [cliProgram, 'report', '--by', 'site', '--json', '--home', alone.home]);
        return JSON.parse(stdout).rows.map((row: { readonly path?: string }) => row.path);
      };
      // Until the folder has been read, calls are of no known line.
      for (let paths: readonly string[] = []; !paths.includes('main.ts'); paths = await reported()) {
        await run(process.execPath, [join(workspace, 'main.ts')], {
          cwd: workspace,
          env: { ...process.env, ...alone.environment, OPENAI_API_KEY: 'sk-test', ANTHROPIC_API_KEY: 'sk-ant-test' },
        });
      }
    } finally {
      assert.equal(await alone.stop(), 0);
    }
  });
});
