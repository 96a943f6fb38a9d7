/** What is measured, and how: by turns, so that what else the machine does falls on all alike; medians over the rounds. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../measure.ts';
import { type Farthing, startFarthing } from './farthing.ts';
import { atOnce, bodyOf, freshBody, oneByOne, open, type Target, type Times } from './load.ts';
import { type Program, run } from './program.ts';

export interface Subject {
  readonly name: string;
  readonly target: Target;
  /** Absent: nothing between. */
  readonly program?: Program;
  /** The same request again is answered without the upstream. */
  readonly caches?: boolean;
}

/** Milliseconds, unless it says otherwise. Added: over the direct call of the same round. */
export interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly addedP50: number;
  readonly addedP99: number;
  readonly addedFirstChunk: number;
  readonly requestsPerSecond: number;
  readonly cpuPerRequest?: number;
  readonly cacheHitP50?: number;
  /** Megabytes after the load. */
  readonly rss?: number;
}

export interface Memory {
  /** Megabytes more, for each request of 2 MB under way. */
  readonly perHeldRequest: number;
  /** Megabytes at most, with all of them under way. */
  readonly peakRss: number;
}

export interface Starts {
  readonly node: number;
  readonly farthing: number;
}

export interface Report {
  readonly load: string;
  readonly rounds: number;
  readonly figures: Readonly<Record<string, Figures>>;
  readonly memory: Memory;
  readonly starts: Starts;
  readonly withoutPortkey?: string;
}

const ONE_BY_ONE = 400;
const STREAMS = 100;
const HITS = 200;
const CONNECTIONS = 50;
const AT_ONCE = 5_000;

type Round = Omit<Figures, 'addedP50' | 'addedP99' | 'addedFirstChunk' | 'rss'> & { readonly firstChunk: number };

export async function roundsOf(subjects: readonly Subject[], rounds: number): Promise<Readonly<Record<string, Figures>>> {
  const measured = new Map<string, Round[]>(subjects.map(({ name }) => [name, []]));
  // The first round warms up.
  for (let number = 0; number <= rounds; number++) {
    for (const subject of subjects) {
      const round = await roundOf(subject);
      if (number > 0) measured.get(subject.name)?.push(round);
    }
  }
  const direct = measured.get('direct') as Round[];
  return Object.fromEntries(subjects.map(subject => [subject.name, figuresOf(subject, measured.get(subject.name) as Round[], direct)]));
}

async function roundOf({ target, program, caches }: Subject): Promise<Round> {
  const plain = sorted(await oneByOne(target, ONE_BY_ONE, freshBody), 'last');
  const streams = sorted(
    await oneByOne(target, STREAMS, () => freshBody({ stream: true, stream_options: { include_usage: true } })),
    'first',
  );
  const before = program?.cpuMs() ?? 0;
  const requestsPerSecond = await atOnce(target, CONNECTIONS, AT_ONCE);
  const cpu = program && (program.cpuMs() - before) / AT_ONCE;
  const hits = caches && sorted(await oneByOne(target, HITS, () => bodyOf('asked again')), 'last');
  return {
    p50: at(plain, 0.5),
    p99: at(plain, 0.99),
    firstChunk: at(streams, 0.5),
    requestsPerSecond,
    ...(cpu !== undefined && { cpuPerRequest: cpu }),
    ...(hits && { cacheHitP50: at(hits, 0.5) }),
  };
}

function figuresOf({ program }: Subject, rounds: readonly Round[], direct: readonly Round[]): Figures {
  const over = (field: 'p50' | 'p99' | 'firstChunk') =>
    median(rounds.map((round, index) => round[field] - (direct[index] as Round)[field]));
  const middle = (field: keyof Round) => median(rounds.map(round => round[field] as number));
  const [first] = rounds;
  return {
    p50: middle('p50'),
    p99: middle('p99'),
    addedP50: over('p50'),
    addedP99: over('p99'),
    addedFirstChunk: over('firstChunk'),
    requestsPerSecond: middle('requestsPerSecond'),
    ...(first?.cpuPerRequest !== undefined && { cpuPerRequest: middle('cpuPerRequest') }),
    ...(first?.cacheHitP50 !== undefined && { cacheHitP50: middle('cacheHitP50') }),
    ...(program && { rss: program.rss() }),
  };
}

const sorted = (times: readonly Times[], which: keyof Times): readonly number[] =>
  times.map(time => time[which]).sort((one, other) => one - other);

const at = (ascending: readonly number[], share: number): number =>
  ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] as number;

const HELD = 20;
const TWO_MEGABYTES = 2_000_000;
/** Long enough for the last body to arrive and the collector to see it. */
const SETTLING_MS = 1_500;

/** Requests of 2 MB that the upstream does not answer: what they take while they wait. */
export async function measureMemory({ program, target }: Farthing): Promise<Memory> {
  const connections = await Promise.all(Array.from({ length: HELD }, () => open(target)));
  const before = program.rss();
  program.peakRss();
  const prompt = 'word '.repeat(TWO_MEGABYTES / 5);
  const asked = connections.map((connection, index) => connection.ask(bodyOf(`${index} ${prompt}`, { hold: true })).catch(() => {}));
  await new Promise(resolve => setTimeout(resolve, SETTLING_MS));
  const held = program.rss();
  const peakRss = program.peakRss();
  for (const connection of connections) connection.close();
  await Promise.all(asked);
  return { perHeldRequest: (held - before) / HELD, peakRss };
}

/** From the start of the process to its first line, beside a program in Node that does nothing. */
export async function measureStarts(cli: string, folder: string, upstream: string, rounds: number): Promise<Starts> {
  const [node, farthing]: [number[], number[]] = [[], []];
  for (let number = 0; number < rounds; number++) {
    const nothing = await run(['-e', 'console.log(1);setInterval(()=>{},1e6)']);
    node.push(nothing.startMs);
    await nothing.stop();
    const home = join(folder, `start${number}`);
    const { program } = await startFarthing(cli, home, upstream);
    farthing.push(program.startMs);
    await program.stop();
    rmSync(home, { recursive: true });
  }
  return { node: median(node), farthing: median(farthing) };
}
