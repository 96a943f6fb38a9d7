/** Cells of the panel as text. What is not known is said, and is never nothing. */
import { exactDollars, formatDollars } from '../../../shared/money/formatDollars.ts';
import type { NanoDollars } from '../../../shared/money/nanoDollars.ts';
import type { SitePlace } from '../../../shared/protocol/sites.ts';
import type { CallLine } from '../../../shared/protocol/spend.ts';

export interface Cell {
  readonly text: string;
  /** The same in full, where the text is short. */
  readonly title?: string;
  readonly tone?: 'quiet' | 'good' | 'bad' | 'unsure';
}

/** One for all: making one for each cell is most of what a frame would cost. */
const WHOLE = new Intl.NumberFormat('en-US');

/** `1,234`. */
export const wholeNumber = (count: number): string => WHOLE.format(count);

const NONE: Cell = { text: '–', tone: 'quiet' };
const FIGURE_SPACE = '\u2007';
/** Decimals that a column of small amounts is aligned for. */
const ALIGNED = 6;

/** Amounts below each other have their points below each other. */
export function alignedDollars(amount: NanoDollars): string {
  const text = formatDollars(amount);
  const decimals = text.length - text.indexOf('.') - 1;
  return text + FIGURE_SPACE.repeat(Math.max(0, ALIGNED - decimals));
}

export function costCell(line: CallLine): Cell {
  const { state, cost, hold, end } = line;
  if (state === 'refused') return { text: 'refused', title: line.refusal ?? 'Refused; nothing was sent', tone: 'bad' };
  if (state === 'held') {
    const most = hold === undefined ? 'what it can cost is not known' : `at most ${exactDollars(hold)}`;
    return { text: 'under way', title: `Under way: ${most}`, tone: 'quiet' };
  }
  if (state === 'failed' && !cost) return { text: 'failed', title: `Not charged: ${failure(line)}`, tone: 'bad' };
  if (cost === undefined) return { text: 'unknown', title: `Not known: ${end?.notes[0] ?? 'no price for this model'}`, tone: 'unsure' };
  const note =
    state === 'settled' ? end?.notes[0] : state === 'lost' ? 'the runtime ended before the reply; the worst case is charged' : state;
  return { text: alignedDollars(cost), title: note === undefined ? exactDollars(cost) : `${exactDollars(cost)}: ${note}` };
}

function failure({ end }: CallLine): string {
  if (end?.status !== undefined) return `the provider answered ${end.status}`;
  return end?.notes[0] ?? 'the provider was not reached';
}

export function savedCell({ end }: CallLine): Cell {
  return end?.saved ? { text: alignedDollars(end.saved), title: exactDollars(end.saved), tone: 'good' } : NONE;
}

export function tokensCell(count: number | undefined): Cell {
  return count === undefined ? NONE : { text: wholeNumber(count) };
}

/** Milliseconds from the request's arrival to its end. */
export function latencyCell({ end, startedAt }: CallLine): Cell {
  if (!end) return NONE;
  const first = end.firstByteMs === undefined ? '' : `First byte after ${duration(end.firstByteMs)}`;
  return { text: duration(end.endedAt - startedAt), ...(first !== '' && { title: first }) };
}

function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}

export function cacheCell({ end }: CallLine): Cell {
  if (!end) return NONE;
  const { cache, semantic } = end;
  const similarity = semantic?.similarity === undefined ? '' : ` ${semantic.similarity.toFixed(2)}`;
  if (cache === 'semantic') return { text: `semantic${similarity}`, title: 'Answered from the semantic cache', tone: 'good' };
  if (cache === 'hit') return { text: 'hit', title: 'Answered from the exact cache', tone: 'good' };
  if (semantic?.outcome === 'would')
    return { text: `would${similarity}`, title: 'The semantic cache, in shadow mode, would have answered', tone: 'unsure' };
  return cache === 'miss' ? { text: 'miss', tone: 'quiet' } : NONE;
}

export function routeCell({ route }: CallLine): Cell {
  if (!route) return NONE;
  const why = `${route.asked} → ${route.chosen}: ${route.reasons.join(', ')}`;
  if (route.chosen === route.asked) return { text: 'kept', title: why, tone: 'quiet' };
  return route.mode === 'on'
    ? { text: `→ ${route.chosen}`, title: why, tone: 'good' }
    : { text: `would → ${route.chosen}`, title: `In shadow mode: ${why}`, tone: 'unsure' };
}

export function siteCell({ site, attribution }: CallLine, places: ReadonlyMap<string, SitePlace>): Cell {
  const candidates = attribution?.candidates ?? [];
  if (site === undefined && candidates.length > 0) {
    const where = candidates.map(id => placeText(id, places)).join(', ');
    return { text: `${candidates.length} candidates`, title: `Fits equally: ${where}`, tone: 'unsure' };
  }
  if (site === undefined) return NONE;
  const symbol = places.get(site)?.symbol;
  const sure = attribution?.confidence === 'likely' ? 'likely' : '';
  const title = [symbol, sure].filter(Boolean).join(' · ');
  return { text: placeText(site, places), ...(title !== '' && { title }) };
}

/** `src/agent.ts:41`; the id where nothing more is known. */
export function placeText(site: string, places: ReadonlyMap<string, SitePlace>): string {
  const place = places.get(site);
  if (!place) return site;
  return `${place.path}${place.cell === undefined ? '' : ` cell ${place.cell + 1}`}:${place.line}`;
}

/** The places of the day that a clock shows: `14:03:07`. */
export function clockOf(timeZone: string): (instant: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return instant => format.format(instant);
}

export const counted = (count: number, what: string): string => `${wholeNumber(count)} ${what}${count === 1 ? '' : 's'}`;

/** All that is known of a call, as names and values. */
export function detailsOf(line: CallLine, places: ReadonlyMap<string, SitePlace>): (readonly [string, string])[] {
  const { end, tags, user, team, project, branch, upstream, endpoint, model, site, route } = line;
  const place = site === undefined ? undefined : places.get(site);
  const rows: [string, string | undefined][] = [
    ['cost', costCell(line).title ?? costCell(line).text],
    [
      'call site',
      site === undefined ? siteCell(line, places).title : `${placeText(site, places)}${place?.symbol ? ` in ${place.symbol}` : ''}`,
    ],
    [
      'model',
      end?.answeredBy !== undefined && end.answeredBy !== model ? `${model ?? 'none named'}, answered by ${end.answeredBy}` : model,
    ],
    ['to', `${upstream}${endpoint.startsWith('/') ? '' : ' '}${endpoint}${end?.status === undefined ? '' : `, ${end.status}`}`],
    ['who', [user, team, project].filter(Boolean).join(' · ') || undefined],
    ['branch', branch],
    [
      'tags',
      Object.entries(tags)
        .map(([name, value]) => `${name}=${value}`)
        .join(', ') || undefined,
    ],
    ['cache', end ? (cacheCell(line).title ?? undefined) : undefined],
    ['route', route && routeCell(line).title],
    ['notes', end?.notes.slice(0, 3).join('; ') || undefined],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
