/** The page: takes what the runtime tells into its book, and draws, at most once a frame, what has changed. */
import { formatDollars } from '../../../shared/money/formatDollars.ts';
import type { CallLine, SpendMessage } from '../../../shared/protocol/spend.ts';
import { SpendBook } from '../../../shared/protocol/spendBook.ts';
import { linesCsv } from './csv.ts';
import { dayChart } from './dayChart.ts';
import { byId, setText } from './dom.ts';
import { lineFilter } from './filter.ts';
import { groupTable } from './groupTable.ts';
import type { PanelHost } from './host.ts';
import { requestTable } from './requestTable.ts';
import { drawGauges, drawSavings, drawTotals, notesOf } from './summary.ts';
import { clockOf, counted, placeText } from './words.ts';

const VIEWS = ['requests', 'models', 'sites', 'days', 'savings'] as const;
const PERIODS = ['today', 'month'] as const;

/** What is kept when the page is left and comes again. */
interface ViewState {
  view: (typeof VIEWS)[number];
  period: (typeof PERIODS)[number];
  filter: string;
  /** Calls that began no later are not listed. */
  clearedAt: number;
}

/** Milliseconds between two sentences about what was spent, for those who hear the page. */
const SAID_EVERY = 60_000;

export function showPanel(host: PanelHost): void {
  const book = new SpendBook();
  const state = stateOf(host.load());
  const openSite = (site: string | undefined, line?: CallLine) => {
    const place = site === undefined ? undefined : book.places.get(site);
    if (place) host.open(place, line);
  };
  const requests = requestTable(line => openSite(line.site, line));
  const models = groupTable(byId('models-table'), { title: 'Model', none: 'none named' });
  const sites = groupTable(byId('sites-table'), { title: 'Call site', none: 'not attributed', open: openSite });
  const days = dayChart();
  const filter = byId('filter') as HTMLInputElement;
  /** What the list showed when it was paused. */
  let frozen: readonly CallLine[] | undefined;
  let clock = { timeZone: 'UTC', at: clockOf('UTC') };
  let drawing = false;
  let saidAt = 0;

  function listed(): readonly CallLine[] {
    const keeps = lineFilter(state.filter, book.places);
    const all = frozen ?? [...book.lines.values()].sort((a, b) => b.startedAt - a.startedAt || b.seq - a.seq);
    return all.filter(line => line.startedAt > state.clearedAt && keeps(line));
  }

  function draw(): void {
    drawing = false;
    drawTotals(book);
    drawGauges(book.budgets);
    const period = book[state.period];
    const lines = listed();
    if (clock.timeZone !== book.timeZone) clock = { timeZone: book.timeZone, at: clockOf(book.timeZone) };
    requests.show(lines, book.places, clock.at);
    models.show(period.models, name => ({ text: name, title: name }));
    sites.show(period.sites, name => ({ text: placeText(name, book.places), title: book.places.get(name)?.symbol ?? name }));
    days.show(book.days);
    drawSavings(period, book);
    setText(byId('shown'), shownText(lines.length));
    say();
  }

  function shownText(count: number): string {
    const notes = [
      ...(frozen ? ['paused'] : []),
      ...(state.filter.trim() === '' ? [] : [counted(count, 'match').replace('matchs', 'matches')]),
      ...(state.clearedAt > 0 ? ['earlier ones cleared'] : []),
    ];
    return notes.join(' · ');
  }

  function say(): void {
    const now = performance.now();
    if (!book.cursor || now - saidAt < SAID_EVERY) return;
    saidAt = now;
    setText(byId('announced'), `${formatDollars(book.today.total.cost)} today in ${notesOf(book.today.total)}.`);
  }

  function drawSoon(): void {
    if (drawing) return;
    drawing = true;
    requestAnimationFrame(draw);
  }

  function changed(change: Partial<ViewState>): void {
    Object.assign(state, change);
    host.save(state);
    drawChoices();
    drawSoon();
  }

  function drawChoices(): void {
    document.body.dataset.view = state.view;
    for (const button of document.querySelectorAll<HTMLElement>('#views button')) {
      button.setAttribute('aria-current', String(button.dataset.view === state.view));
    }
    for (const button of document.querySelectorAll<HTMLElement>('#period button')) {
      button.setAttribute('aria-pressed', String(button.dataset.period === state.period));
    }
    byId('pause').setAttribute('aria-pressed', String(frozen !== undefined));
    setText(byId('pause'), frozen ? 'Go on' : 'Pause');
    setText(byId('clear'), state.clearedAt > 0 ? 'Show all' : 'Clear');
    if (filter.value !== state.filter) filter.value = state.filter;
  }

  byId('views').addEventListener('click', ({ target }) => {
    const { view } = (target as HTMLElement).dataset;
    if (view) changed({ view: view as ViewState['view'] });
  });
  byId('period').addEventListener('click', ({ target }) => {
    const { period } = (target as HTMLElement).dataset;
    if (period) changed({ period: period as ViewState['period'] });
  });
  filter.addEventListener('input', () => changed({ filter: filter.value }));
  byId('pause').addEventListener('click', () => {
    frozen = frozen ? undefined : [...book.lines.values()].sort((a, b) => b.startedAt - a.startedAt || b.seq - a.seq);
    changed({});
  });
  byId('clear').addEventListener('click', () => {
    const latest = [...book.lines.values()].reduce((last, { startedAt }) => Math.max(last, startedAt), 0);
    changed({ clearedAt: state.clearedAt > 0 ? 0 : latest });
  });
  byId('export').addEventListener('click', () => host.export(linesCsv(listed(), book.places)));
  // What scrolls can be scrolled by keyboard.
  for (const area of document.querySelectorAll<HTMLElement>('.scrolls, #details')) area.tabIndex = 0;
  onThemeChange(() => days.recolour());
  drawChoices();

  host.follow(
    (message: SpendMessage) => {
      if (!book.take(message)) return false;
      if (message.type === 'alert') setText(byId('warned'), message.alert.message);
      if (message.type === 'trouble') setText(byId('link'), message.message);
      drawSoon();
      return true;
    },
    (link, sentence) => {
      document.body.dataset.link = link;
      setText(byId('link'), sentence);
    },
  );
}

function stateOf(saved: unknown): ViewState {
  const { view, period, filter, clearedAt } = (saved ?? {}) as Partial<ViewState>;
  return {
    view: VIEWS.find(one => one === view) ?? 'requests',
    period: PERIODS.find(one => one === period) ?? 'today',
    filter: typeof filter === 'string' ? filter : '',
    clearedAt: typeof clearedAt === 'number' ? clearedAt : 0,
  };
}

/** The editor's themes are classes of the body, the browser's are media. */
function onThemeChange(listener: () => void): void {
  new MutationObserver(listener).observe(document.body, { attributeFilter: ['class'] });
  for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)']) {
    matchMedia(query).addEventListener('change', listener);
  }
}
