import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { DEFAULT_OPTIONS } from '../../../shared/config/defaults.ts';
import { configJsonSchema } from '../../../shared/config/jsonSchema.ts';
import { parseConfig } from '../../../shared/config/parseConfig.ts';

const RULES = ['missing-max-tokens', 'oversized-retrieval-k'];
const schema = configJsonSchema(RULES);
const accepts = new Ajv({ strict: false }).compile(schema);

type Described = { description?: string; default?: unknown; properties?: Record<string, Described> };

describe('configJsonSchema', () => {
  it('describes every key', () => {
    for (const [key, value] of Object.entries((schema as Described).properties ?? {})) assert.ok(value.description, key);
  });

  it('shows the defaults that hold', () => {
    const options = (schema as Described).properties?.options?.properties ?? {};
    const shown = Object.fromEntries(Object.entries(options).map(([key, value]) => [key, value.default]));
    assert.deepEqual(shown, DEFAULT_OPTIONS);
  });

  it('accepts in an editor exactly what the command accepts', () => {
    const value = fc.oneof(
      fc.constant('warn'),
      fc.constant({ input: 1, output: 2 }),
      fc.integer(),
      fc.double({ noNaN: true }),
      fc.boolean(),
      fc.array(fc.string()),
      fc.object({ maxDepth: 1 }),
    );
    const keys = fc.constantFrom(...Object.keys((schema as Described).properties ?? {}), 'other');
    const nested = fc.dictionary(fc.constantFrom('missing-max-tokens', 'maxRetrievalK', 'maxCostPerCall', 'files', 'x'), value);
    fc.assert(
      fc.property(fc.dictionary(keys, fc.oneof(value, nested, fc.array(nested))), config => {
        const parsed = parseConfig(JSON.stringify(config), 'jsonc', RULES);
        assert.equal('config' in parsed, accepts(JSON.parse(JSON.stringify(config))));
      }),
    );
  });
});
