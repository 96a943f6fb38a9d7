/** What the stand-in answers, as a provider would: status, headers, and the body in the pieces it is generated in. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: readonly Buffer[];
}

/** A request as it came. */
export interface Received {
  readonly method: string;
  /** Path and query, not decoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The body, where it is JSON. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** What was said and counted. */
export interface Said {
  readonly words: readonly string[];
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  /** `stop`, or `length` for an answer cut at its limit, or `filtered`. */
  readonly finish: 'stop' | 'length' | 'filtered';
}

export const DEFAULT_SAID: Said = { words: ['Paris', ' is', ' the', ' capital', '.'], input: 20, cached: 0, output: 5, finish: 'stop' };

export const jsonReply = (value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  chunks: [Buffer.from(JSON.stringify(value))],
});

export const eventReply = (events: readonly string[], headers: Readonly<Record<string, string>> = {}): Reply => ({
  status: 200,
  headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', ...headers },
  chunks: events.map(event => Buffer.from(event)),
});
