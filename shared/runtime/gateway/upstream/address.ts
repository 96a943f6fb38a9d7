/** Where on an upstream a path lies. */

export interface Address {
  readonly origin: string;
  /** Path and query as they go on the wire. */
  readonly path: string;
}

const known = new Map<string, { readonly origin: string; readonly prefix: string }>();

/** The path is appended as it is: never decoded, never tidied. `baseUrl` is from configuration, and of few values. */
export function addressOf(baseUrl: string, path: string): Address {
  let base = known.get(baseUrl);
  if (!base) {
    const { origin, pathname } = new URL(baseUrl);
    base = { origin, prefix: pathname.replace(/\/+$/, '') };
    known.set(baseUrl, base);
  }
  return { origin: base.origin, path: base.prefix + path };
}
