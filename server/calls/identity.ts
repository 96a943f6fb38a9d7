import type { CallSiteId } from './callSite.ts';

/** Ids that stay when code elsewhere in the file changes: a hash of place, API and the call's own text; twins are counted. */
export class Identities {
  private readonly twins = new Map<string, number>();

  next(parts: readonly string[]): CallSiteId {
    const hash = cyrb53(parts.join('\0'));
    const count = (this.twins.get(hash) ?? 0) + 1;
    this.twins.set(hash, count);
    return (count === 1 ? hash : `${hash}-${count}`) as CallSiteId;
  }
}

/** A 53-bit string hash (cyrb53 by bryc, public domain): pure, no `node:crypto`, good enough to tell call sites apart. */
function cyrb53(text: string): string {
  let h1 = 0xdeadbeef;
  let h2 = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    h1 = Math.imul(h1 ^ code, 2654435761);
    h2 = Math.imul(h2 ^ code, 1597334677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return (4294967296 * (2097151 & h2) + (h1 >>> 0)).toString(36).padStart(11, '0');
}
