/**
 * A CloudFormation template for what the runtime tells CloudWatch: an alarm on what a day costs, a dashboard, and Logs Insights queries for the three
 * questions that everybody asks. The queries read a log group with the lines of `farthing tail --json`.
 */
import { DEFAULT_RUNTIME } from '../../../shared/config/runtimeDefaults.ts';

export interface CloudWatchWish {
  readonly namespace?: string;
  /** Dollars a day. */
  readonly dailyUsd?: number;
  /** Name of the log group. */
  readonly logGroup?: string;
}

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;

/** A line is a call: `type`, `model`, `user`, `costUsd`, `cacheVerdict`, ... as `farthing tail --json` has them. */
const QUERIES = {
  CostPerModelPerDay: [
    'filter type = "call"',
    'stats sum(costUsd) as usd, count(*) as calls by model, bin(1d) as day',
    'sort day desc, usd desc',
  ],
  TopTenUsers: [
    'filter type = "call" and ispresent(user)',
    'stats sum(costUsd) as usd, count(*) as calls by user',
    'sort usd desc',
    'limit 10',
  ],
  CacheEffectiveness: [
    'filter type = "call" and cacheVerdict in ["hit", "semantic", "miss"]',
    'fields strcontains(cacheVerdict, "hit") + strcontains(cacheVerdict, "semantic") as answered',
    'stats sum(answered) / count(*) * 100 as hitPercent, sum(savedUsd) as savedUsd by bin(1h) as hour',
    'sort hour desc',
  ],
} as const;

export function cloudWatchTemplate({
  namespace = DEFAULT_RUNTIME.telemetry.cloudWatch.namespace,
  dailyUsd = 10,
  logGroup = 'farthing',
}: CloudWatchWish): object {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'What LLM calls cost, as Farthing tells CloudWatch: an alarm, a dashboard, and queries.',
    Parameters: {
      DailyUsd: { Type: 'Number', Default: dailyUsd, Description: 'Dollars a day that the alarm goes off above.' },
      Topic: { Type: 'String', Default: '', Description: 'ARN of the SNS topic that is told; empty: none.' },
    },
    Conditions: { HasTopic: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Topic' }, ''] }] } },
    Resources: {
      DailyCost: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmName: 'farthing-daily-cost',
          AlarmDescription: 'LLM calls have cost more than the limit within a day.',
          // The metric that has no dimensions is the sum over all.
          Namespace: namespace,
          MetricName: 'LLMCost',
          Statistic: 'Sum',
          Period: DAY_SECONDS,
          ComparisonOperator: 'GreaterThanThreshold',
          Threshold: { Ref: 'DailyUsd' },
          EvaluationPeriods: 1,
          TreatMissingData: 'notBreaching',
          AlarmActions: { 'Fn::If': ['HasTopic', [{ Ref: 'Topic' }], { Ref: 'AWS::NoValue' }] },
        },
      },
      Dashboard: {
        Type: 'AWS::CloudWatch::Dashboard',
        Properties: { DashboardName: 'farthing', DashboardBody: { 'Fn::Sub': JSON.stringify(dashboard(namespace)) } },
      },
      ...Object.fromEntries(Object.entries(QUERIES).map(([name, lines]) => [name, query(name, lines, logGroup)])),
    },
  };
}

function query(name: string, lines: readonly string[], logGroup: string): object {
  return {
    Type: 'AWS::Logs::QueryDefinition',
    Properties: { Name: `farthing/${name}`, LogGroupNames: [logGroup], QueryString: lines.join('\n| ') },
  };
}

function dashboard(namespace: string): object {
  const search = (dimensions: string, metric: string, statistic: string, period: number) => [
    [{ expression: `SEARCH('{"${namespace}",${dimensions}} MetricName="${metric}"', '${statistic}', ${period})`, id: 'e1', label: '' }],
  ];
  const widget = (title: string, x: number, y: number, properties: object) => ({
    type: 'metric',
    x,
    y,
    width: 12,
    height: 6,
    properties: { title, region: `\${AWS::Region}`, view: 'timeSeries', ...properties },
  });
  return {
    widgets: [
      widget('Dollars a day, by model, team and kind of request', 0, 0, {
        metrics: search('Model,Team,RequestType', 'LLMCost', 'Sum', DAY_SECONDS),
        view: 'bar',
        stat: 'Sum',
        period: DAY_SECONDS,
      }),
      widget('Dollars an hour', 12, 0, {
        metrics: search('Model,Team,RequestType', 'LLMCost', 'Sum', HOUR_SECONDS),
        stacked: true,
        stat: 'Sum',
        period: HOUR_SECONDS,
      }),
      widget('Tokens an hour, by model and kind', 0, 6, {
        metrics: search('Model,TokenType', 'TokenUsage', 'Sum', HOUR_SECONDS),
        stat: 'Sum',
        period: HOUR_SECONDS,
      }),
      widget('Percent of requests answered from a cache, by model', 12, 6, {
        metrics: search('Model', 'CacheHitRate', 'Average', HOUR_SECONDS),
        yAxis: { left: { min: 0, max: 100 } },
        stat: 'Average',
        period: HOUR_SECONDS,
      }),
    ],
  };
}
