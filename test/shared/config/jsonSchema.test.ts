import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { DEFAULT_OPTIONS } from '../../../shared/config/defaults.ts';
import { configJsonSchema, userJsonSchema } from '../../../shared/config/jsonSchema.ts';
import { parseConfig } from '../../../shared/config/parseConfig.ts';
import { parseUserConfig } from '../../../shared/config/parseUserConfig.ts';

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

describe('userJsonSchema', () => {
  const user = userJsonSchema() as Members;

  it('describes every key, at every depth', () => {
    const undescribed = (key: Members, path: string): string[] => [
      ...(key.description === undefined && path !== '' ? [path] : []),
      ...Object.entries(key.properties ?? {}).flatMap(([name, inner]) => undescribed(inner as Members, `${path}.${name}`)),
    ];
    const { runtime } = user.properties as Record<string, Members>;
    const inner = runtime?.properties as Record<string, Members>;
    const members = [inner.upstreams?.additionalProperties, inner.budgets?.items].flatMap(member => undescribed(member as Members, ''));
    assert.deepEqual([...undescribed(user, ''), ...members], []);
  });

  it('has nothing in common with what a workspace can set but the prices', () => {
    const shared = Object.keys(user.properties ?? {}).filter(key => key in ((schema as Described).properties ?? {}));
    assert.deepEqual(shared, ['$schema', 'models']);
  });

  it('accepts what the runtime accepts', () => {
    const validate = new Ajv({ strict: false }).compile(user);
    for (const config of [
      {},
      { runtime: { upstreams: { groq: { baseUrl: 'https://api.groq.com/openai/v1', provider: 'groq' } }, timeZone: 'Europe/Berlin' } },
      { runtime: { budgets: [{ scope: 'user', window: 'day', usd: 5 }], request: { outputTokens: 100 } } },
      { runtime: { budgets: [{ scope: 'user' }] } },
      { runtime: { port: 70_000 } },
      { runtime: { upstreams: { 'a/b': {} } } },
      { upstreams: {} },
    ]) {
      assert.equal(validate(config), 'config' in parseUserConfig(JSON.stringify(config)), JSON.stringify(config));
    }
  });
});

type Members = Described & { additionalProperties?: unknown; items?: unknown };
