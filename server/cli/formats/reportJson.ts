/** `farthing report --json`: the contract that scripts read. Costs are null where none is known. */

import { toDollars } from '../../../shared/money/nanoDollars.ts';
import type { Attempt } from '../../../shared/runtime/ledger/attempt.ts';
import type { Figures, ReportRow } from '../../../shared/runtime/ledger/report.ts';
import { hasCost, isRequest, type LedgerReport } from '../ledgerReport.ts';

export function reportJson({ by, rows, totals, asked, timeZone }: LedgerReport): string {
  const period = {
    since: asked.since === undefined ? null : new Date(asked.since).toISOString(),
    until: asked.until === undefined ? null : new Date(asked.until).toISOString(),
  };
  return `${JSON.stringify({ version: 1, by, ...period, timeZone, rows: rows.map(rowJson), totals: withHeld(totals) })}\n`;
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
