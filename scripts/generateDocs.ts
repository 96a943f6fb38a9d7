/**
 * Writes what is derived from one place: the page of each rule, the tables and outputs in README.md, the JSON schema of the configuration, the settings
 * in the extension's manifest.
 * `npm run docs` writes them, `npm run docs -- --check` only says which are stale.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explainRule } from '../server/rules/explain.ts';
import { rules } from '../server/rules/index.ts';
import { catalogue } from '../shared/catalogue/index.ts';
import { configJsonSchema, policyJsonSchema, userJsonSchema } from '../shared/config/jsonSchema.ts';
import { tableAsOf } from '../shared/models/table.ts';
import { checked } from './docs/checked.ts';
import { configTable } from './docs/configTable.ts';
import { withSettings } from './docs/manifest.ts';
import { block, outputOf } from './docs/outputOf.ts';
import { ruleTable } from './docs/ruleTable.ts';
import { sdkTable } from './docs/sdkTable.ts';
import { replaceSections } from './docs/sections.ts';
import { scanFolder, vectorScan } from './docs/vectorScan.ts';
import { savings } from './example/savings.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const schema = configJsonSchema(rules.map(rule => rule.id));

/** Generated files by their path. */
async function generatedFiles(): Promise<Map<string, string>> {
  const files = new Map(rules.map(rule => [`docs/rules/${rule.id}.md`, explainRule(rule)]));
  files.set('docs/rules/README.md', `# Rules\n\nGenerated from \`server/rules\`.\n\n${ruleTable(rules, '.')}\n`);
  files.set('schemas/farthing.schema.json', `${JSON.stringify(schema, null, 2)}\n`);
  files.set('schemas/farthing.user.schema.json', `${JSON.stringify(userJsonSchema(), null, 2)}\n`);
  files.set('schemas/farthing.policy.schema.json', `${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
  files.set(`${scanFolder}/int8ScanWasm.ts`, await vectorScan(root));
  files.set('package.json', withSettings(readFileSync(join(root, 'package.json'), 'utf8')));
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const sections = {
    rules: ruleTable(rules, 'docs/rules'),
    configuration: configTable(schema),
    finding: block(await checked(root, 'examples/support-agent/bad/python/support/answer.py', tableAsOf)),
    savings: block(await savings(root, tableAsOf)),
    sdks: sdkTable(catalogue),
    options: block(outputOf(root, 'server/cli/main.ts', 'check', '--help')),
  };
  files.set('README.md', replaceSections(readme, sections));
  const runtimePage = readFileSync(join(root, 'docs/runtime.md'), 'utf8');
  files.set(
    'docs/runtime.md',
    replaceSections(runtimePage, { configuration: configTable(userJsonSchema()), policy: configTable(policyJsonSchema()) }),
  );
  return files;
}

const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined);

mkdirSync(join(root, 'docs/rules'), { recursive: true });
const files = await generatedFiles();
const orphans = readdirSync(join(root, 'docs/rules'))
  .map(name => `docs/rules/${name}`)
  .filter(path => !files.has(path));
const stale = [...files].filter(([path, text]) => read(path) !== text).map(([path]) => path);

if (process.argv.includes('--check')) {
  for (const path of [...stale, ...orphans]) console.log(`${path} is stale: run "npm run docs"`);
  process.exit(stale.length + orphans.length > 0 ? 1 : 0);
}
for (const path of stale) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), files.get(path) ?? '');
  console.log(`wrote ${path}`);
}
for (const path of orphans) {
  rmSync(join(root, path));
  console.log(`removed ${path}`);
}
