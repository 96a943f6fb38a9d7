import assert from 'node:assert/strict';
import { configTable } from '../../../scripts/docs/configTable.ts';
import { ruleTable } from '../../../scripts/docs/ruleTable.ts';
import { sdkTable } from '../../../scripts/docs/sdkTable.ts';
import { rules } from '../../../server/rules/index.ts';
import { catalogue } from '../../../shared/catalogue/index.ts';

const rowsOf = (table: string) => table.split('\n').slice(2);

describe('tables of the documentation', () => {
  it('have a row for each rule, linked to its page', () => {
    const rows = rowsOf(ruleTable(rules, 'docs/rules'));
    for (const [index, { id, title }] of rules.entries()) {
      assert.ok(rows[index]?.startsWith(`| [\`${id}\`](docs/rules/${id}.md) | ${title} |`), rows[index]);
    }
    assert.equal(rows.length, rules.length);
  });

  it('have a row for each SDK', () => {
    const rows = rowsOf(sdkTable(catalogue));
    assert.equal(rows.length, catalogue.length);
    for (const { title } of catalogue)
      assert.ok(
        rows.some(row => row.startsWith(`| ${title} |`)),
        title,
      );
  });

  it('show nested keys of the configuration by their path, with defaults', () => {
    const table = configTable({
      properties: {
        rules: { description: 'Severities.', properties: { 'a-rule': {} } },
        options: { description: 'Limits.', properties: { maxRetrievalK: { description: 'Documents.', default: 10 } } },
        failOn: { description: 'Least severity.', default: 'warn' },
      },
    });
    assert.deepEqual(rowsOf(table), [
      '| `rules` | Severities. |  |',
      '| `options` | Limits. |  |',
      '| `options.maxRetrievalK` | Documents. | `10` |',
      '| `failOn` | Least severity. | `"warn"` |',
    ]);
  });

  it('have no cell that breaks the table', () => {
    const cells = (row: string) => row.replace(/`[^`]*`/g, '').split('|').length;
    for (const table of [ruleTable(rules, '.'), sdkTable(catalogue)]) {
      const [head, ...rows] = table.split('\n');
      for (const row of rows) assert.equal(cells(row), cells(head ?? ''), row);
    }
  });
});
