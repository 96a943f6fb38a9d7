import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportDefinitions } from '../../../server/cli/commands/export.ts';
import { cloudWatchTemplate } from '../../../server/cli/exports/cloudWatchTemplate.ts';
import { grafanaDashboard } from '../../../server/cli/exports/grafanaDashboard.ts';
import { METRIC } from '../../../shared/runtime/telemetry/names.ts';
import { temporaryTree } from '../../temporaryTree.ts';

describe('farthing export', () => {
  it('prints a CloudFormation template with an alarm, a dashboard and the three queries', () => {
    const file = join(temporaryTree({}), 'template.json');
    assert.equal(exportDefinitions('cloudwatch', { dailyUsd: 25, namespace: 'Our/Costs', outputFile: file }), 0);
    const { Resources, Parameters } = JSON.parse(readFileSync(file, 'utf8'));
    assert.equal(Parameters.DailyUsd.Default, 25);
    assert.equal(Resources.DailyCost.Properties.Namespace, 'Our/Costs');
    const { widgets } = JSON.parse(Resources.Dashboard.Properties.DashboardBody['Fn::Sub']);
    assert.equal(widgets.length, 4);
    assert.match(JSON.stringify(widgets), /Our\/Costs.*LLMCost.*TokenUsage.*CacheHitRate/);
    const queries = Object.values(Resources as Record<string, { Type: string; Properties: { QueryString: string } }>).filter(
      ({ Type }) => Type === 'AWS::Logs::QueryDefinition',
    );
    assert.equal(queries.length, 3);
    for (const { Properties } of queries) assert.match(Properties.QueryString, /^filter type = "call"/);
  });

  it('asks CloudWatch only for the dimensions that are told', () => {
    const text = JSON.stringify(cloudWatchTemplate({}));
    for (const dimensions of ['Model,Team,RequestType', 'Model,TokenType', 'Model}']) assert.ok(text.includes(dimensions), dimensions);
  });

  it('prints a Grafana dashboard that asks Prometheus only for metrics that are told', () => {
    const { panels } = grafanaDashboard() as { panels: { targets: { expr: string }[] }[] };
    const known = Object.values(METRIC).map(name => name.replaceAll('.', '_'));
    for (const { targets } of panels) {
      for (const { expr } of targets) {
        for (const [name] of expr.matchAll(/\b(farthing|gen_ai_client)_\w+/g)) {
          assert.ok(
            known.some(one => name.replace(/_(total|sum|bucket|count)$/, '') === one),
            name,
          );
        }
      }
    }
  });
});
