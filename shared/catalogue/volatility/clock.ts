/** Clocks, and how their readings are cut down to a date. */
import type { VolatilitySource } from './source.ts';

export const clocks: readonly VolatilitySource[] = [
  {
    names: [
      'datetime.datetime.now',
      'datetime.datetime.utcnow',
      'datetime.datetime.today',
      'datetime.now',
      'datetime.utcnow',
      'django.utils.timezone.now',
      'django.utils.timezone.localtime',
      'pandas.Timestamp.now',
      'pandas.Timestamp.utcnow',
      'pandas.Timestamp.today',
      'pandas.to_datetime.now',
      'pendulum.now',
      'arrow.now',
      'arrow.utcnow',
      'whenever.Instant.now',
      'whenever.ZonedDateTime.now',
      'time.time',
      'time.time_ns',
      'time.monotonic',
      'time.perf_counter',
      'luxon.DateTime.now',
      'luxon.DateTime.local',
      'luxon.DateTime.utc',
      'Date.now',
      'performance.now',
      'Temporal.Now.instant',
      'Temporal.Now.zonedDateTimeISO',
      'Temporal.Now.plainDateTimeISO',
      'Temporal.Now.plainTimeISO',
    ],
    volatility: 'per-request',
    reason: 'the clock, to the second or finer',
    clock: true,
  },
  {
    names: [
      'Date',
      'dayjs',
      'dayjs.default',
      'dayjs.utc',
      'dayjs.default.utc',
      'dayjs.tz',
      'moment',
      'moment.default',
      'moment.utc',
      'moment.default.utc',
      'moment-timezone',
      'moment-timezone.default',
      'moment-timezone.tz',
      'moment-timezone.default.tz',
      'time.localtime',
      'time.gmtime',
      'time.ctime',
      'time.asctime',
    ],
    volatility: 'per-request',
    reason: 'the clock, to the second or finer',
    clock: true,
    withoutArguments: true,
  },
  {
    // With one argument, the format: `time.strftime('%Y-%m-%d')` reads the clock. `dateFormats` says what the format keeps.
    names: ['time.strftime'],
    volatility: 'per-request',
    reason: 'the clock, as its format shows it',
    clock: true,
  },
  {
    names: [
      'datetime.date.today',
      'pendulum.today',
      'pendulum.tomorrow',
      'pendulum.yesterday',
      'arrow.now.date',
      'Temporal.Now.plainDateISO',
    ],
    volatility: 'per-day',
    reason: "today's date",
    clock: true,
  },
];

/** Members that leave only the date, or less, of a reading of the clock. */
export const dateMembers: ReadonlySet<string> = new Set([
  'date',
  'today',
  'year',
  'month',
  'day',
  'weekday',
  'isoweekday',
  'isocalendar',
  'toordinal',
  'to_date_string',
  'to_formatted_date_string',
  'toDateString',
  'toLocaleDateString',
  'toISODate',
  'getFullYear',
  'getUTCFullYear',
  'getMonth',
  'getUTCMonth',
  'getDate',
  'getUTCDate',
  'getDay',
  'getUTCDay',
  'toPlainDate',
  'startOf',
]);

/** How a format string is spelled: C's strftime, Moment's letters, or Unicode's (date-fns, Luxon). */
export type FormatStyle = 'strftime' | 'moment' | 'unicode' | 'options';

/**
 * Where a reading of the clock is formatted, and which argument is the format. `member`: a method of the reading; `name`: a function with the
 * reading among its arguments. 'options': an object of `Intl.DateTimeFormat` options; without it date and time are both written.
 */
export interface DateFormat {
  readonly member?: string;
  readonly name?: string;
  readonly format: number;
  readonly style: FormatStyle;
}

export const dateFormats: readonly DateFormat[] = [
  { member: 'strftime', format: 0, style: 'strftime' },
  { member: '__format__', format: 0, style: 'strftime' },
  { name: 'time.strftime', format: 0, style: 'strftime' },
  { name: 'datetime.datetime.strftime', format: 1, style: 'strftime' },
  { member: 'format', format: 0, style: 'moment' },
  { member: 'toFormat', format: 0, style: 'unicode' },
  { name: 'date-fns.format', format: 1, style: 'unicode' },
  { name: 'date-fns.formatDate', format: 1, style: 'unicode' },
  { name: 'date-fns-tz.format', format: 1, style: 'unicode' },
  { name: 'date-fns-tz.formatInTimeZone', format: 2, style: 'unicode' },
  { member: 'toLocaleString', format: 1, style: 'options' },
];

/** Keys of `Intl.DateTimeFormat` options that show the time of day. */
export const timeOptions: ReadonlySet<string> = new Set([
  'hour',
  'minute',
  'second',
  'fractionalSecondDigits',
  'dayPeriod',
  'timeStyle',
  'hour12',
  'hourCycle',
]);

/** Text operations that cut an ISO timestamp down to its date: `.slice(0, 10)`, `[:10]`, `.split('T')[0]`. */
export const dateCuts = {
  slices: { members: new Set(['slice', 'substring', 'substr']), end: 10 },
  splits: { members: new Set(['split', 'partition']), separators: new Set(['T', ' ']), index: 0 },
} as const;

const timeLetters: Readonly<Record<Exclude<FormatStyle, 'options'>, RegExp>> = {
  strftime: /%[-_0^#EO]?[HIklMSfpPsTRrXcL]/,
  moment: /[HhkmsSAaxX]|LTS?|LLL|lll/,
  unicode: /[abBhHkKmsSTtpfFxX]/,
};

const quoted: Readonly<Record<Exclude<FormatStyle, 'options'>, RegExp>> = {
  strftime: /%%/g,
  moment: /\[[^\]]*\]/g,
  unicode: /'[^']*'/g,
};

/** Whether a date format shows no time of day. */
export function showsOnlyDate(format: string, style: Exclude<FormatStyle, 'options'>): boolean {
  return !timeLetters[style].test(format.replace(quoted[style], ''));
}
