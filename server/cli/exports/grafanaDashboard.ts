/** A Grafana dashboard over the metrics that Prometheus is told. */
import { METRIC } from '../../../shared/runtime/telemetry/names.ts';

/** As Prometheus writes them: letters alone, counters end in `_total`. */
const counter = (name: string) => `${name.replaceAll('.', '_')}_total`;
const gauge = (name: string) => name.replaceAll('.', '_');

const MODEL = 'gen_ai_request_model';
const HIT = `${counter(METRIC.cache)}{result=~"hit|semantic"}`;
const LOOKED_UP = `${counter(METRIC.cache)}{result!="bypass"}`;

interface Panel {
  readonly title: string;
  readonly expression: string;
  readonly legend: string;
  readonly unit: string;
  readonly type?: 'timeseries' | 'stat' | 'bargauge';
}

const PANELS: readonly Panel[] = [
  { title: 'Dollars today', expression: `sum(increase(${counter(METRIC.cost)}[24h]))`, legend: '', unit: 'currencyUSD', type: 'stat' },
  {
    title: 'Saved by caches, 24 hours',
    expression: `sum(increase(${counter(METRIC.saved)}[24h]))`,
    legend: '',
    unit: 'currencyUSD',
    type: 'stat',
  },
  {
    title: 'Budgets: share spent',
    expression: `${gauge(METRIC.budgetSpent)} / ${gauge(METRIC.budgetLimit)}`,
    legend: '{{scope}} {{owner}} a {{window}}',
    unit: 'percentunit',
    type: 'bargauge',
  },
  {
    title: 'Calls of unknown cost, 24 hours',
    expression: `sum(increase(${counter(METRIC.unknownCost)}[24h]))`,
    legend: '',
    unit: 'short',
    type: 'stat',
  },
  {
    title: 'Dollars an hour by model',
    expression: `sum by (${MODEL}) (increase(${counter(METRIC.cost)}[1h]))`,
    legend: `{{${MODEL}}}`,
    unit: 'currencyUSD',
  },
  {
    title: 'Dollars an hour by team',
    expression: `sum by (team) (increase(${counter(METRIC.cost)}[1h]))`,
    legend: '{{team}}',
    unit: 'currencyUSD',
  },
  {
    title: 'Tokens a minute',
    expression: `sum by (gen_ai_token_type) (rate(${gauge(METRIC.tokens)}_sum[5m])) * 60`,
    legend: '{{gen_ai_token_type}}',
    unit: 'short',
  },
  {
    title: 'Answered from a cache',
    expression: `sum(rate(${HIT}[5m])) / sum(rate(${LOOKED_UP}[5m]))`,
    legend: 'share',
    unit: 'percentunit',
  },
  {
    title: 'Duration of a call, 95th of 100',
    expression: `histogram_quantile(0.95, sum by (le, ${MODEL}) (rate(${gauge(METRIC.duration)}_bucket[5m])))`,
    legend: `{{${MODEL}}}`,
    unit: 's',
  },
  {
    title: 'Refused by a limit, an hour',
    expression: `sum by (team) (increase(${counter(METRIC.refused)}[1h]))`,
    legend: '{{team}}',
    unit: 'short',
  },
];

const WIDTH = 12;
const HEIGHT = 8;
const SOURCE = { type: 'prometheus', uid: '$' + '{datasource}' };

export function grafanaDashboard(): object {
  return {
    title: 'Farthing: what LLM calls cost',
    uid: 'farthing',
    schemaVersion: 39,
    editable: true,
    refresh: '30s',
    time: { from: 'now-24h', to: 'now' },
    templating: { list: [{ name: 'datasource', type: 'datasource', query: 'prometheus', label: 'Prometheus' }] },
    panels: PANELS.map(({ title, expression, legend, unit, type = 'timeseries' }, index) => ({
      id: index + 1,
      title,
      type,
      datasource: SOURCE,
      gridPos: { x: (index % 2) * WIDTH, y: Math.floor(index / 2) * HEIGHT, w: WIDTH, h: HEIGHT },
      fieldConfig: { defaults: { unit, min: 0, ...(unit === 'percentunit' && { max: 1, thresholds: THRESHOLDS }) }, overrides: [] },
      targets: [{ refId: 'A', datasource: SOURCE, expr: expression, legendFormat: legend }],
    })),
  };
}

/** Where alerts of budgets are told. */
const THRESHOLDS = {
  mode: 'absolute',
  steps: [
    { color: 'green', value: null },
    { color: 'yellow', value: 0.7 },
    { color: 'orange', value: 0.9 },
    { color: 'red', value: 1 },
  ],
};
