/** `farthing report --json`: the contract that scripts read. Costs are null where none is known. */

import { type NanoDollars, toDollars } from '../../../shared/money/nanoDollars.ts';
import type { SiteObservation } from '../../../shared/runtime/attribution/siteObservation.ts';
import type { Attempt } from '../../../shared/runtime/ledger/attempt.ts';
import type { Figures, ReportRow } from '../../../shared/runtime/ledger/report.ts';
import { hasCost, isRequest, type LedgerReport, siteOf } from '../ledgerReport.ts';
import type { SiteDetail } from '../siteReport.ts';

export function reportJson(report: LedgerReport): string {
  const { by, rows, totals, asked, timeZone } = report;
  const period = {
    since: asked.since === undefined ? null : new Date(asked.since).toISOString(),
    until: asked.until === undefined ? null : new Date(asked.until).toISOString(),
  };
  return `${JSON.stringify({ version: 1, by, ...period, timeZone, rows: rows.map(row => ({ ...rowJson(row), ...siteJson(siteOf(row, report)) })), totals: withHeld(totals) })}\n`;
}

function rowJson(row: ReportRow): object {
  const shown = isRequest(row) ? { request: row.request, state: row.state, ...attemptJson(row.attempt), ...withoutAttempt(row) } : row;
  return { ...withHeld(shown), ...(hasCost(row) ? {} : { costUsd: null, costNanos: null }) };
}

function withoutAttempt({ attempt: _, ...figures }: ReportRow & { readonly attempt: Attempt }): object {
  return figures;
}

const withHeld = <T extends Pick<Figures, 'heldNanos'> | object>(figures: T): T & { readonly heldUsd?: number } =>
  'heldNanos' in figures ? { ...figures, heldUsd: toDollars(figures.heldNanos) } : figures;

/** One attempt, flat, so that it reads as a row. */
export function attemptJson({
  operation,
  attempt,
  startedAt,
  dialect,
  upstream,
  kind,
  endpoint,
  model,
  stream,
  identity,
  end,
}: Attempt): object {
  const { user, team, project, key, tags, branch, site } = identity;
  return {
    operation,
    attempt,
    startedAt: new Date(startedAt).toISOString(),
    ...(end ? { endedAt: new Date(end.endedAt).toISOString() } : {}),
    dialect,
    upstream,
    kind,
    endpoint,
    model: model ?? null,
    stream,
    user: user ?? null,
    team: team ?? null,
    project: project ?? null,
    branch: branch ?? null,
    site: site ?? null,
    key,
    tags,
    ...(end
      ? {
          status: end.status ?? null,
          answeredBy: end.answeredBy ?? null,
          confidence: end.confidence,
          priceVersion: end.priceVersion ?? null,
          cacheVerdict: end.cache,
          firstByteMs: end.firstByteMs ?? null,
          usage: end.usage ?? null,
          notes: end.notes,
        }
      : {}),
  };
}

/** Money in dollars, as an estimate has it; tokens and times as they were seen. */
function siteJson(detail: SiteDetail | undefined): object {
  if (!detail) return {};
  const { place, seen, confidence, ratio, cacheLife } = detail;
  const estimate = place?.estimate;
  return {
    workspace: place?.workspace ?? null,
    path: place?.path ?? null,
    line: place?.line ?? null,
    ...(place?.cell === undefined ? {} : { cell: place.cell }),
    symbol: place?.symbol ?? null,
    confidence: confidence ?? null,
    estimate: estimate ? dollarsOf({ low: estimate.low, expected: estimate.expected, high: estimate.high }) : null,
    seen: seen ? seenJson(seen) : null,
    ratio: ratio ?? null,
    cacheLife: cacheLife
      ? { tooLate: cacheLife.tooLate, fiveMinutesUsd: toDollars(cacheLife.fiveMinutes), oneHourUsd: toDollars(cacheLife.oneHour) }
      : null,
  };
}

function seenJson({ calls, fromCache, since, until, cost, tokens, promptCache, gaps, confidences }: SiteObservation): object {
  return {
    calls,
    fromCache,
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    cost: cost ? { calls: cost.calls, ...dollarsOf({ mean: cost.mean, p50: cost.p50, p95: cost.p95 }) } : null,
    tokens: tokens ?? null,
    promptCache,
    gaps: gaps ?? null,
    confidences,
  };
}

function dollarsOf(amounts: { readonly [name: string]: NanoDollars }): object {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, toDollars(amount)]));
}
