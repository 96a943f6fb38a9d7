/** The user's configuration file and environment become settings; or sentences about what is wrong with them. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DEFAULT_RUNTIME } from '../../config/runtimeDefaults.ts';
import type { UserConfig } from '../../config/userSchema.ts';
import { isStoreAddress } from '../../config/webAddress.ts';
import { fromDollars } from '../../money/nanoDollars.ts';
import type { Budget, RequestLimits } from '../budget/budget.ts';
import type { RuntimeSettings } from '../settings.ts';
import { type Home, reasonOf } from './home.ts';
import { routerSettings } from './routerSettings.ts';
import { semanticSettings } from './semanticSettings.ts';
import { stormSettings } from './stormSettings.ts';
import { telemetrySettings } from './telemetrySettings.ts';
import { upstreamsOf } from './upstreams.ts';

export interface LoadedSettings {
  readonly settings: RuntimeSettings;
  readonly port: number;
  /** The file it was read from. */
  readonly source?: string;
}

/** `problems`: sentences, each with its place. */
export type SettingsOutcome = LoadedSettings | { readonly problems: readonly string[] };

type RuntimeConfig = NonNullable<UserConfig['runtime']>;

/** `config` is the file named on the command line; without one, the home's own `config.jsonc`, which need not be there. */
export async function loadSettings(home: Home, config?: string, environment: NodeJS.ProcessEnv = process.env): Promise<SettingsOutcome> {
  const path = config === undefined ? home.config : resolve(config);
  const text = readText(path, config !== undefined);
  if (typeof text === 'object') return { problems: [text.problem] };
  const read = text === undefined ? { config: {} } : await parse(text, path);
  if ('problems' in read) return read;
  const { runtime = {}, models = {} } = read.config;
  const upstreams = upstreamsOf(runtime.upstreams ?? {}, environment);
  if ('problems' in upstreams) return { problems: upstreams.problems.map(problem => `${path}: ${problem}`) };
  const store = environment.FARTHING_STORE || runtime.store;
  // Its text may have a password in it.
  if (store !== undefined && !isStoreAddress(store))
    return { problems: ['FARTHING_STORE must be an address that begins with redis:// or rediss://'] };
  const semantic = semanticSettings(runtime.semanticCache ?? {}, upstreams.byName, home);
  if ('problems' in semantic) return { problems: semantic.problems.map(problem => `${path}: ${problem}`) };
  const router = runtime.router && routerSettings(runtime.router);
  if (router && 'problems' in router) return { problems: router.problems.map(problem => `${path}: ${problem}`) };
  const settings: RuntimeSettings = {
    upstreams: upstreams.byName,
    ...present({ user: runtime.user, team: runtime.team, project: runtime.project, alertWebhook: runtime.alertWebhook }),
    ...present({ region: environment.AWS_REGION || environment.AWS_DEFAULT_REGION || undefined }),
    ...(store === undefined ? {} : { store: { url: store, namespace: runtime.storeNamespace ?? DEFAULT_RUNTIME.storeNamespace } }),
    timeZone: runtime.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    cache: { ...DEFAULT_RUNTIME.cache, ...present(runtime.cache ?? {}) },
    semanticCache: semantic,
    telemetry: telemetrySettings(runtime.telemetry ?? {}),
    storm: stormSettings(runtime.storm ?? {}),
    ...(router && { router }),
    unknownPrice: runtime.unknownPrice ?? DEFAULT_RUNTIME.unknownPrice,
    accountTier: runtime.accountTier ?? DEFAULT_RUNTIME.accountTier,
    budgets: (runtime.budgets ?? []).map(budgetOf),
    ...(runtime.request ? { request: limitsOf(runtime.request) } : {}),
    models,
  };
  return { settings, port: runtime.port ?? DEFAULT_RUNTIME.port, ...(text === undefined ? {} : { source: path }) };
}

function readText(path: string, named: boolean): string | undefined | { readonly problem: string } {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!named && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    return { problem: `cannot read the configuration ${path}: ${reasonOf(error)}` };
  }
}

async function parse(text: string, path: string): Promise<{ readonly config: UserConfig } | { readonly problems: readonly string[] }> {
  // The validator is loaded only where there is something to validate.
  const { parseUserConfig } = await import('../../config/parseUserConfig.ts');
  const parsed = parseUserConfig(text);
  if ('config' in parsed) return parsed;
  const problems = 'problems' in parsed ? parsed.problems : [];
  return { problems: problems.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`) };
}

function budgetOf({ scope, owner, window, usd, tokens }: NonNullable<RuntimeConfig['budgets']>[number]): Budget {
  return { scope, window, ...present({ owner, tokens, money: usd === undefined ? undefined : fromDollars(usd) }) };
}

function limitsOf({ inputTokens, outputTokens, usd }: NonNullable<RuntimeConfig['request']>): RequestLimits {
  return present({ inputTokens, outputTokens, money: usd === undefined ? undefined : fromDollars(usd) });
}

/** Without the keys that say nothing. */
function present<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
