import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { SemanticState } from '../../shared/runtime/cache/semantic/entries.ts';
import { homeOf } from '../../shared/runtime/process/home.ts';
import { askCache, findRuntime } from '../../shared/runtime/process/runningRuntime.ts';
import { chat } from './calls.ts';
import { ledgerRows, type RuntimeProcess, removeHomes, startRuntime } from './runtimeProcess.ts';
import { type StandIn, startStandIn } from './standIn/standIn.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cli = process.env.FARTHING_CLI ?? fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const ROUTE = 'openai /v1/chat/completions gpt-4o-mini';

const farthing = async (runtime: RuntimeProcess, ...words: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [cli, ...words, '--home', runtime.home])).stdout;

const verdictOf = (reply: Response): string => reply.headers.get('x-farthing-cache') ?? '';

describe('the semantic cache, through the runtime, with the sentence encoder', function () {
  // It loads a model of 28 MB.
  this.timeout(120_000);
  let standIn: StandIn;
  let runtime: RuntimeProcess;

  before(async () => {
    standIn = await startStandIn();
    const embedder = { kind: 'sentence-encoder', folder: root };
    runtime = await startRuntime({ standIn, settings: { semanticCache: { mode: 'on', verifyPercent: 0, embedder } } });
    // Loaded: it answers to whoever asks it for something.
    await askSemantic('/clear', 'POST');
  });
  after(async () => {
    await runtime?.stop();
    await standIn?.close();
    removeHomes();
  });

  async function askSemantic(path: '' | `/${string}`, method: 'GET' | 'POST' = 'GET'): Promise<SemanticState> {
    // A busy machine may take longer to answer than it is waited for.
    let lock = await findRuntime(homeOf(runtime.home));
    while (!lock) lock = await findRuntime(homeOf(runtime.home));
    const answer = await askCache(lock, path, method);
    if (typeof answer === 'string') assert.fail(answer);
    return answer as SemanticState;
  }

  async function kept(entries: number): Promise<void> {
    while ((await askSemantic('')).entries < entries);
  }

  /** A busy machine may not have its answer in time, and asks the upstream then, as it should; another space makes another request of it. */
  async function served(prompt: string): Promise<Response> {
    for (let attempt = 0; attempt < 50; attempt++) {
      const reply = await chat(runtime.url, { prompt: prompt + ' '.repeat(attempt) });
      if (verdictOf(reply).startsWith('semantic')) return reply;
      await reply.text();
    }
    assert.fail('it never answered');
  }

  it('answers a question in other words, and learns what was wrong', async () => {
    await (await chat(runtime.url, { prompt: 'How do I reset my password?' })).text();
    await kept(1);
    const whole = await served('How can I reset my password?');
    assert.match(verdictOf(whole), /^semantic; similarity=0\.\d+; entry=s\d+$/);
    const entry = /entry=(s\d+)/.exec(verdictOf(whole))?.[1] as string;
    await whole.text();
    const rows = ledgerRows(runtime.home);
    const row = rows.find(({ attempt }) => attempt.end?.cache === 'semantic');
    assert.equal(row?.costNanos, 0);
    assert.ok((row?.savedNanos ?? 0) > 0);

    assert.match(await farthing(runtime, 'status'), /The semantic cache answers; \d+ answers? kept\./);
    assert.match(
      await farthing(runtime, 'cache', 'wrong', entry),
      new RegExp(`Removed.*${ROUTE}: [\\d.]+ % wrong \\(.*1 of \\d+ compared\\)`),
    );
    const state = JSON.parse(await farthing(runtime, 'cache', '--json')) as SemanticState;
    assert.deepEqual([state.routes[0]?.route, state.routes[0]?.wrong], [ROUTE, 1]);
    assert.match(await farthing(runtime, 'cache', 'resume', ROUTE), /measured anew/);
    await assert.rejects(farthing(runtime, 'cache', 'wrong', entry), /there is no entry of this name/);
  });
});
