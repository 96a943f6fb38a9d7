import type { Json, Result } from './json.ts';
import type { StreamEvent } from './streamEvents.ts';

/** How one API tells the same answer in both forms. Each function answers with a reason where it would not be exact. */
export interface AnswerForms {
  /** The last part of the endpoint's path. */
  readonly endpoint: string;
  /** The whole answer, from its stream. */
  whole(events: readonly StreamEvent[]): Result<Json>;
  /** Absent: its streams say more than its answers. */
  stream?(answer: Json, usageInStream: boolean): Result<readonly StreamEvent[]>;
  /** The same stream with or without its usage. Absent: streams of this API always tell it. */
  withUsage?(body: Buffer, wanted: boolean): Result<Buffer>;
}
