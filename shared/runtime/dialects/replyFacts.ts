/** What readers of all dialects gather, and the shape they hand it out in. */
import type { Usage } from '../../money/usage.ts';
import type { ReplyFacts } from './dialect.ts';
import { EmittedText } from './emitted.ts';
import { asObject, asText, parseObject } from './jsonValue.ts';

/** What is known of a reply so far. Text is read only when somebody asks for it. */
export class ReplyNotes {
  readonly emitted: EmittedText;
  usage: Usage | undefined;
  usagePartial = false;
  splitAssumed = false;
  refused = false;
  model: string | undefined;
  continuation: string | undefined;
  error: string | undefined;
  /** The stream saw its last event, or the body was whole. */
  ended = false;
  toolCalls = 0;
  readonly finishReasons: string[] = [];
  readonly unpriced = new Set<string>();
  readonly toolUses: Record<string, number> = {};
  continues = false;
  unreadable = false;

  constructor(textOf: (event: Buffer) => string = () => '') {
    this.emitted = new EmittedText(textOf);
  }

  /** `natural`: the reasons with which a model ends an answer by itself. */
  facts(natural: ReadonlySet<string>): ReplyFacts {
    const { emitted } = this;
    return {
      ...(this.usage === undefined ? {} : { usage: this.usage }),
      ...(this.usagePartial ? { usagePartial: true } : {}),
      ...(this.splitAssumed ? { splitAssumed: true } : {}),
      ...(this.refused ? { refused: true } : {}),
      ...(this.unpriced.size === 0 ? {} : { unpriced: [...this.unpriced] }),
      ...(Object.keys(this.toolUses).length === 0 ? {} : { toolUses: { ...this.toolUses } }),
      ...(this.continues ? { continues: true } : {}),
      ...(this.unreadable ? { unreadable: true } : {}),
      ...(this.model === undefined ? {} : { model: this.model }),
      ...(this.continuation === undefined ? {} : { continuation: this.continuation }),
      ...(this.error === undefined ? {} : { error: this.error }),
      get emittedCharacters() {
        return emitted.characters;
      },
      get emittedText() {
        return emitted.text;
      },
      complete: this.ended && this.error === undefined && this.finishReasons.every(reason => natural.has(reason)),
      finishReasons: [...this.finishReasons],
      toolCalls: this.toolCalls,
    };
  }
}

/** The message of an error body, in the shape of any provider: `{error: {message}}`, `{error: "..."}`, `{message}`. */
export function errorMessage(body: unknown): string | undefined {
  const object = asObject(body);
  const error = asObject(object?.error);
  return asText(error?.message) ?? asText(object?.error) ?? asText(object?.message) ?? (error && asText(error.type));
}

/** For replies with an error status. */
export function errorText(status: number, body: Buffer): string {
  return errorMessage(parseObject(body)) ?? `HTTP ${status}`;
}

/** Counts that cannot be (cached more than sent, a fraction) are no usage. */
export function usageOrNothing(read: () => Usage): Usage | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
