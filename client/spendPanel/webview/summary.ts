/** The head of the page: what was spent, what of each budget, what was saved. */
import { exactDollars, formatDollars } from '../../../shared/money/formatDollars.ts';
import { addMoney } from '../../../shared/money/nanoDollars.ts';
import type { SpendBudget, SpendFigures } from '../../../shared/protocol/spend.ts';
import type { PeriodSums, SpendBook } from '../../../shared/protocol/spendBook.ts';
import { byId, make, setText } from './dom.ts';
import { type Gauge, gaugesOf, MARKS } from './gauge.ts';
import { cachedPercent } from './groups.ts';
import { percentText } from './groupTable.ts';
import { counted, wholeNumber } from './words.ts';

/** Gauges in the page; the tightest. */
const MOST_GAUGES = 4;

export function drawTotals({ today, month }: Pick<SpendBook, 'today' | 'month'>): void {
  drawAmount('today', today.total.cost, notesOf(today.total));
  drawAmount('month', month.total.cost, notesOf(month.total));
  const saved = addMoney(month.total.saved, month.total.routed);
  drawAmount('saved', saved, month.total.hits === 0 ? 'no answer from a cache' : `${counted(month.total.hits, 'answer')} from caches`);
}

function drawAmount(id: string, amount: SpendFigures['cost'], note: string): void {
  const place = byId(id);
  setText(place, formatDollars(amount));
  place.title = exactDollars(amount);
  place.dataset.exact = String(amount);
  setText(byId(`${id}-note`), note);
}

/** `214 calls, 3 of unknown cost, 2 under way for $0.02 at most`. */
export function notesOf({ calls, unknown, held, heldMoney }: SpendFigures): string {
  return [
    counted(calls, 'call'),
    ...(unknown === 0 ? [] : [`${wholeNumber(unknown)} of unknown cost`]),
    ...(held === 0 ? [] : [`${wholeNumber(held)} under way for ${formatDollars(heldMoney)} at most`]),
  ].join(', ');
}

export function drawGauges(budgets: readonly SpendBudget[]): void {
  const gauges = gaugesOf(budgets);
  const place = byId('gauges');
  const shown = gauges.slice(0, MOST_GAUGES);
  while (place.children.length > shown.length) place.lastElementChild?.remove();
  while (place.children.length < shown.length) place.append(newGauge());
  for (const [at, gauge] of shown.entries())
    drawGauge(place.children[at] as HTMLElement, gauge, at === shown.length - 1 ? gauges.length - shown.length : 0);
  place.hidden = gauges.length === 0;
}

function newGauge(): HTMLElement {
  const marks = MARKS.map(mark => make('span', { class: `mark at${mark}` }));
  const track = make(
    'div',
    { class: 'track', role: 'meter', 'aria-valuemin': '0', 'aria-valuemax': '100' },
    make('span', { class: 'spent' }),
    make('span', { class: 'held' }),
    ...marks,
  );
  return make(
    'div',
    { class: 'gauge' },
    make('span', { class: 'cover' }),
    make('span', { class: 'percent' }),
    track,
    make('span', { class: 'amount' }),
  );
}

function drawGauge(element: HTMLElement, { cover, amount, percent, spent, held, level, text }: Gauge, more: number): void {
  const [name, share, track, numbers] = [...element.children] as [HTMLElement, HTMLElement, HTMLElement, HTMLElement];
  setText(name, more === 0 ? cover : `${cover} (and ${counted(more, 'more limit')})`);
  name.title = cover;
  setText(share, `${percent} %`);
  setText(numbers, amount);
  element.dataset.level = level;
  track.setAttribute('aria-valuenow', String(percent));
  track.setAttribute('aria-valuetext', text);
  track.setAttribute('aria-label', cover);
  track.title = text;
  element.style.setProperty('--spent', `${spent / 10}%`);
  element.style.setProperty('--held', `${held / 10}%`);
}

/** What stands in the page: most frames change nothing of it. */
let savingsDrawn = '';

export function drawSavings({ total }: PeriodSums, { alerts, timeZone }: Pick<SpendBook, 'alerts' | 'timeZone'>): void {
  const rows: [string, string, string][] = [
    [
      'Answers from caches',
      formatDollars(total.saved),
      `${counted(total.hits, 'answer')}; ${counted(total.misses, 'miss').replace('misss', 'misses')}`,
    ],
    ['Routing', `at most ${formatDollars(total.routed)}`, 'worst cases compared'],
    [
      'Prompt caching by the provider',
      percentText(cachedPercent(total)),
      `${wholeNumber(total.cached)} of ${wholeNumber(total.input)} tokens`,
    ],
    ['Shadow mode: semantic cache', formatDollars(total.wouldSave), 'had it been on'],
    ['Shadow mode: routing', `at most ${formatDollars(total.wouldRoute)}`, 'had it been on'],
  ];
  const written = JSON.stringify([rows, alerts, timeZone]);
  if (written === savingsDrawn) return;
  savingsDrawn = written;
  byId('savings-list').replaceChildren(
    ...rows.map(([name, value, note]) =>
      make('div', {}, make('dt', {}, name), make('dd', { class: 'number' }, value), make('dd', { class: 'note' }, note)),
    ),
  );
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  byId('alerts').replaceChildren(
    ...alerts.map(({ at, message, percent }) =>
      make(
        'li',
        { 'data-percent': String(percent) },
        make('time', { datetime: new Date(at).toISOString() }, time.format(at)),
        ` ${message}`,
      ),
    ),
  );
}
