/** What holds for one file, after configuration files, overrides and the command line. */
import { DEFAULT_FAIL_ON, DEFAULT_OPTIONS, type FailOn, type RuleLevel, type RuleOptions } from '../../../shared/config/defaults.ts';
import type { FarthingConfig } from '../../../shared/config/schema.ts';
import { covers, type GitPattern, parseGitPattern } from '../gitPatterns.ts';

export type Rules = Readonly<Record<string, RuleLevel>>;
export type Models = NonNullable<FarthingConfig['models']>;
export type SupposedSizes = NonNullable<FarthingConfig['assumptions']>;
export type Budgets = NonNullable<FarthingConfig['budgets']>;

export interface Settings {
  readonly rules: Rules;
  readonly options: RuleOptions;
  readonly models: Models;
  readonly budgets: Budgets;
  readonly assumptions: SupposedSizes;
  readonly requireReason: boolean;
  readonly failOn: FailOn;
}

/** Globs mean what they mean in a `.gitignore` of the folder. */
export interface Globs {
  readonly folder: string;
  readonly patterns: readonly GitPattern[];
}

function globsOf(folder: string, globs: readonly string[]): Globs {
  return { folder, patterns: globs.flatMap(glob => parseGitPattern(glob) ?? []) };
}

function isAmong({ folder, patterns }: Globs, path: string): boolean {
  const inside = folder === '/' || path.startsWith(`${folder}/`);
  return inside && covers(patterns, path.slice(folder === '/' ? 1 : folder.length + 1));
}

/** One configuration with everything it extends. */
export interface LayeredConfig {
  /** Files it was read from, the nearest first. */
  readonly sources: readonly string[];
  readonly include?: Globs;
  readonly exclude: readonly Globs[];
  readonly rules: Rules;
  readonly options: Partial<RuleOptions>;
  readonly overrides: readonly { readonly files: Globs; readonly rules: Rules; readonly options: Partial<RuleOptions> }[];
  readonly models: Models;
  readonly budgets: Budgets;
  readonly assumptions: SupposedSizes;
  readonly requireReason?: boolean;
  readonly failOn?: FailOn;
}

export const NO_CONFIG: LayeredConfig = {
  sources: [],
  exclude: [],
  rules: {},
  options: {},
  overrides: [],
  models: {},
  budgets: {},
  assumptions: {},
};

/** A configuration as written in `folder`. */
export function asLayer(written: FarthingConfig, source: string, folder: string): LayeredConfig {
  return {
    sources: [source],
    include: written.include && globsOf(folder, written.include),
    exclude: written.exclude ? [globsOf(folder, written.exclude)] : [],
    rules: defined(written.rules),
    options: defined(written.options),
    overrides: (written.overrides ?? []).map(({ files, rules, options }) => ({
      files: globsOf(folder, files),
      rules: defined(rules),
      options: defined(options),
    })),
    models: written.models ?? {},
    budgets: defined(written.budgets),
    assumptions: defined(written.assumptions),
    requireReason: written.requireReason,
    failOn: written.failOn,
  };
}

/** `over` wins, key by key; exclusions and overrides add up. */
export function combine(base: LayeredConfig, over: LayeredConfig): LayeredConfig {
  return {
    sources: [...over.sources, ...base.sources],
    include: over.include ?? base.include,
    exclude: [...base.exclude, ...over.exclude],
    rules: { ...base.rules, ...over.rules },
    options: { ...base.options, ...over.options },
    overrides: [...base.overrides, ...over.overrides],
    models: { ...base.models, ...over.models },
    budgets: { ...base.budgets, ...over.budgets },
    assumptions: { ...base.assumptions, ...over.assumptions },
    requireReason: over.requireReason ?? base.requireReason,
    failOn: over.failOn ?? base.failOn,
  };
}

function defined<T extends object>(given: T | undefined): { [K in keyof T]-?: Exclude<T[K], undefined> } {
  const kept = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]-?: Exclude<T[K], undefined> };
}

export function settingsFor(config: LayeredConfig, file: string, fromCommandLine: Partial<RuleOptions> = {}): Settings {
  const overrides = config.overrides.filter(override => isAmong(override.files, file));
  return {
    rules: Object.assign({}, config.rules, ...overrides.map(override => override.rules)),
    options: Object.assign({}, DEFAULT_OPTIONS, config.options, ...overrides.map(override => override.options), fromCommandLine),
    models: config.models,
    budgets: config.budgets,
    assumptions: config.assumptions,
    requireReason: config.requireReason ?? false,
    failOn: config.failOn ?? DEFAULT_FAIL_ON,
  };
}

export function isIncluded(config: LayeredConfig, file: string): boolean {
  return (config.include === undefined || isAmong(config.include, file)) && !config.exclude.some(globs => isAmong(globs, file));
}
