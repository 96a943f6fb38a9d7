/** JSON of strangers, read without trusting it: what is not of the expected kind is absent. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** Undefined for text that is no JSON object; never throws. */
export function parseObject(source: Buffer | string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(typeof source === 'string' ? source : source.toString('utf8')));
  } catch {
    return undefined;
  }
}

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The objects of a list; everything else in it is left out. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return asList(value).filter(item => asObject(item) !== undefined) as readonly JsonObject[];
}

/** A member of each of them, where it is an object. */
export function membersOf(objects: readonly JsonObject[], name: string): readonly JsonObject[] {
  return objects.map(object => asObject(object[name])).filter(value => value !== undefined);
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A count: whole, not negative. */
export function asCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A value as JSON; nothing for one that is nested beyond what can be written. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch (error) {
    if (error instanceof RangeError) return '';
    throw error;
  }
}
