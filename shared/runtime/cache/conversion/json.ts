export type Json = Readonly<Record<string, unknown>>;

/** Something, or why not. */
export type Result<T> = T | { readonly reason: string };

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

export const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** The first key with something in it that is not among the known: what it means is not known either. */
export function unknownKey(object: Json, known: ReadonlySet<string>): string | undefined {
  return Object.keys(object).find(key => !known.has(key) && !isEmpty(object[key]));
}

/** null, and lists of nothing, say nothing in either form. */
const isEmpty = (value: unknown): boolean => value === null || value === undefined || (Array.isArray(value) && value.length === 0);

/** The values of some keys, those that are there. */
export function pick(object: Json, keys: readonly string[]): Json {
  return Object.fromEntries(keys.filter(key => Object.hasOwn(object, key)).map(key => [key, object[key]]));
}
