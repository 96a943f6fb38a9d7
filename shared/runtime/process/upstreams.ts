/** Where requests may go: the four providers, and what the user's own configuration adds. A request never names a host. */
import type { Provider } from '../../catalogue/schema.ts';
import { closest } from '../../config/closest.ts';
import { DEFAULT_RUNTIME, DIALECTS } from '../../config/runtimeDefaults.ts';
import type { UserConfig } from '../../config/userSchema.ts';
import { isWebAddress } from '../../config/webAddress.ts';
import { providerOfUrl } from '../../models/providerNames.ts';
import type { DialectName } from '../dialects/dialect.ts';
import type { Upstream } from '../settings.ts';

export type WrittenUpstreams = NonNullable<NonNullable<UserConfig['runtime']>['upstreams']>;

export type UpstreamsOutcome = { readonly byName: ReadonlyMap<string, Upstream> } | { readonly problems: readonly string[] };

interface BuiltIn {
  /** As the SDKs have it, without the version that the paths below begin with; Bedrock's host follows from the region. */
  readonly baseUrl?: string;
  /** Overrides `baseUrl`: for tests, and behind a corporate gateway. */
  readonly variable: string;
}

const BUILT_IN: Readonly<Record<DialectName, BuiltIn>> = {
  openai: { baseUrl: 'https://api.openai.com', variable: 'FARTHING_UPSTREAM_OPENAI' },
  anthropic: { baseUrl: 'https://api.anthropic.com', variable: 'FARTHING_UPSTREAM_ANTHROPIC' },
  bedrock: { variable: 'FARTHING_UPSTREAM_BEDROCK' },
  gemini: { baseUrl: 'https://generativelanguage.googleapis.com', variable: 'FARTHING_UPSTREAM_GEMINI' },
};

/** The environment wins over the file, the file over what is built in. */
export function upstreamsOf(written: WrittenUpstreams, environment: NodeJS.ProcessEnv): UpstreamsOutcome {
  const problems: string[] = [];
  const byName = new Map<string, Upstream>();
  for (const dialect of DIALECTS) {
    const { baseUrl, variable } = BUILT_IN[dialect];
    const own = written[dialect] ?? {};
    const fromEnvironment = environment[variable] || undefined;
    if (fromEnvironment !== undefined && !isWebAddress(fromEnvironment))
      problems.push(`${variable} must be an address that begins with http:// or https://, without query and password`);
    if (own.dialect !== undefined && own.dialect !== dialect) {
      problems.push(`the upstream "${dialect}" speaks ${dialect}, not ${own.dialect}; give yours another name`);
    }
    byName.set(dialect, upstream(dialect, dialect, fromEnvironment ?? own.baseUrl ?? baseUrl, own));
  }
  for (const [name, own] of Object.entries(written)) {
    if (byName.has(name)) continue;
    if (own.baseUrl === undefined) problems.push(`the upstream "${name}" has no "baseUrl"`);
    byName.set(name, upstream(name, own.dialect ?? 'openai', own.baseUrl, own));
  }
  for (const one of byName.values()) problems.push(...fallbackProblems(one, byName));
  return problems.length > 0 ? { problems } : { byName };
}

function upstream(name: string, dialect: DialectName, baseUrl: string | undefined, own: WrittenUpstreams[string]): Upstream {
  const provider = own.provider ?? providerBehind(baseUrl);
  return {
    name,
    dialect,
    ...(baseUrl === undefined ? {} : { baseUrl: baseUrl.replace(/\/+$/, '') }),
    ...(provider === undefined ? {} : { provider }),
    retries: own.retries ?? DEFAULT_RUNTIME.retries,
    ...(own.fallback === undefined ? {} : { fallback: own.fallback }),
    askForUsage: own.askForUsage ?? DEFAULT_RUNTIME.askForUsage,
    idleTimeoutSeconds: own.idleTimeoutSeconds ?? DEFAULT_RUNTIME.idleTimeoutSeconds,
  };
}

/** Whose prices hold at a host that is known (`api.groq.com`); a server of the user's own may stand for any provider. */
function providerBehind(baseUrl: string | undefined): Provider | undefined {
  const named = baseUrl === undefined ? undefined : providerOfUrl(baseUrl);
  return named === undefined || named.local !== undefined ? undefined : named.provider;
}

/** A fallback that is not there, speaks otherwise, or leads back. */
function fallbackProblems({ name, dialect, fallback }: Upstream, byName: ReadonlyMap<string, Upstream>): string[] {
  if (fallback === undefined) return [];
  const target = byName.get(fallback);
  if (!target) {
    const meant = closest(fallback, [...byName.keys()]);
    return [`the fallback "${fallback}" of "${name}" is no upstream${meant === undefined ? '' : `; did you mean "${meant}"?`}`];
  }
  if (target.dialect !== dialect) return [`the fallback "${fallback}" of "${name}" speaks ${target.dialect}, not ${dialect}`];
  const passed = new Set([name]);
  for (let next: Upstream | undefined = target; next; next = next.fallback === undefined ? undefined : byName.get(next.fallback)) {
    if (passed.has(next.name)) return [`the fallback of "${name}" goes round in a circle through "${next.name}"`];
    passed.add(next.name);
  }
  return [];
}
