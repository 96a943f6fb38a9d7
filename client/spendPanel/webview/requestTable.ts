/** The list of requests: as many rows in the page as are in sight, whatever is in the list. */
import type { SitePlace } from '../../../shared/protocol/sites.ts';
import type { CallLine } from '../../../shared/protocol/spend.ts';
import { byId, make, setCell } from './dom.ts';
import { type Cell, cacheCell, costCell, detailsOf, latencyCell, routeCell, savedCell, siteCell, tokensCell } from './words.ts';

const ROW_HEIGHT = 24;
/** Rows beyond the edges of what is in sight. */
const BEYOND = 6;

type Places = ReadonlyMap<string, SitePlace>;

interface Column {
  readonly name: string;
  readonly kind: 'text' | 'number';
  cell(line: CallLine, places: Places, clock: (instant: number) => string): Cell;
}

const COLUMNS: readonly Column[] = [
  { name: 'Time', kind: 'text', cell: ({ startedAt }, _, clock) => ({ text: clock(startedAt) }) },
  { name: 'Call site', kind: 'text', cell: (line, places) => siteCell(line, places) },
  {
    name: 'Model',
    kind: 'text',
    cell: ({ model }) => (model === undefined ? { text: '–', tone: 'quiet' } : { text: model, title: model }),
  },
  { name: 'In', kind: 'number', cell: ({ end }) => tokensCell(end?.tokens?.input) },
  { name: 'Cached', kind: 'number', cell: ({ end }) => tokensCell(end?.tokens?.cached) },
  { name: 'Out', kind: 'number', cell: ({ end }) => tokensCell(end?.tokens?.output) },
  { name: 'Cost', kind: 'number', cell: costCell },
  { name: 'Saved', kind: 'number', cell: savedCell },
  { name: 'Latency', kind: 'number', cell: latencyCell },
  { name: 'Cache', kind: 'text', cell: cacheCell },
  { name: 'Route', kind: 'text', cell: routeCell },
];

export interface RequestTable {
  /** Newest first. */
  show(lines: readonly CallLine[], places: Places, clock: (instant: number) => string): void;
}

