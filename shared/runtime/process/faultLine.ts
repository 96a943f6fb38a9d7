/**
 * A fault of ours as a line of the log: what kind it is and where it happened. Not its message: those of parsers quote what they were given, which is the
 * user's.
 */
export function faultLine(fault: unknown): string {
  if (!(fault instanceof Error)) return `internal error, please report it: a ${typeof fault} was thrown`;
  const frames = (fault.stack ?? '').split('\n').filter(line => /^\s+at /.test(line));
  return `internal error, please report it: ${fault.name}${frames.map(frame => ` | ${frame.trim()}`).join('')}`;
}
