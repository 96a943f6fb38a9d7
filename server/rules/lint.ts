/** Rules over the calls of one file: findings graded as configured, silenced where a comment says so, sorted, each said once. */

import type { CallSite } from '../calls/callSite.ts';
import type { Module, Span } from '../ir/nodes.ts';
import type { Finding, Rule, RuleContext, Severity } from './rule.ts';
import { readSuppressions, type Suppression, silences } from './suppressions.ts';
import { unusedSuppression, unusedSuppressions } from './unused-suppression.ts';

export interface LintInput {
  readonly module: Pick<Module, 'path' | 'text' | 'comments'>;
  readonly calls: readonly CallSite[];
  readonly rules: readonly Rule[];
  readonly context: RuleContext;
  /** What the user sets; a rule not named keeps its own severity. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  /** A suppression without a reason silences nothing. */
  readonly requireReason: boolean;
}

interface Suppressed {
  readonly finding: Finding;
  readonly by: Suppression;
}

export interface LintResult {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
}

const RANK: Readonly<Record<Severity, number>> = { info: 0, warn: 1, error: 2 };

export function lint(input: LintInput): LintResult {
  const { module, calls, context, severities } = input;
  const enabled = input.rules.filter(rule => severities[rule.id] !== 'off');
  const paid = calls.filter(call => !call.free);
  const found = enabled.flatMap(rule => paid.flatMap(call => rule.check(call, context).map(finding => graded(finding, rule, severities))));
  const { suppressions, malformed } = readSuppressions(module.text, module.comments);
  const active = suppressions.filter(one => !hasExpired(one, context.today) && (!input.requireReason || one.reason !== undefined));
  const spans = new Map(paid.map(call => [call.id, call.span]));

  const findings: Finding[] = [];
  const suppressed: Suppressed[] = [];
  const used = new Map<Suppression, Set<string>>();
  for (const finding of onceEach(found)) {
    const by = active.filter(one => silences(one, finding, anchors(finding, spans)));
    for (const one of by) used.set(one, (used.get(one) ?? new Set()).add(finding.rule));
    if (by[0]) suppressed.push({ finding, by: by[0] });
    else findings.push(finding);
  }
  if (enabled.includes(unusedSuppression)) {
    const known = input.rules.map(rule => rule.id);
    const state = { suppressions, malformed, used, known, enabled: enabled.map(rule => rule.id), requireReason: input.requireReason };
    for (const finding of unusedSuppressions(state, module, context.today)) {
      const by = active.find(one => one.rules.some(rule => rule.id === finding.rule) && silences(one, finding, [finding.span]));
      if (by) suppressed.push({ finding, by });
      else findings.push(graded(finding, unusedSuppression, severities));
    }
  }
  return { findings: findings.sort(inOrder), suppressed: suppressed.sort((a, b) => inOrder(a.finding, b.finding)) };
}

/** A configured severity takes the place of the rule's own; what the rule itself grades lower stays lower. */
function graded(finding: Finding, rule: Rule, severities: LintInput['severities']): Finding {
  const configured = severities[rule.id];
  if (configured === undefined || configured === 'off') return finding;
  const lower = RANK[finding.severity] < RANK[rule.severity];
  return { ...finding, severity: lower && RANK[configured] > RANK[finding.severity] ? finding.severity : configured };
}

/** One finding per rule and span: the gravest, naming the other calls it stands for. */
function onceEach(findings: readonly Finding[]): Finding[] {
  const kept = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.rule} ${finding.span.start} ${finding.span.end}`;
    const other = kept.get(key);
    if (!other) kept.set(key, finding);
    else {
      const [main, rest] = RANK[finding.severity] > RANK[other.severity] ? [finding, other] : [other, finding];
      const calls = [...(main.alsoCalls ?? []), ...(rest.call ? [rest.call] : []), ...(rest.alsoCalls ?? [])];
      kept.set(key, { ...main, alsoCalls: [...new Set(calls)].filter(id => id !== main.call) });
    }
  }
  return [...kept.values()];
}

function anchors(finding: Finding, calls: ReadonlyMap<CallSite['id'], Span>): Span[] {
  const ids = [...(finding.call ? [finding.call] : []), ...(finding.alsoCalls ?? [])];
  return [finding.span, ...(finding.alsoAt ?? []), ...ids.flatMap(id => calls.get(id) ?? [])];
}

function hasExpired(suppression: Suppression, today: string): boolean {
  return suppression.until !== undefined && suppression.until < today.slice(0, 10);
}

function inOrder(a: Finding, b: Finding): number {
  return a.span.start - b.span.start || a.span.end - b.span.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}
