/** The `farthing.jsonc` that `farthing init` writes: every rule and option with its default, commented out. */
import { DEFAULT_FAIL_ON, DEFAULT_OPTIONS } from './defaults.ts';

export interface StarterRule {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
}

/** Where npm puts it; editors with the extension know the schema without. */
const SCHEMA = './node_modules/farthing/schemas/farthing.schema.json';

export function starterConfig(rules: readonly StarterRule[], schema = SCHEMA): string {
  const lines = [
    '{',
    `  "$schema": ${JSON.stringify(schema)},`,
    '',
    '  // Severity of each rule: "off", "info", "warn" or "error". What stands here are the defaults.',
    '  "rules": {',
    ...rules.flatMap(({ id, title, severity }) => [`    // ${title}.`, `    // "${id}": "${severity}",`]),
    '  },',
    '',
    '  "options": {',
    ...Object.entries(DEFAULT_OPTIONS).map(([name, value]) => `    // "${name}": ${JSON.stringify(value)},`),
    '  },',
    '',
    '  // Prices of your own: what your code calls a model, and the model behind it or dollars for a million tokens.',
    '  "models": {',
    '    // "my-azure-deployment": "gpt-4o",',
    '    // "ft:gpt-4o-mini:*": { "input": 0.3, "output": 1.2 },',
    '  },',
    '',
    '  // A broken budget makes `farthing check` exit with 1. Dollars.',
    '  "budgets": {',
    '    // "maxCostPerCall": 0.1,',
    '    // "maxCostPerMonth": 500,',
    '  },',
    '',
    '  // Files that are not linted, written as in .gitignore.',
    '  "exclude": [],',
    '',
    `  // "failOn": "${DEFAULT_FAIL_ON}",`,
    '}',
  ];
  return `${lines.join('\n')}\n`;
}
