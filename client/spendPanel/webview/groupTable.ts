/** Sums by model or by call site, with the share that each has of the whole. */

import { exactDollars } from '../../../shared/money/formatDollars.ts';
import type { SpendFigures } from '../../../shared/protocol/spend.ts';
import { make, setCell } from './dom.ts';
import { cachedPercent, type GroupRow, groupRows } from './groups.ts';
import { alignedDollars, type Cell, counted, tokensCell, wholeNumber } from './words.ts';

const MOST_ROWS = 200;

export interface GroupTable {
  show(groups: ReadonlyMap<string | null, SpendFigures>, nameOf: (name: string) => Cell): void;
}

const FIGURES: readonly (readonly [name: string, cell: (figures: SpendFigures) => Cell])[] = [
  ['Calls', ({ calls }) => ({ text: wholeNumber(calls) })],
  ['In', ({ input }) => tokensCell(input)],
  ['Cached', figures => ({ text: percentText(cachedPercent(figures)), title: `${wholeNumber(figures.cached)} tokens` })],
  ['Out', ({ output }) => tokensCell(output)],
  [
    'Saved',
    ({ saved }) => (saved === 0 ? { text: '–', tone: 'quiet' } : { text: alignedDollars(saved), title: exactDollars(saved), tone: 'good' }),
  ],
  ['Cost', costOf],
];

/** `none`: what calls are called that have no name. `open`: where a row leads, if anywhere. */
export function groupTable(
  place: HTMLElement,
  { title, none, open }: { title: string; none: string; open?: (name: string) => void },
): GroupTable {
  const head = make(
    'tr',
    {},
    make('th', { scope: 'col' }, title),
    ...FIGURES.map(([name]) => make('th', { scope: 'col', class: 'number' }, name)),
  );
  const body = make('tbody');
  place.append(make('table', { 'aria-label': `${title}, the dearest first` }, make('thead', {}, head), body));

  function newRow(): HTMLTableRowElement {
    const row = make('tr', {}, make('th', { scope: 'row' }), ...FIGURES.map(() => make('td', { class: 'number' })));
    body.append(row);
    return row;
  }

  function drawRow(row: HTMLTableRowElement, { name, groups, figures, share }: GroupRow, nameOf: (name: string) => Cell): void {
    const named: Cell =
      name === undefined ? { text: counted(groups, 'other'), tone: 'quiet' } : name === null ? { text: none, tone: 'quiet' } : nameOf(name);
    const [first, ...others] = [...row.cells] as HTMLElement[];
    if (first) drawName(first, named, typeof name === 'string' ? name : undefined);
    for (const [at, [, cell]] of FIGURES.entries()) setCell(others[at] as HTMLElement, cell(figures));
    row.style.setProperty('--share', `${share / 10}%`);
  }

  function drawName(cell: HTMLElement, named: Cell, name: string | undefined): void {
    if (!open || name === undefined) {
      setCell(cell, named);
      return;
    }
    const link = (cell.firstElementChild as HTMLButtonElement | null) ?? make('button', { type: 'button', class: 'link' });
    setCell(link, named);
    link.onclick = () => open(name);
    if (!link.parentElement) cell.replaceChildren(link);
  }

  return {
    show(groups, nameOf) {
      const wanted = groupRows(groups, MOST_ROWS);
      while (body.rows.length < wanted.length) newRow();
      while (body.rows.length > wanted.length) body.deleteRow(-1);
      for (const [at, row] of wanted.entries()) drawRow(body.rows[at] as HTMLTableRowElement, row, nameOf);
    },
  };
}

/** A sum, and what is in no sum. */
export function costOf({ cost, unknown, calls, held }: SpendFigures): Cell {
  if (unknown > 0 && unknown === calls - held)
    return { text: 'unknown', title: `What ${counted(unknown, 'call')} cost is not known`, tone: 'unsure' };
  const known: Cell = { text: alignedDollars(cost), title: exactDollars(cost) };
  if (unknown === 0) return known;
  return {
    text: `${alignedDollars(cost).trimEnd()} + ${unknown} unknown`,
    title: `${exactDollars(cost)}; what ${counted(unknown, 'call')} cost is not known`,
    tone: 'unsure',
  };
}

export const percentText = (percent: number | undefined): string => (percent === undefined ? '–' : `${percent} %`);
