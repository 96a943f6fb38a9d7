/** Which line of code a request came from: what the client says itself, else what its content fits. */
import { askedOf } from '../attribution/asked.ts';
import type { Choice } from '../attribution/choice.ts';
import type { SiteRegistry } from '../attribution/siteRegistry.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { Intake } from './intake.ts';
import type { Parts } from './parts.ts';

/** The same request, with its call site where one is found. */
export function attribute(intake: Intake, parts: Parts): Intake {
  const { sites } = parts;
  const choice = chosen(intake, sites);
  if (!choice) return intake;
  const { site, attribution } = choice;
  const verdicts = { ...intake.verdicts, attribution };
  if (site === undefined) return { ...intake, verdicts };
  const place = sites?.place(site);
  if (place) keep(place, parts);
  const branch = place && parts.branchOf?.(place.workspace);
  return { ...intake, verdicts, identity: { ...intake.identity, site, ...(branch !== undefined && { branch }) } };
}

function chosen({ own, dialect, read, head, content }: Intake, sites: SiteRegistry | undefined): Choice | undefined {
  if (own.site !== undefined) return { site: sites?.named(own.site) ?? own.site, attribution: { confidence: 'pinned' } };
  if (!sites || sites.isEmpty) return undefined;
  const asked = askedOf(dialect.name, read, content, head.named);
  return asked && sites.attribute(asked);
}

type Place = NonNullable<ReturnType<SiteRegistry['place']>>;

/** Written already. */
const kept = new WeakMap<object, WeakSet<Place>>();

/** So that a report can name the line when runtime and workspace are gone. In the transaction of the call's row, as a rule. */
function keep(place: Place, { store, clock }: Parts): void {
  if (!store.keepSite) return;
  const places = kept.get(store) ?? new WeakSet();
  kept.set(store, places);
  if (places.has(place)) return;
  places.add(place);
  store.keepSite(place, clock()).catch(error => {
    places.delete(place);
    if (!(error instanceof StoreUnavailable)) throw error;
  });
}
