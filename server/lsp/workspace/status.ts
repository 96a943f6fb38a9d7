/** What the server tells about itself. */
import { DEFAULT_OPTIONS } from '../../../shared/config/defaults.ts';
import type { Status } from '../../../shared/protocol/status.ts';
import { totalsOf } from '../../estimate/totals.ts';
import { baseName } from '../../project/folders.ts';
import type { CallReport } from '../../project/report.ts';
import type { Workspace } from './workspace.ts';

export function statusOf(
  workspace: Workspace,
  state: Status['state'],
  failures: readonly string[],
  uriOf: (path: string) => string,
): Status {
  const reports = [...workspace.results].flatMap(([path, { report }]) => (report ? [{ path, report }] : []));
  const totals = totalsOf(reports.flatMap(({ path, report }) => report.calls.map(call => priced(path, call))));
  const [slowest] = [...workspace.durations].sort(([, a], [, b]) => b - a);
  const project = [...workspace.rooms].find(room => room.project)?.project;
  const configErrors = [...workspace.rooms].flatMap(room => room.project?.configErrors ?? []);
  return {
    state,
    calls: totals.calls,
    unpriced: totals.unknown,
    perMonth: totals.perMonth.expected,
    callsPerMonth: project?.settingsOf(`${project.root}/.`).options.callsPerMonth ?? DEFAULT_OPTIONS.callsPerMonth,
    findings: reports.reduce((sum, { report }) => sum + report.findings.length, 0),
    ...(slowest && { slowest: { uri: uriOf(slowest[0]), milliseconds: slowest[1] } }),
    problems: [
      ...failures,
      ...configErrors.map(({ path, line, message }) => `${baseName(path)}${line === undefined ? '' : `:${line}`}: ${message}`),
      ...reports.flatMap(({ path, report }) => report.problems.map(problem => `${baseName(path)}: ${problem}`)),
    ],
  };
}

function priced(path: string, { contract, span, wraps, cost }: CallReport) {
  const estimate = cost ? ({ known: true, ...cost } as const) : ({ known: false } as const);
  return { call: { path, span, kind: contract.kind, wraps }, estimate };
}
