/** Tables of code and what a rule says about it, through the whole engine with the prices of `context.ts`. */
import assert from 'node:assert/strict';
import type { Estimate } from '../../../server/estimate/estimate.ts';
import type { Language } from '../../../server/ir/nodes.ts';
import { lookup } from './context.ts';
import { lintText, readyToLint } from './engine.ts';
import { edited } from './reading.ts';

export interface Case {
  readonly code: string;
  readonly language?: Language;
  /** `severity: message` of each finding of the rule, in order. */
  readonly says: readonly string[];
  /** What becomes of the lines that the first fix touches; absent when it is not looked at, 'nothing' when there is no fix. */
  readonly fixed?: string;
  readonly estimate?: Estimate;
  readonly others?: Readonly<Record<string, string>>;
}

/** One test a row, named by the sentence it proves; and for each fix, that the finding is gone after it. */
export function table(title: string, rule: string, cases: Readonly<Record<string, Case>>): void {
  describe(title, () => {
    before(readyToLint);
    for (const [name, row] of Object.entries(cases)) it(name, () => prove(rule, row));
  });
}

function prove(rule: string, { code, language = 'python', says, fixed, estimate, others }: Case): void {
  const lintAgain = (text: string) => {
    const { findings } = lintText(text, language, { lookup, ...(estimate ? { estimate } : {}), ...(others ? { others } : {}) });
    return findings.filter(finding => finding.rule === rule);
  };
  const findings = lintAgain(code);
  assert.deepEqual(
    findings.map(({ severity, message }) => `${severity}: ${message}`),
    says,
  );
  const fix = findings.find(finding => finding.fix)?.fix;
  if (!fix) {
    assert.ok(fixed === undefined || fixed === 'nothing', 'there is no fix');
    return;
  }
  const after = edited(code, language, fix.edits);
  if (fixed !== undefined) assert.equal(changedLines(code, after), fixed);
  assert.equal(lintAgain(after).length, findings.length - 1, `the finding is still there:\n${after}`);
}

/** Lines of the new text that the old one does not have, without their indent. */
function changedLines(before: string, after: string): string {
  const old = new Set(before.split('\n'));
  return after
    .split('\n')
    .filter(line => !old.has(line))
    .map(line => line.trim())
    .join('\n');
}
