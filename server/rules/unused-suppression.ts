import { distance } from 'fastest-levenshtein';
import type { Module, Span } from '../ir/nodes.ts';
import { lineEnd, lineStart } from './edits/lexemes.ts';
import type { Edit, Finding, Fix, Rule } from './rule.ts';
import type { Malformed, NamedRule, Suppression } from './suppressions.ts';

/** Its findings come from `unusedSuppressions`, once all other rules have spoken. */
export const unusedSuppression: Rule = {
  id: 'unused-suppression',
  title: 'A farthing- comment that silences nothing, has expired or cannot be understood',
  severity: 'warn',
  category: 'housekeeping',
  why: `A comment that silences nothing today will silence the next finding on its line, unread: the prompt is repaired, the comment stays, and a year
later it hides a new mistake. The same goes for one whose \`until\` date has passed (it stops working by itself) and for one that names no rule there is.`,
  whenNot: 'When a file is linted under several configurations, of which only one has the rule that the comment names.',
  fixable: 'safe',
  examples: [
    {
      language: 'python',
      bad: `from openai import OpenAI

client = OpenAI()
# farthing-ignore oversized-retrieval-k: looked at in March
# ^ unused-suppression
client.chat.completions.create(model="gpt-6-luna", max_completion_tokens=300, messages=[{"role": "user", "content": "Hi"}])
`,
      good: `from openai import OpenAI

client = OpenAI()
client.chat.completions.create(model="gpt-6-luna", max_completion_tokens=300, messages=[{"role": "user", "content": "Hi"}])
`,
    },
    {
      language: 'typescript',
      bad: `import OpenAI from 'openai';

const client = new OpenAI();
// farthing-ignore oversized-retrieval-k: looked at in March
// ^ unused-suppression
await client.chat.completions.create({ model: 'gpt-6-luna', max_completion_tokens: 300, messages: [{ role: 'user', content: 'Hi' }] });
`,
      good: `import OpenAI from 'openai';

const client = new OpenAI();
await client.chat.completions.create({ model: 'gpt-6-luna', max_completion_tokens: 300, messages: [{ role: 'user', content: 'Hi' }] });
`,
    },
  ],
  check: () => [],
};

interface SuppressionUse {
  readonly suppressions: readonly Suppression[];
  readonly malformed: readonly Malformed[];
  /** Rules that each suppression silenced. */
  readonly used: ReadonlyMap<Suppression, ReadonlySet<string>>;
  /** Ids of all rules, and of those that ran. */
  readonly known: readonly string[];
  readonly enabled: readonly string[];
  readonly requireReason: boolean;
}

export function unusedSuppressions(use: SuppressionUse, module: Pick<Module, 'path' | 'text'>, today: string): Finding[] {
  const report = (span: Span, message: string, fix?: Fix): Finding => {
    return { rule: unusedSuppression.id, severity: unusedSuppression.severity, path: module.path, span, message, ...(fix ? { fix } : {}) };
  };
  const findings = use.malformed.map(({ span, message }) => report(span, message));
  for (const suppression of use.suppressions) {
    const removal = removalOf(suppression, module);
    if (suppression.until !== undefined && suppression.until < today.slice(0, 10)) {
      findings.push(report(suppression.span, `silences nothing since ${suppression.until}, the date it was good until`, removal));
      continue;
    }
    if (use.requireReason && suppression.reason === undefined) {
      findings.push(report(suppression.span, 'silences nothing without a reason: write one after a colon, farthing-ignore RULE: reason'));
      continue;
    }
    const used = use.used.get(suppression) ?? new Set();
    if (suppression.rules.length === 0) {
      if (used.size === 0) findings.push(report(suppression.span, 'silences nothing: no rule finds anything here', removal));
      continue;
    }
    const idle = suppression.rules.filter(rule => !used.has(rule.id) && rule.id !== unusedSuppression.id);
    for (const rule of idle) {
      const known = use.known.includes(rule.id);
      if (known && !use.enabled.includes(rule.id)) continue;
      const near = known ? undefined : nearest(rule.id, use.known);
      const message = known
        ? `silences nothing: ${rule.id} finds nothing here`
        : `silences nothing: there is no rule ${rule.id}${near ? `, did you mean ${near}` : ''}`;
      const rename: Fix | undefined =
        near === undefined ? undefined : { title: `Write ${near}`, safety: 'safe', edits: [{ span: rule.span, text: near }] };
      findings.push(report(rule.span, message, rename ?? withoutRule(suppression, rule, idle, module)));
    }
  }
  return findings;
}

function nearest(id: string, known: readonly string[]): string | undefined {
  const [best] = known.map(candidate => ({ candidate, far: distance(id, candidate) })).sort((a, b) => a.far - b.far);
  return best && best.far <= Math.max(2, id.length / 4) ? best.candidate : undefined;
}

/** The whole comment when none of its rules is left, else the one id with its comma. */
function withoutRule(
  suppression: Suppression,
  rule: NamedRule,
  idle: readonly NamedRule[],
  module: Pick<Module, 'path' | 'text'>,
): Fix | undefined {
  if (idle.length === suppression.rules.length) return removalOf(suppression, module);
  const index = suppression.rules.indexOf(rule);
  const next = suppression.rules[index + 1];
  const before = suppression.rules[index - 1];
  const span = next ? { start: rule.span.start, end: next.span.start } : { start: before?.span.end ?? rule.span.start, end: rule.span.end };
  return { title: `Remove ${rule.id} from the comment`, safety: 'safe', edits: [{ span, text: '' }] };
}

/** Start and end of a block are two comments in two places: no fix takes one away without the other. */
function removalOf(suppression: Suppression, module: Pick<Module, 'path' | 'text'>): Fix | undefined {
  if (suppression.form === 'block') return undefined;
  return { title: 'Remove the comment', safety: 'safe', edits: [removedComment(module, suppression.span)] };
}

/** With its line when it stands alone; in a notebook the line stays, since the line break may be the one between two cells. */
function removedComment({ path, text }: Pick<Module, 'path' | 'text'>, span: Span): Edit {
  const start = lineStart(text, span.start);
  const end = lineEnd(text, span.end);
  const before = text.slice(start, span.start);
  if (before.trim() === '' && text.slice(span.end, end).trim() === '') {
    const next = text.indexOf('\n', end) + 1;
    return { span: { start, end: path.endsWith('.ipynb') || next === 0 ? end : next }, text: '' };
  }
  return { span: { start: start + before.trimEnd().length, end: span.end }, text: '' };
}
