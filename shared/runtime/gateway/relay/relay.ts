/**
 * A reply on its way from an upstream to a client: bytes pass as they come, at the pace of the slower side, while the dialect's reader watches. Only the
 * end waits until the ledger has it.
 */

import type { NanoDollars } from '../../../money/nanoDollars.ts';
import type { ReplyFacts, ReplyReader, StreamFilter } from '../../dialects/dialect.ts';
import type { Exchange, RawHeaders } from '../client/exchange.ts';
import type { ReplyHead } from '../replyHead.ts';
import { without } from '../requestHead.ts';
import type { Call, ReplyReceiver } from '../upstream/connections.ts';
import type { UpstreamFailure } from '../upstream/failure.ts';
import { type Decoding, decoding } from './decoding.ts';
import type { Recording } from './recording.ts';

export interface RelayPlan {
  readonly exchange: Exchange;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly readerOf: (head: ReplyHead) => ReplyReader;
  /** Takes out of the reply what only we asked for. */
  readonly filter?: StreamFilter;
  readonly recording?: Recording;
  /** Headers added to those of the reply; the cost only where it is known before the body starts. */
  readonly added: (cost?: NanoDollars) => string[];
  /** A reply that another attempt may better: it is not passed on. */
  readonly discards: (head: ReplyHead) => boolean;
  /** Milliseconds that a client may take no byte before it counts as gone. */
  readonly patienceMs: number;
  /** Written to the ledger; the reply ends, or breaks off, when it resolves with the cost. */
  readonly settle: (ending: Ending) => Promise<NanoDollars | undefined>;
}

/** How the reply came to its end. */
export interface Ending {
  readonly how: 'whole' | 'gone' | 'discarded' | UpstreamFailure;
  /** Whether any of the request may have reached the upstream. */
  readonly sent: boolean;
  readonly head?: ReplyHead;
  /** Absent: no reply began, or nobody here could read it. */
  readonly facts?: ReplyFacts;
  readonly unreadable?: boolean;
  /** When the first byte of the body came. */
  readonly firstByteAt?: number;
}

/** What became of one attempt. */
export type Relayed =
  | { readonly replied: true }
  /** The client got nothing of it: another attempt may be made. */
  | { readonly replied: false; readonly failure?: UpstreamFailure; readonly head?: ReplyHead };

/** Until it is sent, and for good where the client went away while its request was admitted. */
const NEVER_SENT: Call = { sent: false, abort: () => {}, pause: () => {}, resume: () => {} };

const CONTENT_LENGTH: ReadonlySet<string> = new Set(['content-length']);

export class Relay implements ReplyReceiver {
  /** Resolves when the attempt is in the ledger and its reply has ended. Never rejects but for bugs. */
  readonly relayed: Promise<Relayed>;
  readonly #plan: RelayPlan;
  #call: Call = NEVER_SENT;
  #resolve!: (relayed: Relayed) => void;
  #reject!: (bug: unknown) => void;
  #head: ReplyHead | undefined;
  #reader: ReplyReader | undefined;
  #decoding: Decoding | 'unreadable' | undefined;
  #discarding = false;
  #headSent = false;
  #length: number | undefined;
  #received = 0;
  /** Came in this turn of the event loop, and leaves at its end, or waits for the ledger if the reply ends with it. */
  #pending: Buffer[] = [];
  #passing = false;
  #firstByteAt: number | undefined;
  #over = false;
  #patience: NodeJS.Timeout | undefined;

