import assert from 'node:assert/strict';
import { homeOf } from '../../../../shared/runtime/process/home.ts';
import { type LoadedSettings, loadSettings } from '../../../../shared/runtime/process/loadSettings.ts';
import { temporaryTree } from '../../../temporaryTree.ts';

async function load(config: string | object | undefined, environment: NodeJS.ProcessEnv = {}) {
  const text = typeof config === 'object' ? JSON.stringify(config) : config;
  return loadSettings(homeOf(temporaryTree(text === undefined ? {} : { 'config.jsonc': text })), undefined, environment);
}

async function settingsOf(config: string | object | undefined, environment: NodeJS.ProcessEnv = {}): Promise<LoadedSettings> {
  const loaded = await load(config, environment);
  assert.ok('settings' in loaded, JSON.stringify(loaded));
  return loaded;
}

/** Without the place of the file. */
async function problemsOf(runtime: object | string, environment: NodeJS.ProcessEnv = {}): Promise<string[]> {
  const loaded = await load(typeof runtime === 'string' ? runtime : { runtime }, environment);
  assert.ok('problems' in loaded, 'it was taken');
  return loaded.problems.map(problem => problem.replace(/^.*config\.jsonc/, 'config.jsonc'));
}

describe('settings of a runtime', () => {
  it('need no configuration: four upstreams, a cache, port 4141', async () => {
    const { settings, port, source } = await settingsOf(undefined);
    assert.deepEqual(
      [...settings.upstreams.values()].map(({ name, baseUrl, dialect }) => [name, baseUrl, dialect]),
      [
        ['openai', 'https://api.openai.com', 'openai'],
        ['anthropic', 'https://api.anthropic.com', 'anthropic'],
        ['bedrock', undefined, 'bedrock'],
        ['gemini', 'https://generativelanguage.googleapis.com', 'gemini'],
      ],
    );
    assert.deepEqual(settings.cache, { enabled: true, ttlSeconds: 86_400, maxMegabytes: 256, sampled: false });
    assert.equal(settings.unknownPrice, 'refuse');
    assert.equal(port, 4141);
    assert.equal(source, undefined);
  });

  it('come from the file, comments and trailing commas welcome', async () => {
    const { settings, port } = await settingsOf(`{
      // Where our own models are.
      "runtime": {
        "port": 0,
        "upstreams": { "vllm": { "baseUrl": "http://127.0.0.1:8000/v1/", "askForUsage": false, "retries": 2, "fallback": "openai" } },
        "user": "ada", "timeZone": "Europe/Berlin",
        "cache": { "sampled": true },
        "budgets": [{ "scope": "user", "window": "day", "usd": 0.1 }, { "scope": "team", "owner": "search", "window": "month", "tokens": 5 }],
        "request": { "usd": 0.25, "outputTokens": 2000 },
        "unknownPrice": "allow",
      },
      "models": { "my-deployment": "gpt-4o" },
    }`);
    const upstream = { retries: 2, askForUsage: false, idleTimeoutSeconds: 600, dialect: 'openai', fallback: 'openai' };
    assert.deepEqual(settings.upstreams.get('vllm'), { ...upstream, name: 'vllm', baseUrl: 'http://127.0.0.1:8000/v1' });
    assert.deepEqual(settings.budgets, [
      { scope: 'user', window: 'day', money: 100_000_000 },
      { scope: 'team', owner: 'search', window: 'month', tokens: 5 },
    ]);
    assert.deepEqual(settings.request, { money: 250_000_000, outputTokens: 2000 });
    assert.deepEqual(settings.cache, { enabled: true, ttlSeconds: 86_400, maxMegabytes: 256, sampled: true });
    assert.deepEqual(settings.models, { 'my-deployment': 'gpt-4o' });
    assert.deepEqual([settings.user, settings.timeZone, settings.unknownPrice, port], ['ada', 'Europe/Berlin', 'allow', 0]);
  });

  it('know whose prices hold at a known host, unless the file says; a local server may stand for anybody', async () => {
    const { settings } = await settingsOf({
      runtime: {
        upstreams: {
          groq: { baseUrl: 'https://api.groq.com/openai' },
          azure: { baseUrl: 'https://ours.openai.azure.com' },
          mine: { baseUrl: 'https://api.groq.com/openai', provider: 'openai' },
          local: { baseUrl: 'http://127.0.0.1:8000' },
        },
      },
    });
    assert.deepEqual(
      ['openai', 'groq', 'azure', 'mine', 'local'].map(name => settings.upstreams.get(name)?.provider),
      ['openai', 'groq', 'azure.ai.openai', 'openai', undefined],
    );
  });

  it('of the environment win over the file, for the four base URLs', async () => {
    const { settings } = await settingsOf(
      { runtime: { upstreams: { openai: { baseUrl: 'https://file.example', retries: 1 } } } },
      { FARTHING_UPSTREAM_OPENAI: 'http://127.0.0.1:9/', FARTHING_UPSTREAM_BEDROCK: 'http://127.0.0.1:8' },
    );
    assert.deepEqual([settings.upstreams.get('openai')?.baseUrl, settings.upstreams.get('openai')?.retries], ['http://127.0.0.1:9', 1]);
    assert.equal(settings.upstreams.get('bedrock')?.baseUrl, 'http://127.0.0.1:8');
  });

  const upstreams = (more: object) => ({ upstreams: { mine: { baseUrl: 'https://a.example', ...more } } });
  for (const [what, runtime, expected] of [
    ['a misspelt key', { upstream: {} }, 'config.jsonc:1:13: unknown key "upstream"; did you mean "upstreams"?'],
    ['a key inside an upstream', upstreams({ retrys: 1 }), 'config.jsonc:1:64: unknown key "retrys"; did you mean "retries"?'],
    ['an upstream without an address', { upstreams: { mine: {} } }, 'config.jsonc: the upstream "mine" has no "baseUrl"'],
    [
      'an address with a password',
      upstreams({ baseUrl: 'https://user:secret@a.example' }),
      'config.jsonc:1:44: "runtime.upstreams.mine.baseUrl" must be an address that begins with http:// or https://, without query and password',
    ],
    [
      'a dialect that is not spoken',
      upstreams({ dialect: 'openia' }),
      'config.jsonc:1:74: "runtime.upstreams.mine.dialect" must be one of "openai", "anthropic", "bedrock", "gemini"; did you mean "openai"?',
    ],
    [
      'a fallback that is not there',
      upstreams({ fallback: 'opnai' }),
      'config.jsonc: the fallback "opnai" of "mine" is no upstream; did you mean "openai"?',
    ],
    [
      'a fallback of another dialect',
      upstreams({ fallback: 'anthropic' }),
      'config.jsonc: the fallback "anthropic" of "mine" speaks anthropic, not openai',
    ],
    ['a fallback to itself', upstreams({ fallback: 'mine' }), 'config.jsonc: the fallback of "mine" goes round in a circle through "mine"'],
    [
      'another dialect for a built-in name',
      { upstreams: { gemini: { dialect: 'openai' } } },
      'config.jsonc: the upstream "gemini" speaks gemini, not openai; give yours another name',
    ],
    [
      'a time zone that does not exist',
      { timeZone: 'Berlin' },
      'config.jsonc:1:24: "runtime.timeZone" must be a time zone of the IANA list, such as "Europe/Berlin"',
    ],
    [
      'a webhook in the open',
      { alertWebhook: 'http://hooks.example/x' },
      'config.jsonc:1:28: "runtime.alertWebhook" must be an https address, or an http address of this machine',
    ],
    ['a port that is none', { port: 70_000 }, 'config.jsonc:1:20: "runtime.port" must be at most 65535'],
    [
      'a budget without a window',
      { budgets: [{ scope: 'user', usd: 1 }] },
      'config.jsonc:1:24: "runtime.budgets.0.window" must be one of "day", "week", "month", "total"',
    ],
  ] as const) {
    it(`refuse ${what}, and say where`, async () => {
      assert.deepEqual(await problemsOf(runtime), [expected]);
    });
  }

  it('refuse an address in the environment that is none, without repeating it', async () => {
    const [problem] = await problemsOf({}, { FARTHING_UPSTREAM_OPENAI: 'https://u:secret@host' });
    assert.match(problem ?? '', /FARTHING_UPSTREAM_OPENAI must be an address/);
    assert.doesNotMatch(problem ?? '', /secret/);
  });

  it('refuse a file that is named and not there', async () => {
    const loaded = await loadSettings(homeOf(temporaryTree({})), '/nowhere/config.jsonc', {});
    assert.deepEqual(loaded, { problems: ['cannot read the configuration /nowhere/config.jsonc: it does not exist'] });
  });

  it('refuse broken JSON, with its place', async () => {
    assert.deepEqual(await problemsOf('{"runtime": '), ['config.jsonc:1:13: not valid JSON: value expected']);
  });
});
