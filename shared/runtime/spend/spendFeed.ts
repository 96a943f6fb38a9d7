/**
 * What is spent, told to any number of followers: a snapshot of the ledger, then what came after it, both read from the ledger itself. So what they
 * add up is what the ledger has, whoever wrote it and however late. A thread reads while somebody follows, and ends with the last of them.
 */
import { Worker } from 'node:worker_threads';
import type { SitePlace } from '../../protocol/sites.ts';
import type { SpendAlert, SpendBudget, SpendMessage } from '../../protocol/spend.ts';
import type { Alert } from '../budget/budget.ts';
import { dateAt } from '../budget/window.ts';
import type { EventBus, RuntimeEvent } from '../gateway/events.ts';
import { refusedLine } from './callLine.ts';
import { spendAlert } from './spendBudget.ts';

export interface SpendFeed {
  /** `tell` gets whole lines of JSON, `onEnd` is told when there will be no more; returns what ends the following. */
  follow(tell: (line: string) => void, onEnd: () => void): () => void;
  /** Lets all followers go. */
  close(): Promise<void>;
}

export interface SpendFeedOptions {
  /** Path of the ledger. */
  readonly file: string;
  readonly timeZone: string;
  readonly events: EventBus;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Limits as they stand. */
  readonly budgets: () => Promise<readonly SpendBudget[]>;
  /** Where a call site is, as far as that is known. */
  readonly placeOf: (site: string) => SitePlace | undefined;
  /** The thread failed: a sentence. Followers begin anew with the next one. */
  readonly onTrouble: (message: string) => void;
}

/** To the thread. Followers that have nothing yet are named by their numbers. */
export interface SpendQuestion {
  readonly now: number;
  readonly newcomers: readonly number[];
}

/** From the thread: a line for followers, or that a question has been answered. */
export type SpendTold = SpendLine | { readonly done: true };

export interface SpendLine {
  readonly to: 'all' | readonly number[];
  readonly line: string;
  /** Call sites that it names. */
  readonly sites: readonly string[];
  /** With a snapshot: where the ledger last saw them. */
  readonly seen?: ReadonlyMap<string, SitePlace>;
}

/** At most so often what happened is read, milliseconds; a tenth of a second is at once to the eye. */
const STEP_MS = 80;
/** What other processes wrote, and the turn of the day, are looked for so often. */
const LOOK_MS = 1_000;
const BUDGETS_MS = 200;
/** Megabytes. */
const HEAP = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 4 };

/** Alerts of this runtime's life that newcomers are told. */
const MOST_ALERTS = 50;

interface Follower {
  readonly tell: (line: string) => void;
  readonly onEnd: () => void;
  /** It has its first snapshot. */
  begun: boolean;
}

export function spendFeed(options: SpendFeedOptions): SpendFeed {
  return new Feed(options);
}

class Feed implements SpendFeed {
  readonly #options: SpendFeedOptions;
  readonly #followers = new Map<number, Follower>();
  #numbers = 0;
  #refused = 0;
  #thread: Worker | undefined;
  #asked = false;
  #askAgain = false;
  #askedAt = Number.NEGATIVE_INFINITY;
  #next: NodeJS.Timeout | undefined;
  #looking: NodeJS.Timeout | undefined;
  readonly #unlisten: () => void;
  /** As told, by id. */
  readonly #places = new Map<string, SitePlace>();
  #alerts: readonly SpendAlert[] = [];
  #budgetsTold = '';
  #budgetsAt = Number.NEGATIVE_INFINITY;
  #budgetsNext: NodeJS.Timeout | undefined;

  constructor(options: SpendFeedOptions) {
    this.#options = options;
    this.#unlisten = options.events.listen(event => this.#happened(event));
  }

