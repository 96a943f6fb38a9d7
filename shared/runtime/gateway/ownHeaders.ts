/** The request headers `x-farthing-*`: understood here, never forwarded. */
import type { CacheWishes } from '../cache/exactCache.ts';
import { readCacheWishes } from '../cache/wishes.ts';
import type { RequestHead } from './requestHead.ts';

export interface OwnHeaders {
  readonly user?: string;
  readonly team?: string;
  readonly project?: string;
  /** The call site it says it is of: an id, `path:line`, or a name of the user's. */
  readonly site?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly cache: CacheWishes;
  /** `off`, a model, or an end of the route: `cheap`, `strong`. */
  readonly route?: string;
  /** Only the price is wanted. */
  readonly dryRun: boolean;
}

const LONGEST_NAME = 200;
const MOST_TAGS = 32;

export function readOwnHeaders(named: RequestHead['named']): OwnHeaders {
  return {
    ...nameIn('user', named['x-farthing-user']),
    ...nameIn('team', named['x-farthing-team']),
    ...nameIn('project', named['x-farthing-project']),
    ...nameIn('site', named['x-farthing-site']),
    ...nameIn('route', named['x-farthing-route']),
    tags: readTags(named['x-farthing-tags']),
    cache: readCacheWishes(named['x-farthing-cache']),
    dryRun: isYes(named['x-farthing-dry-run']),
  };
}

function nameIn<Field extends string>(field: Field, header: string | undefined): { readonly [key in Field]?: string } {
  const name = header?.trim().slice(0, LONGEST_NAME);
  return name ? ({ [field]: name } as { [key in Field]: string }) : {};
}

/** `feature=search, release=7`; a tag without a value has the value `true`. */
function readTags(header: string | undefined): Readonly<Record<string, string>> {
  if (!header) return {};
  const tags = new Map<string, string>();
  for (const written of header.split(',')) {
    const [name, ...value] = written.split('=');
    const key = (name as string).trim().slice(0, LONGEST_NAME);
    if (key && tags.size < MOST_TAGS) tags.set(key, value.join('=').trim().slice(0, LONGEST_NAME) || 'true');
  }
  return Object.fromEntries(tags);
}

function isYes(header: string | undefined): boolean {
  return header !== undefined && ['1', 'true', 'yes'].includes(header.trim().toLowerCase());
}
