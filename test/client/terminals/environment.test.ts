import assert from 'node:assert/strict';
import { terminalEnvironment, type Wanted } from '../../../client/terminals/environment.ts';

const URL = 'http://127.0.0.1:4141';
const WANTED: Wanted = { url: URL, azure: [], headers: { 'x-farthing-project': 'acme/shop' } };
const AZURE = [{ name: 'work', baseUrl: 'https://acme.openai.azure.com' }];

describe("a terminal's environment", () => {
  const of = (present: Readonly<Record<string, string | undefined>>, wanted: Partial<Wanted> = {}) =>
    terminalEnvironment({ ...WANTED, ...wanted }, present);

  it('leads every SDK to the runtime, with the project of its folder', () => {
    assert.deepEqual(of({}), {
      set: {
        OPENAI_BASE_URL: `${URL}/openai/v1`,
        ANTHROPIC_BASE_URL: `${URL}/anthropic`,
        AWS_ENDPOINT_URL_BEDROCK_RUNTIME: `${URL}/bedrock`,
        GOOGLE_GEMINI_BASE_URL: `${URL}/gemini`,
        OPENAI_CUSTOM_HEADERS: 'x-farthing-project: acme/shop',
        ANTHROPIC_CUSTOM_HEADERS: 'x-farthing-project: acme/shop',
        FARTHING_RUNTIME_URL: URL,
      },
      left: [],
    });
  });

  it('leaves what the user has set to something else, and says so', () => {
    const { set, left } = of({ ANTHROPIC_BASE_URL: 'https://gateway.acme.dev/anthropic' });
    assert.equal(set.ANTHROPIC_BASE_URL, undefined);
    assert.equal(set.OPENAI_BASE_URL, `${URL}/openai/v1`);
    assert.deepEqual(left, ['ANTHROPIC_BASE_URL is https://gateway.acme.dev/anthropic already and stays so: its calls are not metered']);
  });

  for (const [what, present] of [
    ['the address the SDK has by itself', { OPENAI_BASE_URL: 'https://api.openai.com/v1/' }],
    [
      'an address of a runtime that ran before',
      { FARTHING_RUNTIME_URL: 'http://127.0.0.1:9', OPENAI_BASE_URL: 'http://127.0.0.1:9/openai/v1' },
    ],
    ['nothing', { OPENAI_BASE_URL: '' }],
  ] as const) {
    it(`takes the place of ${what}`, () => {
      const { set, left } = of(present);
      assert.equal(set.OPENAI_BASE_URL, `${URL}/openai/v1`);
      assert.deepEqual(left, []);
    });
  }

  it("leads Azure's clients to the upstream that the user's configuration names, and sets no base URL that they would refuse", () => {
    for (const present of [{}, { AZURE_OPENAI_ENDPOINT: 'https://acme.openai.azure.com/' }]) {
      const { set, left } = of(present, { azure: AZURE });
      assert.equal(set.AZURE_OPENAI_ENDPOINT, `${URL}/up/work`);
      assert.equal(set.OPENAI_BASE_URL, undefined);
      assert.match(left.join(), /AzureOpenAI refuses it/);
    }
  });

  it('breaks no program that uses an Azure endpoint of which the configuration knows nothing', () => {
    const { set } = of({ AZURE_OPENAI_ENDPOINT: 'https://other.openai.azure.com' });
    assert.equal(set.OPENAI_BASE_URL, undefined);
    assert.equal(set.AZURE_OPENAI_ENDPOINT, undefined);
  });

  it("keeps the user's own headers, and replaces those of ours that a terminal of before had", () => {
    const { set } = of({ OPENAI_CUSTOM_HEADERS: 'x-team: search\nX-Farthing-Project: old\n' });
    assert.equal(set.OPENAI_CUSTOM_HEADERS, 'x-team: search\nx-farthing-project: acme/shop');
  });

  it('writes into a header only what a header can carry', () => {
    const { set } = of({}, { headers: { 'x-farthing-project': 'caf\u00e9\n\u0007x: y' } });
    assert.equal(set.OPENAI_CUSTOM_HEADERS, 'x-farthing-project: caf???x: y');
  });

  it('keeps a proxy of the environment out of the way to this machine', () => {
    assert.equal(of({ HTTP_PROXY: 'http://proxy:3128', NO_PROXY: 'localhost, .acme.dev' }).set.NO_PROXY, 'localhost,.acme.dev,127.0.0.1');
    assert.equal(of({ HTTP_PROXY: 'http://proxy:3128', no_proxy: '127.0.0.1' }).set.NO_PROXY, undefined);
    assert.equal(of({}).set.NO_PROXY, undefined);
  });
});
