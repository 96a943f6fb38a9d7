import type { Rule } from '../../server/rules/rule.ts';

const fixes: Readonly<Record<Rule['fixable'], string>> = {
  safe: 'with `--fix`',
  suggestion: 'with `--fix-suggestions`',
  dangerous: 'by hand, the edit is shown',
  no: '',
};

/** The rules as a Markdown table, each linked to its page in `folder`. */
export function ruleTable(rules: readonly Rule[], folder: string): string {
  const rows = rules.map(
    ({ id, title, severity, fixable }) => `| [\`${id}\`](${folder}/${id}.md) | ${title} | ${severity} | ${fixes[fixable]} |`,
  );
  return ['| rule | finds | severity | fixed |', '|---|---|---|---|', ...rows].join('\n');
}
