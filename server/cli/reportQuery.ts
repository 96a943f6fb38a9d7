/** What the flags of `farthing report` ask the ledger. */
import type { ReportFilter, ReportKey, ReportQuery } from '../../shared/runtime/ledger/report.ts';
import { PERIOD_EXAMPLES, type PeriodContext, sinceOf, untilOf } from './period.ts';

export interface ReportFlags extends Omit<ReportFilter, 'since' | 'until' | 'tags'> {
  readonly home?: string;
  readonly by: ReportKey;
  readonly since?: string;
  readonly until?: string;
  /** `name=value`: attempts with this tag. `name`, with `--by tag`: a row for each value of it. */
  readonly tag?: readonly string[];
  readonly top?: number;
  readonly format?: 'table' | 'json' | 'csv';
  readonly json?: boolean;
  readonly outputFile?: string;
}

/** Requests that a table shows where nothing is said: the latest. */
const LATEST = 20;

/** A sentence when something cannot be understood. */
export function askedBy(flags: ReportFlags, context: PeriodContext, forPeople: boolean): ReportQuery | string {
  const { by, user, team, project, model, site, upstream } = flags;
  const since = flags.since === undefined ? undefined : sinceOf(flags.since, context);
  const until = flags.until === undefined ? undefined : untilOf(flags.until, context);
  if (flags.since !== undefined && since === undefined) return notAPeriod('--since', flags.since);
  if (flags.until !== undefined && until === undefined) return notAPeriod('--until', flags.until);
  const written = flags.tag ?? [];
  const named = written.filter(tag => !tag.includes('='));
  if (named.length > 1) return 'rows can be made for one tag at a time';
  if (named.length === 1 && by !== 'tag') return `--tag ${named[0]} goes with --by tag; attempts are chosen by --tag ${named[0]}=VALUE`;
  const tags = Object.fromEntries(written.filter(tag => tag.includes('=')).map(tag => pairOf(tag)));
  const top = flags.top ?? (forPeople && by === 'request' ? LATEST : undefined);
  return {
    by,
    ...defined({ since, until, user, team, project, model, site, upstream, top, tag: named[0] }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
  };
}

function pairOf(tag: string): [name: string, value: string] {
  const [name = '', ...value] = tag.split('=');
  return [name, value.join('=')];
}

const notAPeriod = (option: string, written: string): string => `${option} ${written} is no point in time; write ${PERIOD_EXAMPLES}`;

function defined<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
