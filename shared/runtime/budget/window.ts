/** Calendar windows in the user's time zone. */
import { Temporal } from 'temporal-polyfill';
import type { WindowKind } from './budget.ts';

export interface Window {
  /** First instant, milliseconds since the epoch. */
  readonly from: number;
  /** First instant after it; absent for `total`, which has no end. */
  readonly until?: number;
}

const ALL_TIME: Window = { from: 0 };

/**
 * The window that an instant falls into. Weeks begin on Monday (ISO 8601). A day begins where its date begins: at the first instant of the date where
 * daylight saving skips midnight, so days have 23 to 25 hours. Throws a RangeError for a zone that is not known.
 */
export function windowAt(kind: WindowKind, instant: number, zone: string): Window {
  if (kind === 'total') return ALL_TIME;
  const date = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate();
  const first = firstDate(kind, date);
  const next = first.add(LENGTH[kind]);
  return { from: startOf(first, zone), until: startOf(next, zone) };
}

/** Throws a RangeError for a zone that is not known. */
export function assertTimeZone(zone: string): void {
  new Intl.DateTimeFormat('en', { timeZone: zone });
}

/** The date at an instant, as `2026-11-24`. */
export function dateAt(instant: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}

const LENGTH = { day: { days: 1 }, week: { weeks: 1 }, month: { months: 1 } } as const;

function firstDate(kind: Exclude<WindowKind, 'total'>, date: Temporal.PlainDate): Temporal.PlainDate {
  switch (kind) {
    case 'day':
      return date;
    case 'week':
      return date.subtract({ days: date.dayOfWeek - 1 });
    case 'month':
      return date.with({ day: 1 });
  }
}

function startOf(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime(zone).epochMilliseconds;
}

/** The same for one zone, remembering what it was asked lately: reckoning a window costs as much as writing a row of the ledger. */
export function windowsIn(zone: string): (kind: WindowKind, instant: number) => Window {
  const lately: Record<WindowKind, Window[]> = { day: [], week: [], month: [], total: [ALL_TIME] };
  return (kind, instant) => {
    const known = lately[kind].find(window => instant >= window.from && (window.until === undefined || instant < window.until));
    if (known) return known;
    const window = windowAt(kind, instant, zone);
    // The newest first; a clock that goes back and forth over midnight needs two.
    lately[kind] = [window, ...lately[kind].slice(0, 3)];
    return window;
  };
}
