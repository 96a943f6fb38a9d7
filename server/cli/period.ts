/** `--since` and `--until`: days in the zone of the ledger, or how long ago. */
import { Temporal } from 'temporal-polyfill';
import { windowAt } from '../../shared/runtime/budget/window.ts';

const MILLISECONDS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

export interface PeriodContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** IANA name. */
  readonly zone: string;
}

/** First instant of what was written; undefined when it cannot be understood. */
export function sinceOf(written: string, { now, zone }: PeriodContext): number | undefined {
  return agoOf(written, now) ?? calendarOf(written, { now, zone })?.from ?? instantOf(written);
}

/** First instant after what was written: a day is meant to its end. */
export function untilOf(written: string, { now, zone }: PeriodContext): number | undefined {
  return agoOf(written, now) ?? calendarOf(written, { now, zone })?.until ?? instantOf(written);
}

export const PERIOD_EXAMPLES = '2026-11-24, today, yesterday, week, month, 24h, 7d, or an instant such as 2026-11-24T09:00Z';

/** `90m`, `24h`, `7d`, `2w` before now. */
function agoOf(written: string, now: number): number | undefined {
  const [, count, unit] = /^(\d{1,5})([mhdw])$/.exec(written) ?? [];
  return count === undefined ? undefined : now - Number(count) * MILLISECONDS[unit as keyof typeof MILLISECONDS];
}

function calendarOf(written: string, { now, zone }: PeriodContext): { readonly from: number; readonly until?: number } | undefined {
  switch (written) {
    case 'today':
      return windowAt('day', now, zone);
    case 'yesterday':
      return windowAt('day', windowAt('day', now, zone).from - 1, zone);
    case 'week':
    case 'month':
      return windowAt(written, now, zone);
    default:
      return dayOf(written, zone);
  }
}

function dayOf(written: string, zone: string): { readonly from: number; readonly until?: number } | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) return undefined;
  try {
    return windowAt('day', Temporal.PlainDate.from(written).toZonedDateTime(zone).epochMilliseconds, zone);
  } catch {
    // 2026-02-30 is no day.
    return undefined;
  }
}

/** With its offset from UTC: `2026-11-24T09:00Z`. */
function instantOf(written: string): number | undefined {
  try {
    return Temporal.Instant.from(written).epochMilliseconds;
  } catch {
    return undefined;
  }
}
