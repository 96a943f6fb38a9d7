/** Where on an upstream a path lies. */

export interface Address {
  readonly origin: string;
  /** Path and query as they go on the wire. */
  readonly path: string;
}

interface Base {
  readonly origin: string;
  readonly prefix: string;
  /** The version that the prefix ends with: `/v1`. */
  readonly version?: string;
}

const known = new Map<string, Base>();

/**
 * The path is appended as it is: never decoded, never tidied. `baseUrl` is from configuration, and of few values; where it ends with the version that
 * the path begins with, as base URLs are written for SDKs, the version stands once.
 */
export function addressOf(baseUrl: string, path: string): Address {
  let base = known.get(baseUrl);
  if (!base) {
    const { origin, pathname } = new URL(baseUrl);
    const prefix = pathname.replace(/\/+$/, '');
    const version = /\/v\d\w*$/.exec(prefix)?.[0];
    base = { origin, prefix, ...(version === undefined ? {} : { version }) };
    known.set(baseUrl, base);
  }
  const { origin, prefix, version } = base;
  const repeated = version !== undefined && path.startsWith(`${version}/`);
  return { origin, path: repeated ? prefix + path.slice(version.length) : prefix + path };
}
