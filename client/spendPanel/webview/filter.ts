/** Which calls the list shows. */
import type { SitePlace } from '../../../shared/protocol/sites.ts';
import type { CallLine } from '../../../shared/protocol/spend.ts';
import { placeText } from './words.ts';

/** All words of the filter must be somewhere in a call, whatever their case; an empty one keeps all. */
export function lineFilter(written: string, places: ReadonlyMap<string, SitePlace>): (line: CallLine) => boolean {
  const words = written.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return line => {
    const text = searched(line, places).toLowerCase();
    return words.every(word => text.includes(word));
  };
}

function searched(
  { model, state, upstream, endpoint, site, user, team, project, branch, tags, end, route, cost }: CallLine,
  places: ReadonlyMap<string, SitePlace>,
): string {
  const place = site === undefined ? undefined : places.get(site);
  const unknown = end && cost === undefined && state !== 'failed' ? 'unknown' : undefined;
  const ofEnd = end ? [end.cache, end.answeredBy, end.status, end.semantic?.outcome] : [];
  const tagged = Object.entries(tags).map(([name, value]) => `${name}=${value}`);
  const where = site === undefined ? [] : [placeText(site, places), place?.symbol];
  return [model, state, upstream, endpoint, ...where, user, team, project, branch, ...tagged, ...ofEnd, route?.chosen, unknown].join(' ');
}
