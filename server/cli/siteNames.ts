/** A group of calls as people find it: its line of code, or what else is known of it. */
import type { SitePlace } from '../../shared/protocol/sites.ts';

export interface CallGroup {
  readonly site: string | null;
  readonly model: string | null;
  readonly endpoint: string;
}

/** `src/answer.ts:12 answer`; `gpt-5.4 /v1/chat/completions` where no site is known. */
export function groupName({ site, model, endpoint }: CallGroup, sites: ReadonlyMap<string, SitePlace>): string {
  const place = site === null ? undefined : sites.get(site);
  if (place) return `${place.path}:${place.line}${place.symbol === undefined ? '' : ` ${place.symbol}`}`;
  const asked = model === null ? endpoint : `${model} ${endpoint}`;
  return site === null ? asked : `site ${site}`;
}

/** The same for scripts; null for what is not known. */
export function placeJson(site: string | null, sites: ReadonlyMap<string, SitePlace>): object {
  const place = site === null ? undefined : sites.get(site);
  return { path: place?.path ?? null, line: place?.line ?? null, symbol: place?.symbol ?? null };
}
