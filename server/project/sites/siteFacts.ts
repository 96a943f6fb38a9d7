/** The call sites of analysed files, as the runtime wants them told. */
import type { SiteFacts } from '../../../shared/protocol/sites.ts';
import type { CallReport, FileReport } from '../report.ts';

/** `reportOf`: of another file of the project, for the calls inside its wrappers. */
export function siteFacts({ calls }: FileReport, reportOf: (path: string) => FileReport | undefined): readonly SiteFacts[] {
  return calls.flatMap(call => {
    const { fingerprint, contract, request } = call;
    if (!fingerprint) return [];
    const { id, line, endLine, cell, symbol } = contract;
    const wraps = insideOf(call, reportOf);
    return [
      {
        place: {
          id,
          line,
          endLine,
          ...(cell !== undefined && { cell }),
          ...(symbol !== undefined && { symbol }),
          ...(request && { estimate: request }),
        },
        fingerprint,
        ...(wraps.length > 0 && { wraps }),
      },
    ];
  });
}

function insideOf({ via = [] }: CallReport, reportOf: (path: string) => FileReport | undefined): readonly string[] {
  return via.flatMap(({ path, span }) => {
    const inner = reportOf(path)?.calls.find(call => call.span.start === span.start && call.span.end === span.end);
    return inner?.contract.id ?? [];
  });
}
