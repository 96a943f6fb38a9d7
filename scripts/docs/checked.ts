import { checkReport } from '../../server/cli/checkReport.ts';
import { pretty } from '../../server/cli/formats/pretty.ts';
import { createSourceLines } from '../../server/cli/sourceLines.ts';
import { describeTerminal } from '../../server/cli/terminal.ts';
import { analyse } from '../../server/project/analyse.ts';

/** What `farthing check PATH` printed on the given day, in 80 columns without colours. */
export async function checked(root: string, path: string, today: string): Promise<string> {
  const analysis = await analyse([path], { cwd: root, today });
  const report = checkReport(analysis, { cwd: root, quiet: false });
  return pretty(report, { terminal: describeTerminal({}, false), lines: createSourceLines(new Map()), cwd: root, quiet: false });
}
