/** The call sites of the open workspaces, in memory: told by their suppliers, gone when these say so or fall silent. */
import { SITES_VERSION, type SiteFacts, type SitePlace, type SitesAnswer, type SitesUpdate } from '../../protocol/sites.ts';
import type { Asked } from './asked.ts';
import type { Choice } from './choice.ts';
import { type IndexedSite, indexedSite, SiteIndex } from './siteIndex.ts';

export interface SiteRegistry {
  /** Nothing is known: no request need be looked at. */
  readonly isEmpty: boolean;
  /** Undefined: the update makes no sense. */
  update(supplier: string, update: unknown): SitesAnswer | undefined;
  forget(supplier: string): void;
  attribute(asked: Asked): Choice | undefined;
  /** By its id, or by `path:line`; the name itself where neither is known. */
  named(name: string): string;
  place(id: string): SitePlace | undefined;
  places(): readonly SitePlace[];
}

/** A supplier that says nothing for so long has died: it tells that it lives once a minute. */
const SILENCE_MS = 5 * 60_000;
const MOST_SUPPLIERS = 64;
const MOST_SITES = 20_000;

interface KnownSite {
  readonly indexed: IndexedSite;
  readonly place: SitePlace;
}

interface Supplier {
  readonly workspace: string;
  readonly files: Map<string, readonly KnownSite[]>;
  sites: number;
  heardAt: number;
}

export function siteRegistry(clock: () => number): SiteRegistry {
  /** The one that was heard last is the last. */
  const suppliers = new Map<string, Supplier>();
  let index: SiteIndex | undefined;
  let places = new Map<string, SitePlace>();

  function changed(): void {
    index = undefined;
  }

  /** What several windows tell of one workspace is the same: the last word holds. */
  function indexed(): SiteIndex {
    if (index) return index;
    const byId = new Map<string, KnownSite>();
    for (const { files } of suppliers.values()) for (const sites of files.values()) for (const site of sites) byId.set(site.place.id, site);
    places = new Map([...byId].map(([id, { place }]) => [id, place]));
    index = new SiteIndex([...byId.values()].map(site => site.indexed));
    return index;
  }

  function forgetTheSilent(): void {
    const now = clock();
    for (const [name, { heardAt }] of suppliers) if (now - heardAt > SILENCE_MS) suppliers.delete(name);
    for (const name of suppliers.keys()) if (suppliers.size > MOST_SUPPLIERS) suppliers.delete(name);
  }

  return {
    get isEmpty() {
      return suppliers.size === 0;
    },
    update(name, given) {
      const update = readUpdate(given);
      if (!update) return undefined;
      const before = suppliers.get(name);
      if (!update.whole && before?.workspace !== update.workspace) return { sites: 0, unknown: true };
      const supplier: Supplier = update.whole || !before ? { workspace: update.workspace, files: new Map(), sites: 0, heardAt: 0 } : before;
      const files = Object.entries(update.files);
      for (const [path, sites] of files) put(supplier, path, sites);
      supplier.heardAt = clock();
      suppliers.delete(name);
      suppliers.set(name, supplier);
      forgetTheSilent();
      if (update.whole || files.length > 0) changed();
      return { sites: supplier.sites };
    },
    forget(name) {
      if (suppliers.delete(name)) changed();
    },
    attribute: asked => indexed().attribute(asked),
    named(name) {
      indexed();
      return places.has(name) ? name : (idAt(name, places.values()) ?? name);
    },
    place(id) {
      indexed();
      return places.get(id);
    },
    places() {
      indexed();
      return [...places.values()];
    },
  };
}

function put(supplier: Supplier, path: string, sites: readonly SiteFacts[]): void {
  const { workspace, files } = supplier;
  supplier.sites -= files.get(path)?.length ?? 0;
  files.delete(path);
  const room = Math.max(0, MOST_SITES - supplier.sites);
  const known = sites.slice(0, room).map(site => ({ indexed: indexedSite(site), place: { ...site.place, workspace, path } }));
  if (known.length === 0) return;
  files.set(path, known);
  supplier.sites += known.length;
}

/** Suppliers hold the token and are ours, of this version or another. */
function readUpdate(given: unknown): SitesUpdate | undefined {
  const { version, workspace, whole, files } = (given ?? {}) as Partial<SitesUpdate>;
  const makesSense =
    version === SITES_VERSION && typeof workspace === 'string' && typeof whole === 'boolean' && typeof files === 'object' && files !== null;
  return makesSense && Object.values(files).every(Array.isArray) ? (given as SitesUpdate) : undefined;
}

/** The innermost call on that line; in one of two files that end alike, the first. */
function idAt(name: string, places: Iterable<SitePlace>): string | undefined {
  const colon = name.lastIndexOf(':');
  const line = Number(name.slice(colon + 1));
  if (colon < 1 || !Number.isInteger(line)) return undefined;
  const path = name.slice(0, colon).replaceAll('\\', '/');
  let found: SitePlace | undefined;
  for (const place of places) {
    if (place.line > line || place.endLine < line || !isPath(path, place)) continue;
    if (!found || place.endLine - place.line < found.endLine - found.line) found = place;
  }
  return found?.id;
}

function isPath(written: string, { workspace, path }: SitePlace): boolean {
  return written === path || written === `${workspace}/${path}` || path.endsWith(`/${written}`);
}