  follow(tell: (line: string) => void, onEnd: () => void): () => void {
    const number = ++this.#numbers;
    this.#followers.set(number, { tell, onEnd, begun: false });
    this.#looking ??= setInterval(() => this.#soon(), LOOK_MS).unref();
    this.#ask();
    return () => {
      if (this.#followers.delete(number) && this.#followers.size === 0) void this.#rest();
    };
  }

  async close(): Promise<void> {
    this.#unlisten();
    for (const { onEnd } of this.#followers.values()) onEnd();
    this.#followers.clear();
    await this.#rest();
  }

  async #rest(): Promise<void> {
    clearTimeout(this.#next);
    clearTimeout(this.#budgetsNext);
    clearInterval(this.#looking);
    this.#next = this.#looking = this.#budgetsNext = undefined;
    const thread = this.#thread;
    this.#thread = undefined;
    this.#asked = false;
    await thread?.terminate();
  }

  #happened(event: RuntimeEvent): void {
    if (event.type === 'alert') this.#sayAlert(event.alert);
    else if (this.#followers.size === 0) return;
    else if (event.type === 'refused') this.#sayRefused(event);
    else if (event.type === 'trouble') this.#say({ type: 'trouble', message: event.message });
    else this.#soon();
  }

  #sayAlert(told: Alert): void {
    const alert = spendAlert(told, this.#options.clock(), this.#options.timeZone);
    this.#alerts = [...this.#alerts.slice(1 - MOST_ALERTS), alert];
    this.#say({ type: 'alert', alert });
  }

  #sayRefused({ start, message }: RuntimeEvent & { readonly type: 'refused' }): void {
    // Not in the ledger: a number of its own, also beside those of an earlier runtime.
    const seq = -(this.#options.clock() * 1000 + (++this.#refused % 1000));
    this.#say({ type: 'refused', line: refusedLine(start, seq, dateAt(start.startedAt, this.#options.timeZone), message) });
    if (start.identity.site !== undefined) this.#sayPlaces([start.identity.site]);
  }

  /** At once when nothing was read of late, else when the step is over. */
  #soon(): void {
    if (this.#next) return;
    const wait = Math.max(0, this.#askedAt + STEP_MS - performance.now());
    this.#next = setTimeout(() => {
      this.#next = undefined;
      this.#ask();
    }, wait).unref();
  }

  /** One question at a time: what happens meanwhile is in the next answer. */
  #ask(): void {
    if (this.#asked) {
      this.#askAgain = true;
      return;
    }
    this.#asked = true;
    this.#askAgain = false;
    this.#askedAt = performance.now();
    this.#thread ??= this.#start();
    const newcomers = [...this.#followers].flatMap(([number, { begun }]) => (begun ? [] : [number]));
    this.#thread.postMessage({ now: this.#options.clock(), newcomers } satisfies SpendQuestion);
  }

  #start(): Worker {
    const program = new URL(import.meta.url.endsWith('.ts') ? './spendThread.ts' : './spendThread.js', import.meta.url);
    const thread = new Worker(program, { workerData: this.#options.file, resourceLimits: HEAP });
    thread.unref();
    thread.on('message', (told: SpendTold) => {
      if (thread === this.#thread) this.#told(told);
    });
    thread.on('error', (error: Error) => this.#options.onTrouble(`what was spent could not be followed: ${error.message}`));
    thread.on('exit', () => {
      if (thread !== this.#thread) return;
      this.#thread = undefined;
      this.#asked = false;
      // The next one begins with a snapshot for all, at the next look.
      for (const follower of this.#followers.values()) follower.begun = false;
    });
    return thread;
  }

  #told(told: SpendTold): void {
    if ('done' in told) {
      this.#asked = false;
      if (this.#askAgain) this.#soon();
      return;
    }
    const { to, line, sites, seen } = told;
    const snapshot = seen !== undefined;
    this.#sayPlaces(sites, seen);
    for (const [number, follower] of this.#followers) {
      if (to === 'all' ? follower.begun || snapshot : to.includes(number)) follower.tell(line);
      if (snapshot && (to === 'all' || to.includes(number))) this.#welcome(follower);
    }
    this.#budgetsSoon();
  }

  #welcome(follower: Follower): void {
    if (follower.begun) return;
    follower.begun = true;
    follower.tell(lineOf({ type: 'places', places: [...this.#places.values()] }));
    for (const alert of this.#alerts) follower.tell(lineOf({ type: 'alert', alert }));
    if (this.#budgetsTold !== '') follower.tell(this.#budgetsTold);
  }

  /** A place is told again when code has moved. */
  #sayPlaces(sites: readonly string[], seen?: ReadonlyMap<string, SitePlace>): void {
    const places = sites.flatMap(site => {
      const told = this.#places.get(site);
      const place = this.#options.placeOf(site) ?? (told ? undefined : seen?.get(site));
      return place && (told?.line !== place.line || told.path !== place.path) ? [place] : [];
    });
    if (places.length === 0) return;
    for (const place of places) this.#places.set(place.id, place);
    this.#say({ type: 'places', places });
  }

  #budgetsSoon(): void {
    if (this.#budgetsNext) return;
    const wait = Math.max(0, this.#budgetsAt + BUDGETS_MS - performance.now());
    this.#budgetsNext = setTimeout(() => {
      this.#budgetsNext = undefined;
      this.#budgetsAt = performance.now();
      void this.#sayBudgets();
    }, wait).unref();
  }

  async #sayBudgets(): Promise<void> {
    const budgets = await this.#options.budgets().catch((error: Error) => {
      this.#options.onTrouble(`budgets could not be read: ${error.message}`);
    });
    if (!budgets) return;
    const line = lineOf({ type: 'budgets', budgets });
    if (line === this.#budgetsTold) return;
    this.#budgetsTold = line;
    this.#tellAll(line);
  }

  #say(message: SpendMessage): void {
    this.#tellAll(lineOf(message));
  }

  #tellAll(line: string): void {
    for (const { begun, tell } of this.#followers.values()) if (begun) tell(line);
  }
}

const lineOf = (message: SpendMessage): string => `${JSON.stringify(message)}\n`;
