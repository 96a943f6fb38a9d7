/** Who may read the dashboard: a browser that brought a code which only the owner of the lock file can have had made (docs/adr/011). */
import { randomBytes } from 'node:crypto';

export interface DashboardSessions {
  /** Good once, for two minutes. */
  newCode(): string;
  /** A token for reading what is spent, in exchange for a code; undefined when the code is none, is too old, or was used. */
  redeem(code: string): string | undefined;
  accepts(authorization: string | undefined): boolean;
}

const CODE_LIFE_MS = 120_000;
/** Tabs that are remembered, and codes that wait; the oldest go. */
const MOST = 32;
const BEARER = 'Bearer ';

/** Tokens live as long as the runtime. `clock` is in milliseconds. */
export function dashboardSessions(clock: () => number): DashboardSessions {
  const codes = new Map<string, number>();
  const tokens = new Set<string>();
  return {
    newCode() {
      const code = secret();
      codes.set(code, clock() + CODE_LIFE_MS);
      dropOldest(codes);
      return code;
    },
    redeem(code) {
      const goodUntil = codes.get(code);
      codes.delete(code);
      if (goodUntil === undefined || goodUntil < clock()) return undefined;
      const token = secret();
      tokens.add(token);
      dropOldest(tokens);
      return token;
    },
    // Found by its hash in a set, of 256 random bits: the time this takes tells nothing of use.
    accepts: authorization => authorization?.startsWith(BEARER) === true && tokens.has(authorization.slice(BEARER.length)),
  };
}

const secret = (): string => randomBytes(32).toString('base64url');

function dropOldest(kept: Map<string, number> | Set<string>): void {
  if (kept.size > MOST) kept.delete(kept.keys().next().value as string);
}
