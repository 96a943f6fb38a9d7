/** What each day cost: bars for the eye, and a table for all. */
import uPlot from 'uplot';
import { exactDollars, formatDollars } from '../../../shared/money/formatDollars.ts';
import type { NanoDollars } from '../../../shared/money/nanoDollars.ts';
import type { SpendFigures } from '../../../shared/protocol/spend.ts';
import { byId, make } from './dom.ts';
import { costOf } from './groupTable.ts';
import { alignedDollars, wholeNumber } from './words.ts';

const HEIGHT = 150;
/** Days are numbered along the axis; their names are looked up. */
const NARROWEST_BAR = 34;

export interface DayChart {
  show(days: ReadonlyMap<string, SpendFigures>): void;
  /** The theme has changed. */
  recolour(): void;
}

export function dayChart(): DayChart {
  const place = byId('chart');
  const body = make('tbody');
  const names = ['Day', 'Calls', 'Saved', 'Cost'].map((name, at) => make('th', { scope: 'col', ...(at > 0 && { class: 'number' }) }, name));
  byId('days-table').append(make('table', { 'aria-label': 'Days, the latest first' }, make('thead', {}, make('tr', {}, ...names)), body));
  let days: [string, SpendFigures][] = [];
  let chart: uPlot | undefined;
  let drawn = '';

  function draw(): void {
    const wide = place.clientWidth;
    if (wide < 50) return;
    const shown = days.slice(-Math.max(2, Math.floor(wide / NARROWEST_BAR)));
    const data: uPlot.AlignedData = [shown.map((_, at) => at), shown.map(([, { cost }]) => cost)];
    if (chart && chart.width === wide && (chart.data[0] ?? []).length === shown.length) {
      chart.setData(data);
      return;
    }
    chart?.destroy();
    chart = new uPlot(options(wide, shown), data, place);
  }

  function options(width: number, shown: readonly [string, SpendFigures][]): uPlot.Options {
    const axis = { stroke: colour('--quiet'), font: `11px ${getComputedStyle(document.body).fontFamily}`, ticks: { show: false } };
    return {
      width,
      height: HEIGHT,
      padding: [8, 4, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: [-0.6, Math.max(0.6, shown.length - 0.4)] },
        y: { range: (_, __, most) => [0, Math.max(1, most * 1.05)] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          splits: shown.map((_, at) => at),
          values: (_, splits) => splits.map(at => shown[at]?.[0].slice(5).replace('-', '/') ?? ''),
        },
        {
          ...axis,
          size: 64,
          grid: { stroke: colour('--line'), width: 1 },
          values: (_, splits) => splits.map(split => formatDollars(Math.round(split) as NanoDollars)),
        },
      ],
      series: [{}, { fill: colour('--accent'), stroke: colour('--accent'), width: 0, points: { show: false }, ...bars() }],
    };
  }

  function drawTable(): void {
    const rows = days.toReversed().map(([date, figures]) => {
      const cost = costOf(figures);
      return make(
        'tr',
        {},
        make('th', { scope: 'row' }, date),
        make('td', { class: 'number' }, wholeNumber(figures.calls)),
        make('td', { class: 'number', title: exactDollars(figures.saved) }, figures.saved === 0 ? '–' : alignedDollars(figures.saved)),
        make('td', { class: 'number', title: cost.title ?? '' }, cost.text),
      );
    });
    body.replaceChildren(...rows);
  }

  new ResizeObserver(() => requestAnimationFrame(draw)).observe(place);
  return {
    show(now) {
      const sorted = [...now].sort(([a], [b]) => (a < b ? -1 : 1));
      const written = sorted.map(([date, { cost, calls, saved, unknown }]) => `${date} ${cost} ${calls} ${saved} ${unknown}`).join();
      if (written === drawn) return;
      [days, drawn] = [sorted, written];
      drawTable();
      draw();
    },
    recolour() {
      chart?.destroy();
      chart = undefined;
      draw();
    },
  };
}

/** The canvas reads no custom properties, and none that depend on the theme: the style of an element does. */
function colour(name: string): string {
  const probe = make('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function bars(): Pick<uPlot.Series, 'paths'> {
  const paths = uPlot.paths.bars?.({ size: [0.6, 36], radius: 0.15 });
  return paths ? { paths } : {};
}
