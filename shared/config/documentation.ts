/** What each key of a configuration is for, kept beside its schema. */
import * as z from 'zod/mini';

interface Documentation {
  readonly description: string;
  readonly default?: unknown;
  readonly examples?: unknown[];
  readonly [key: string]: unknown;
}

/** What each key is for; becomes `description`, `default` and `examples` in the JSON schema. */
export const documentation = z.registry<Documentation>();

export function documented<T extends z.ZodMiniType>(schema: T, description: string, more: Omit<Documentation, 'description'> = {}): T {
  // A copy of its own: a registry is keyed by the schema object, and one schema serves several keys.
  const own = schema.clone() as T;
  documentation.add(own as z.ZodMiniType, { description, ...more });
  return own;
}
