import { cutEvents, dataOf } from '../../dialects/serverSentEvents.ts';
import { isObject, type Json } from './json.ts';

/** One server-sent event of a recorded stream. */
export interface StreamEvent {
  readonly data: string;
  /** The name that goes before the data, in the APIs that write it. */
  readonly name?: string;
}

export function eventsIn(body: Buffer): readonly StreamEvent[] {
  const cutter = cutEvents();
  const whole = cutter.write(body);
  const rest = cutter.rest();
  return [...whole, ...(rest.length > 0 ? [rest] : [])].map(bytes => ({ data: dataOf(bytes)?.toString('utf8') ?? '' }));
}

export function streamOf(events: readonly StreamEvent[]): Buffer {
  return Buffer.concat(events.map(event => Buffer.from(`${event.name ? `event: ${event.name}\n` : ''}data: ${event.data}\n\n`)));
}

/** The object of an event; undefined for one that is none, such as `[DONE]`. */
export function objectOf(event: StreamEvent): Json | undefined {
  if (!event.data.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(event.data);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