/** `open` is told of a row that was clicked, or entered. */
export function requestTable(open: (line: CallLine) => void): RequestTable {
  const list = byId('list');
  const details = byId('details');
  const body = make('tbody');
  const head = make('tr', { 'aria-rowindex': '1' }, ...COLUMNS.map(({ name, kind }) => make('th', { scope: 'col', class: kind }, name)));
  const [above, below] = [spacer(), spacer()];
  const table = make('table', { role: 'grid', 'aria-labelledby': 'requests-title' }, make('thead', {}, head), above, body, below);
  const empty = make('p', { class: 'empty' }, 'No request yet.');
  list.append(table, empty);

  let lines: readonly CallLine[] = [];
  let places: Places = new Map();
  let clock: (instant: number) => string = String;
  /** The number of the line that is selected: it keeps its row while others come. */
  let selected: number | undefined;
  const rows: HTMLTableRowElement[] = [];

  function draw(): void {
    const first = Math.max(0, Math.floor(list.scrollTop / ROW_HEIGHT) - BEYOND);
    const count = Math.min(lines.length - first, Math.ceil(list.clientHeight / ROW_HEIGHT) + 2 * BEYOND);
    const hadFocus = body.contains(document.activeElement);
    while (rows.length < count) rows.push(newRow());
    for (const row of rows.splice(Math.max(0, count))) row.remove();
    for (const [at, row] of rows.entries()) drawRow(row, first + at);
    height(above, first * ROW_HEIGHT);
    height(below, Math.max(0, lines.length - first - count) * ROW_HEIGHT);
    table.setAttribute('aria-rowcount', String(lines.length + 1));
    table.hidden = lines.length === 0;
    empty.hidden = lines.length > 0;
    if (!rows.some(row => row.tabIndex === 0) && rows[0]) rows[0].tabIndex = 0;
    if (hadFocus) rows.find(row => row.dataset.seq === String(selected))?.focus({ preventScroll: true });
  }

  function drawRow(row: HTMLTableRowElement, index: number): void {
    const line = lines[index] as CallLine;
    const isSelected = line.seq === selected;
    row.dataset.seq = String(line.seq);
    row.dataset.state = line.state;
    row.setAttribute('aria-rowindex', String(index + 2));
    row.setAttribute('aria-selected', String(isSelected));
    row.tabIndex = isSelected ? 0 : -1;
    for (const [at, { cell }] of COLUMNS.entries()) setCell(row.cells[at] as HTMLElement, cell(line, places, clock));
    (row.cells[1] as HTMLElement).classList.toggle('place', line.site !== undefined && places.has(line.site));
  }

  function newRow(): HTMLTableRowElement {
    const row = make('tr', {}, ...COLUMNS.map(({ kind }) => make('td', { class: kind })));
    body.append(row);
    return row;
  }

  function select(index: number): void {
    const line = lines[Math.max(0, Math.min(lines.length - 1, index))];
    if (!line) return;
    selected = line.seq;
    const top = lines.indexOf(line) * ROW_HEIGHT;
    const sight = list.clientHeight - ROW_HEIGHT;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + ROW_HEIGHT > list.scrollTop + sight) list.scrollTop = top + ROW_HEIGHT - sight;
    draw();
    rows.find(row => row.dataset.seq === String(selected))?.focus({ preventScroll: true });
    drawDetails();
  }

  function drawDetails(): void {
    const line = lines.find(({ seq }) => seq === selected);
    details.replaceChildren(
      ...(line ? detailsOf(line, places) : []).map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, value))),
    );
  }

  const indexOf = (seq: number | undefined) => lines.findIndex(line => line.seq === seq);
  const lineOf = (event: Event) => {
    const row = (event.target as Element).closest('tr');
    return row?.dataset.seq === undefined ? undefined : lines[indexOf(Number(row.dataset.seq))];
  };

  list.addEventListener('scroll', () => requestAnimationFrame(draw), { passive: true });
  new ResizeObserver(() => requestAnimationFrame(draw)).observe(list);
  body.addEventListener('click', event => {
    const line = lineOf(event);
    if (!line) return;
    select(indexOf(line.seq));
    open(line);
  });
  body.addEventListener('focusin', event => {
    const line = lineOf(event);
    if (!line || line.seq === selected) return;
    selected = line.seq;
    draw();
    drawDetails();
  });
  body.addEventListener('keydown', event => {
    const page = Math.max(1, Math.floor(list.clientHeight / ROW_HEIGHT) - 2);
    const at = indexOf(selected);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: lines.length - 1 }[event.key];
    const line = lines[at];
    if (event.key === 'Enter' && line) open(line);
    else if (next !== undefined) select(next);
    else return;
    event.preventDefault();
  });

  return {
    show(now, placesNow, clockNow) {
      const before = lines;
      [lines, places, clock] = [now, placesNow, clockNow];
      // Who has scrolled down reads: what comes above does not move it.
      if (list.scrollTop > ROW_HEIGHT && before[0]) {
        const come = lines.findIndex(({ seq }) => seq === before[0]?.seq);
        if (come > 0) list.scrollTop += come * ROW_HEIGHT;
      }
      draw();
      drawDetails();
    },
  };
}

/** A body without rows: the height of those that are out of sight. */
function spacer(): HTMLTableSectionElement {
  return make('tbody', { 'aria-hidden': 'true' });
}

function height(spacing: HTMLElement, pixels: number): void {
  if (pixels === 0) {
    spacing.replaceChildren();
    return;
  }
  const row = spacing.firstElementChild as HTMLElement | null;
  const [cell] = [row ?? make('tr', {}, make('td', { colspan: String(COLUMNS.length), class: 'space' }))];
  (cell.firstElementChild as HTMLElement).style.height = `${pixels}px`;
  if (!row) spacing.append(cell);
}