  constructor(plan: RelayPlan, send: (receiver: ReplyReceiver) => Call) {
    this.#plan = plan;
    this.relayed = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (!plan.exchange.gone) this.#call = send(this);
    plan.exchange.onGone(() => this.#onGone());
  }

  onInform(status: number, headers: RawHeaders): void {
    this.#plan.exchange.inform(status, headers);
  }

  onHead(head: ReplyHead): void {
    if (!this.#plan.exchange.knows(head.status)) {
      this.#giveUp(`status ${head.status}`);
      return;
    }
    this.#head = head;
    this.#discarding = this.#plan.discards(head);
    this.#reader = this.#plan.readerOf(head);
    const reader = this.#reader;
    this.#decoding = decoding(head.named['content-encoding'], chunk => reader.write(chunk));
    if (this.#discarding) return;
    this.#length = this.#plan.filter ? undefined : head.length;
    this.#passLater();
  }

  onData(chunk: Buffer): void {
    this.#firstByteAt ??= this.#plan.clock();
    if (this.#decoding !== 'unreadable') this.#decoding?.write(chunk);
    if (this.#discarding) return;
    this.#received += chunk.length;
    // With the usage that only we asked for: it makes the recording fit for those who ask for it, and for those who want no stream.
    this.#plan.recording?.add(chunk);
    const out = this.#plan.filter ? this.#plan.filter.write(chunk) : chunk;
    if (!out || out.length === 0) return;
    this.#pending.push(out);
    if (this.#headSent || !this.#isStream()) this.#passLater();
    else this.#passFirst();
  }

  #isStream(): boolean {
    return (this.#head?.named['content-type'] ?? '').includes('event-stream');
  }

  onEnd(trailers: RawHeaders): void {
    if (this.#over) return;
    this.#over = true;
    this.#stopWaiting();
    this.#finish(trailers).catch(this.#reject);
  }

  onFailure(failure: UpstreamFailure): void {
    if (this.#over) return;
    this.#over = true;
    this.#stopWaiting();
    this.#breakOff(failure).catch(this.#reject);
  }

  #onGone(): void {
    if (this.#over) return;
    this.#over = true;
    this.#stopWaiting();
    this.#call.abort();
    this.#settle('gone').then(() => this.#resolve({ replied: true }), this.#reject);
  }

  async #finish(trailers: RawHeaders): Promise<void> {
    const head = this.#head as ReplyHead;
    if (this.#discarding) {
      await this.#settle('discarded');
      this.#resolve({ replied: false, head });
      return;
    }
    const rest = this.#plan.filter?.end();
    if (rest && rest.length > 0) this.#pending.push(rest);
    const cost = await this.#settle('whole');
    this.#sendHead(cost);
    this.#plan.exchange.end(this.#taken(), trailers);
    this.#resolve({ replied: true });
  }

  async #breakOff(failure: UpstreamFailure): Promise<void> {
    await this.#settle(failure);
    if (!this.#headSent) {
      this.#resolve({ replied: false, failure, head: this.#head });
      return;
    }
    const rest = this.#taken();
    if (rest) this.#plan.exchange.write(rest);
    this.#plan.exchange.breakOff();
    this.#resolve({ replied: true });
  }

  async #settle(how: Ending['how']): Promise<NanoDollars | undefined> {
    const unreadable = this.#decoding === 'unreadable';
    if (this.#decoding && this.#decoding !== 'unreadable') await this.#decoding.end();
    return this.#plan.settle({
      how,
      sent: this.#call.sent,
      head: this.#head,
      unreadable,
      facts: unreadable ? undefined : this.#reader?.facts(),
      firstByteAt: this.#firstByteAt,
    });
  }

  /**
   * Once what this packet holds has been read: its status, headers and data leave in one piece, and if it ends the reply, with the cost and after the
   * ledger has it.
   */
  #passLater(): void {
    if (this.#passing) return;
    this.#passing = true;
    process.nextTick(() => {
      this.#passing = false;
      if (!this.#over && !this.#isWhole()) this.#passOrGiveUp();
    });
  }

  /** The first of a stream, for which its reader waits, does not wait for what came with it to be read. */
  #passFirst(): void {
    if (this.#isWhole()) return;
    this.#passOrGiveUp();
    this.#plan.exchange.hurry();
  }

  /** To the client, a body of known length has ended with its last byte. */
  #isWhole(): boolean {
    return this.#length !== undefined && this.#received >= this.#length;
  }

  #passOrGiveUp(): void {
    try {
      this.#pass();
    } catch (error) {
      this.#giveUp((error as NodeJS.ErrnoException).code ?? (error as Error).name);
    }
  }

  /** What cannot be passed on is a reply that broke off. */
  #giveUp(why: string): void {
    this.#call.abort();
    this.onFailure({ kind: 'broken', sent: true, sentence: `the reply of the upstream cannot be passed on (${why})` });
  }

  #pass(): void {
    const { exchange } = this.#plan;
    this.#sendHead();
    const chunk = this.#taken();
    if (!chunk) exchange.flush();
    else if (!exchange.write(chunk)) this.#waitForClient();
  }

  #waitForClient(): void {
    const { exchange, patienceMs } = this.#plan;
    this.#call.pause();
    this.#patience = setTimeout(() => {
      exchange.breakOff();
      this.#onGone();
    }, patienceMs);
    exchange.onDrain(() => {
      this.#stopWaiting();
      this.#call.resume();
    });
  }

  #taken(): Buffer | undefined {
    const pending = this.#pending;
    if (pending.length === 0) return undefined;
    this.#pending = [];
    return pending.length === 1 ? pending[0] : Buffer.concat(pending);
  }

  #stopWaiting(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
  }

  #sendHead(cost?: NanoDollars): void {
    if (this.#headSent) return;
    const { exchange, added, filter } = this.#plan;
    const { status, message, headers } = this.#head as ReplyHead;
    const passed = filter ? without(headers, CONTENT_LENGTH) : headers;
    exchange.head(status, message, [...passed, ...added(cost)]);
    this.#headSent = true;
  }
}
