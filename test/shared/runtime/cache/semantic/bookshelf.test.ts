import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asNanos } from '../../../../../shared/money/nanoDollars.ts';
import { type Bookshelf, openBookshelf } from '../../../../../shared/runtime/cache/semantic/bookshelf.ts';
import { type Quantised, quantise } from '../../../../../shared/runtime/cache/semantic/scan/quantised.ts';
import { openSemanticFile, stateIn } from '../../../../../shared/runtime/cache/semantic/semanticFile.ts';

const ROUTE = 'openai /v1/chat/completions m';
/** All point the same way: what differs is in the words. */
const SAME_WAY = quantise([1, 2, 3]) as Quantised;
const QUESTION = 'How do I reset my password?';
const AGAIN = 'How can I reset my password?';

describe('the shelf of the semantic cache', () => {
  let folder: string;
  let now: number;
  let shelf: Bookshelf;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'farthing-shelf-'));
    now = 1_000_000;
    shelf = open();
  });
  afterEach(() => {
    shelf.close();
    rmSync(folder, { recursive: true });
  });

  const file = (): string => join(folder, 'semantic.db');
  const open = (embedder = 'a model', maxBytes = 1_000_000): Bookshelf =>
    openBookshelf({
      file: openSemanticFile(file()),
      embedder,
      scale: { unrelated: 0, paraphrase: 0.7 },
      dimensions: 3,
      maxBytes,
      clock: () => now,
    });
  const reopen = (embedder?: string, maxBytes?: number): void => {
    shelf.close();
    shelf = open(embedder, maxBytes);
  };
  const add = (question: string, answer = 'an answer', partition = 'p', seconds = 60): void =>
    void shelf.add(
      {
        partition,
        route: ROUTE,
        question,
        answer,
        reply: { status: 200, headers: {}, body: Buffer.from(answer), stream: false, cost: asNanos(5) },
        expiresAt: now + seconds * 1000,
      },
      SAME_WAY,
    );
  const find = (question: string, partition = 'p') => shelf.find({ partition, route: ROUTE, question }, SAME_WAY, true);

  it('finds the answer to a question in other words, with its reply and what it cost', () => {
    add(QUESTION);
    const found = find(AGAIN);
    assert.deepEqual([found.outcome, found.reply?.body.toString(), found.cost, found.answer?.key], ['would', 'an answer', 5, 'an answer']);
    assert.equal(find(AGAIN, 'another').outcome, 'far');
    assert.deepEqual([find('How can I reset my email?').outcome, find('How can I reset my email?').guard], ['guarded', 'a word']);
  });

  it('keeps one answer to a question, the last', () => {
    add(QUESTION, 'first');
    add(QUESTION, 'second');
    assert.equal(find(AGAIN).answer?.key, 'second');
    assert.equal(stateIn(file()).entries, 1);
  });

  it('has them all after a restart, but for those of another model', () => {
    add(QUESTION);
    reopen();
    assert.equal(find(AGAIN).outcome, 'would');
    reopen('another model');
    assert.equal(find(AGAIN).outcome, 'far');
    assert.equal(stateIn(file()).entries, 0);
  });

  it('forgets what is too old, and gives none older than is wanted', () => {
    add(QUESTION);
    now += 30_000;
    assert.equal(shelf.find({ partition: 'p', route: ROUTE, question: AGAIN }, SAME_WAY, false, 20_000).outcome, 'far');
    assert.equal(find(AGAIN).outcome, 'would');
    now += 30_000;
    assert.equal(find(AGAIN).outcome, 'far');
    assert.equal(stateIn(file()).entries, 0);
  });

  it('drops what was used longest ago when there is too much', () => {
    reopen(undefined, 400_000);
    for (let index = 0; index < 200; index++) {
      add(`How do I clean the part of the kind${index}?`, 'x'.repeat(1000));
      now += 1;
    }
    const { entries } = stateIn(file());
    assert.ok(entries > 30 && entries < 140, String(entries));
    add(QUESTION, 'an answer', 'q');
    assert.equal(find(AGAIN, 'q').outcome, 'would');
    reopen(undefined, 400_000);
    assert.equal(find(AGAIN, 'q').outcome, 'would');
  });

  it('remembers over a restart what was wrong, what was verified and what is switched off', () => {
    add(QUESTION);
    find(AGAIN);
    const told = shelf.wrong('s1', () => 0.02);
    assert.deepEqual([told?.route, told?.checked, told?.wrong, told?.switchedOff], [ROUTE, 1, 1, false]);
    assert.equal(shelf.verified({ route: ROUTE, same: false, limit: 0.02 }).switchedOff, true);
    assert.equal(shelf.verified({ route: ROUTE, same: false, limit: 0.02 }).switchedOff, false);
    add(QUESTION);
    reopen();
    assert.deepEqual([find(AGAIN).outcome, find(AGAIN).guard], ['guarded', 'an answer that was wrong']);
    const [route] = stateIn(file()).routes;
    assert.deepEqual([route?.checked, route?.wrong, route?.offSince], [3, 3, new Date(now).toISOString()]);
    assert.equal(shelf.resume(ROUTE), true);
    assert.equal(shelf.resume('no such route'), false);
    assert.deepEqual(
      stateIn(file()).routes.map(({ checked, offSince }) => [checked, offSince]),
      [[0, undefined]],
    );
  });

  it('begins anew with a file that cannot be read', () => {
    shelf.close();
    for (const suffix of ['-wal', '-shm']) rmSync(file() + suffix, { force: true });
    writeFileSync(file(), 'no database'.repeat(1000));
    shelf = open();
    add(QUESTION);
    assert.equal(find(AGAIN).outcome, 'would');
  });
});
