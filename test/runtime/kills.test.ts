import assert from 'node:assert/strict';
import type { RequestRow } from '../../shared/runtime/ledger/report.ts';
import { homeOf } from '../../shared/runtime/process/home.ts';
import { openSqliteStore } from '../../shared/runtime/store/sqlite/sqliteStore.ts';
import { chat } from './calls.ts';
import { ledgerRows, newHome, type RuntimeProcess, removeHomes, startRuntime } from './runtimeProcess.ts';
import { type StandIn, startStandIn } from './standIn/standIn.ts';

/** Processes killed; more of them by `FARTHING_KILLS=500 npm test -- test/runtime/kills.test.ts`. */
const KILLS = Number(process.env.FARTHING_KILLS ?? 25);
const CALLS_AT_ONCE = 20;

/** What a client has of its call: all of its reply, or anything less. */
interface Seen {
  readonly id: string;
  readonly whole: boolean;
}

describe('a runtime that is killed', () => {
  let standIn: StandIn;

  before(async () => {
    standIn = await startStandIn();
  });
  after(async () => {
    await standIn?.close();
    removeHomes();
  });

  it(`${KILLS} times at random points has every call in its ledger that the upstream accepted, and frees no hold`, async function () {
    this.timeout(60_000 + KILLS * 5_000);
    const home = newHome();
    const settings = { budgets: [{ scope: 'user', window: 'total', usd: 1_000 }], cache: { enabled: false } };
    const seen: Seen[] = [];
    for (let round = 0; round < KILLS; round++) {
      const runtime = await startRuntime({ standIn, home, settings });
      const point = pointOf(round);
      const calls = Promise.all(Array.from({ length: CALLS_AT_ONCE }, (_, index) => one(runtime, `${round}-${index}`, index % 3 === 0)));
      await Promise.race([point, calls]);
      await runtime.kill();
      seen.push(...(await calls));
    }
    // The next one finds what the dead have left.
    const heir = await startRuntime({ standIn, home, settings });
    await heir.stop();

    const rows = new Map(ledgerRows(home).map(row => [String(row.attempt.identity.tags.call), row]));
    assert.equal(rows.size, ledgerRows(home).length, 'one row a call');
    for (const { json } of standIn.accepted) {
      const id = idOf(json);
      assert.ok(rows.has(id), `${id} was accepted upstream and is not in the ledger`);
    }
    for (const { id } of seen.filter(call => call.whole)) assert.equal(rows.get(id)?.state, 'settled', `${id} was answered`);
    const states = [...rows.values()].map(row => row.state);
    assert.ok(states.includes('lost') && states.includes('settled'), `${new Set(states)}`);
    assert.ok(!states.includes('held'), 'nothing is held by the dead');
    for (const row of rows.values())
      if (row.state === 'lost') assert.equal(row.costNanos, row.attempt.hold?.money, 'charged at its worst case');
    assert.equal(await spent(home), sumOf(rows.values()), 'the counter is the sum of the ledger');
  });

  /** One call, streamed or not, until its reply ends or its connection does. */
  async function one(runtime: RuntimeProcess, id: string, stream: boolean): Promise<Seen> {
    try {
      const reply = await chat(runtime.url, {
        prompt: `call ${id}`,
        stream,
        headers: { 'x-farthing-user': 'bob', 'x-farthing-tags': `call=${id}` },
      });
      const text = await reply.text();
      return { id, whole: reply.status === 200 && (!stream || text.endsWith('data: [DONE]\n\n')) };
    } catch {
      return { id, whole: false };
    }
  }

  /** Resolves before anything is sent, when so many requests are accepted, in the midst of a stream, or between two replies. */
  async function pointOf(round: number): Promise<void> {
    const already = standIn.accepted.length;
    const reached = Promise.withResolvers<void>();
    const many = (round * 7) % CALLS_AT_ONCE;
    let chunks = 0;
    standIn.behave(() => ({
      beforeChunk: () => {
        if (round % 4 === 1 && ++chunks > many * 3) reached.resolve();
        return round % 4 === 2 ? new Promise(resolve => setImmediate(resolve)) : undefined;
      },
    }));
    if (round % 4 === 0) return turns(1 + many * 2);
    if (round % 4 === 1) return reached.promise;
    await standIn.accepting(already + 1 + many);
    if (round % 4 === 3) await turns(many);
  }
});

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise(resolve => setImmediate(resolve));
}

function idOf(json: Readonly<Record<string, unknown>>): string {
  const [message] = json.messages as readonly { readonly content: string }[];
  return (message?.content ?? '').slice('call '.length);
}

async function spent(home: string): Promise<number | undefined> {
  const store = openSqliteStore({ file: homeOf(home).ledger });
  try {
    const [state] = await store.states(Date.now());
    return state?.spent.money;
  } finally {
    await store.close();
  }
}

function sumOf(rows: Iterable<RequestRow>): number {
  let sum = 0;
  for (const row of rows) sum += row.spentNanos;
  return sum;
}
