/**
 * The one description of `farthing.jsonc` (and `package.json#farthing`, `[tool.farthing]`): validation, the JSON schema for editors, the
 * starter file and the documentation all come from here.
 */
import * as z from 'zod/mini';
import { DEFAULT_FAIL_ON, DEFAULT_OPTIONS, FAIL_ON, RULE_LEVELS, type RuleOptions } from './defaults.ts';
import { documented } from './documentation.ts';
import { dollars, modelPrices } from './modelPrices.ts';

const globs = z.array(z.string());
const count = z.int().check(z.positive());

const OPTION_DESCRIPTIONS: Readonly<Record<keyof RuleOptions, string>> = {
  maxRetrievalK: 'Documents a retriever may fetch before `oversized-retrieval-k` speaks.',
  weakLoopBound: 'Turns above which the bound of a tool loop does not bound spend.',
  outputLimit: 'Tokens that a repair of `missing-max-tokens` writes.',
  callsPerMonth: 'How often each call site runs in a month; the monthly cost is the cost of a call times this.',
};

function optionsShape(): Record<keyof RuleOptions, z.ZodMiniOptional<typeof count>> {
  const option = (name: keyof RuleOptions) => documented(z.optional(count), OPTION_DESCRIPTIONS[name], { default: DEFAULT_OPTIONS[name] });
  return {
    maxRetrievalK: option('maxRetrievalK'),
    weakLoopBound: option('weakLoopBound'),
    callsPerMonth: option('callsPerMonth'),
    outputLimit: option('outputLimit'),
  };
}

/** What an estimate supposes where the source does not say; the defaults are the estimator's. */
const SUPPOSED = {
  output: 'Tokens of an answer.',
  turns: 'Turns of a tool loop that nothing bounds.',
  toolResult: 'Tokens that the answer of a tool adds to the conversation.',
  toolSchema: 'Tokens of the schema of one tool.',
  chunk: 'Tokens of one retrieved passage.',
  unknownHole: 'Tokens of what is put into a prompt from a source that is not known.',
  unknownPrompt: 'Tokens of a prompt of which nothing is known.',
} as const;
export type Supposed = keyof typeof SUPPOSED;

function assumptionsShape() {
  const tokens = z.number().check(z.nonnegative());
  const range = z.strictObject({ low: tokens, expected: tokens, high: tokens });
  const entries = Object.entries(SUPPOSED).map(([name, description]) => [
    name,
    documented(z.optional(z.union([tokens, range])), description),
  ]);
  return Object.fromEntries(entries) as Record<Supposed, z.ZodMiniOptional<z.ZodMiniUnion<[typeof tokens, typeof range]>>>;
}

/** The schema knows the rules by name, so that a misspelt one is an error; the names are given, because rules live elsewhere. */
export function createConfigSchema(ruleIds: readonly string[]) {
  const level = z.enum(RULE_LEVELS);
  const rules = documented(
    z.optional(z.strictObject(Object.fromEntries(ruleIds.map(id => [id, z.optional(level)])))),
    'Severity of each rule: "off", "info", "warn" or "error". Rules that are not named keep their own.',
    { examples: [{ 'missing-max-tokens': 'error', 'oversized-retrieval-k': 'off' }] },
  );
  const options = documented(z.optional(z.strictObject(optionsShape())), 'Limits that rules and estimates go by.');
  const override = z.strictObject({
    files: documented(globs, 'Which files, as globs relative to this file.'),
    rules,
    options,
  });
  return z.strictObject({
    $schema: documented(z.optional(z.string()), 'Address of the JSON schema, for editors.'),
    extends: documented(
      z.optional(z.union([z.string(), globs])),
      'Other configuration files this one starts from, relative to it; later ones win, this one wins over all.',
    ),
    include: documented(z.optional(globs), 'Only these files are linted; globs relative to this file.', { examples: [['src/**']] }),
    exclude: documented(z.optional(globs), 'These files are not linted; globs relative to this file.', { examples: [['**/legacy/**']] }),
    rules,
    options,
    overrides: documented(z.optional(z.array(override)), 'Other rules and options for some files; later entries win.'),
    models: modelPrices(),
    budgets: documented(
      z.optional(
        z.strictObject({
          maxCostPerCall: documented(z.optional(dollars), 'Dollars that one run of a call site may be expected to cost.'),
          maxCostPerMonth: documented(z.optional(dollars), 'Dollars that all call sites together may be expected to cost in a month.'),
        }),
      ),
      'A broken budget makes `farthing check` exit with 1.',
    ),
    assumptions: documented(
      z.optional(z.strictObject(assumptionsShape())),
      'What an estimate supposes where the code does not say: one number, or low, expected and high.',
      { examples: [{ output: 250, chunk: { low: 200, expected: 300, high: 400 } }] },
    ),
    requireReason: documented(z.optional(z.boolean()), 'A `farthing-ignore` comment must say why.', { default: false }),
    failOn: documented(z.optional(z.enum(FAIL_ON)), 'The least severity that makes `farthing check` exit with 1.', {
      default: DEFAULT_FAIL_ON,
    }),
  });
}

/** A configuration file as written: every key may be missing. */
export type FarthingConfig = z.infer<ReturnType<typeof createConfigSchema>>;
