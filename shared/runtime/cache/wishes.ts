import type { CacheWishes } from './exactCache.ts';

const NO_WISHES: CacheWishes = { noCache: false, noStore: false };

/** Reads the request header `x-farthing-cache`; what it does not know it ignores, as HTTP does with Cache-Control. */
export function readCacheWishes(header: string | undefined): CacheWishes {
  if (header === undefined || header === '') return NO_WISHES;
  const wishes = new Map(
    header.split(',').map(wish => {
      const [name = '', value = ''] = wish.split('=', 2);
      return [name.trim().toLowerCase(), value.trim()];
    }),
  );
  const seconds = wishes.get('ttl');
  const namespace = wishes.get('namespace');
  return {
    noCache: wishes.has('no-cache'),
    noStore: wishes.has('no-store'),
    ...(seconds !== undefined && /^\d{1,9}$/.test(seconds) && { ttl: Number(seconds) }),
    ...(namespace && { namespace }),
    ...(wishes.has('explain') && { explain: true }),
  };
}
