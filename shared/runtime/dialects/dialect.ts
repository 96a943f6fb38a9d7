/**
 * What a wire format is to the gateway: pure readers of requests and replies. A dialect never opens a socket, never throws on what it reads, and
 * never changes a byte but where it says so (`askForUsage`).
 */
import type { Provider } from '../../catalogue/schema.ts';
import type { ServiceTier, Usage } from '../../money/usage.ts';
import type { RequestContent } from './content.ts';

export type DialectName = 'openai' | 'anthropic' | 'bedrock' | 'gemini';

/** Header names in lower case; a header that came several times is joined by ', '. */
export type Headers = Readonly<Record<string, string>>;

export interface WireRequest {
  readonly method: string;
  /** Path and query as the client sent them below the prefix of the dialect, not decoded: `/v1/chat/completions`, `/model/a%3Ab/converse`. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** What a request does (OpenTelemetry gen_ai.operation.name where it has a name for it). `other`: nothing that is known to spend tokens. */
export type WireOperation = 'chat' | 'text_completion' | 'embeddings' | 'generate_content' | 'count_tokens' | 'other';

/**
 * The most a request can be charged as input. `unknown`: parts of it lie elsewhere (a file id, a URL, a stored conversation). `withinContext`: it is
 * still one pass of the model, so that no more than its context window can be charged; not so where the provider's tools run the model again.
 */
export type InputBound = { readonly tokens: number } | { readonly unknown: string; readonly withinContext?: boolean };

export interface RequestFacts {
  readonly operation: WireOperation;
  /** The route with its variables named, of few values: `/v1/chat/completions`, `/model/{modelId}/converse`. */
  readonly endpoint: string;
  readonly provider: Provider;
  /** As the request names it. */
  readonly model?: string;
  /** The reply is expected as a stream. */
  readonly stream: boolean;
  /** The most output tokens of one answer, as the request limits them. */
  readonly outputLimit?: number;
  /** How many answers are asked for (`n`, `best_of`, `candidateCount`); 1 unless said. */
  readonly answers: number;
  /**
   * An upper bound of the input that costs nothing to find: a token of a byte-level vocabulary is at least one byte, so text is bounded by its
   * bytes; images, tools and messages add what the provider adds for them at most.
   */
  readonly inputBound: InputBound;
  /** What of the bound stands for images and the like, which `text()` does not have. */
  readonly mediaTokens?: number;
  readonly tier?: ServiceTier;
  readonly batch?: boolean;
  /** The most by which the place of inference may multiply the price, in thousandths; `account`: only if the account is set so, as the request is silent. */
  readonly place?: { readonly permille: number; readonly account: boolean };
  /** The longest life of a prompt-cache entry that the request asks for; absent: it asks for none. */
  readonly cacheLife?: '5m' | '1h';
  /** The same request may well get another answer: a temperature above 0 (or the provider's default) and no seed. */
  readonly sampled: boolean;
  readonly tools: boolean;
  /** All text that counts as input, for counting it exactly; costly, so only on demand. */
  text(): string;
  /** What the request says, taken apart. Reads the body again and holds on to its parts: ask once, and let go of it. */
  content(): RequestContent;
  /** Number of messages, and of tool schemas, for the overhead that providers add. */
  readonly messages: number;
  readonly toolCount: number;
}

/** What was learned of a reply. Absent usage: the provider did not report any (and it is then counted or said to be unknown, never 0). */
export interface ReplyFacts {
  readonly usage?: Usage;
  /** The output in `usage` is what was reported so far: the reply ended before its last count. */
  readonly usagePartial?: boolean;
  /** The upstream answered with an error status: nothing was generated, nothing is charged. */
  readonly refused?: boolean;
  /** What the provider charges at rates that no table here has, each a short sentence: then the cost is not known. */
  readonly unpriced?: readonly string[];
  /** How often tools ran that the provider charges by the use: `web_search`. */
  readonly toolUses?: Readonly<Record<string, number>>;
  /** A whole reply came that is not in the dialect, so that nothing in it could be counted. */
  readonly unreadable?: boolean;
  /** The provider has taken the work and goes on after this reply, so that what it costs is never said here. */
  readonly continues?: boolean;
  /** The provider did not say how cache writes split by life; the request's `cacheLife` was taken. */
  readonly splitAssumed?: boolean;
  /** The model that answered, where the reply says so: routers and aliases. */
  readonly model?: string;
  /** By which a later request may go on from this reply without sending what was said: Responses. */
  readonly continuation?: string;
  /** Characters of text (and of tool arguments and reasoning) that the reply has emitted. */
  readonly emittedCharacters: number;
  /** The text itself as far as emitted, for counting tokens of an aborted or unmetered reply. */
  readonly emittedText: string;
  /** The answer ended where the model ended it: a stream saw its last event, a stop reason is not the output limit nor a content filter. */
  readonly complete: boolean;
  /** The reply carries an error, maybe within a stream that began with 200. */
  readonly error?: string;
  readonly finishReasons: readonly string[];
  readonly toolCalls: number;
}

/** Reads a reply as it passes. Chunks are as they came off the wire, after any content-encoding was undone. */
export interface ReplyReader {
  write(chunk: Uint8Array): void;
  /** What is known so far; may be asked for at any time, also after an abort. */
  facts(): ReplyFacts;
}

/**
 * Takes out of a stream what only we asked for. Chunks in, chunks out; every other byte passes as it came, in its order, and nothing is held back
 * longer than it takes to see that an event is not the one to take out.
 */
export interface StreamFilter {
  write(chunk: Buffer): Buffer | undefined;
  /** What was held back when the stream ends. */
  end(): Buffer | undefined;
}

/** The same request, asking also for usage, and what takes the addition out of the reply again. */
export interface UsageRequest {
  /** The body in pieces, views of the client's own but for what was inserted: a large prompt is not copied. */
  readonly parts: readonly Buffer[];
  /** The pieces joined, which copies them. */
  readonly body: Buffer;
  filter(): StreamFilter;
}

/** Why a call is not made, as every dialect needs to say it. */
export interface Refusal {
  readonly kind: 'budget' | 'unpriceable' | 'store' | 'storm';
  /** One plain sentence, money first: scope, held, spent, limit, when it resets. */
  readonly message: string;
  readonly requestId: string;
}

export interface RefusalReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

export interface Dialect {
  readonly name: DialectName;
  read(request: WireRequest): RequestFacts;
  /** Undefined: the reply tells its usage without being asked. */
  askForUsage(request: WireRequest, facts: RequestFacts): UsageRequest | undefined;
  /** The same request to another model, every other byte as it was. Undefined: this request cannot be sent to it. */
  withModel(request: WireRequest, model: string): WireRequest | undefined;
  reader(facts: RequestFacts, reply: { readonly status: number; readonly headers: Headers }): ReplyReader;
  /** In the shape that the SDKs of this dialect raise clearly and do not retry (FACTS 6). */
  refuse(refusal: Refusal): RefusalReply;
}
