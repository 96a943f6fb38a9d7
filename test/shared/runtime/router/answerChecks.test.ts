import assert from 'node:assert/strict';
import { reckoningIn } from '../../../../shared/runtime/router/answerFeatures.ts';
import { agree, objectionTo } from '../../../../shared/runtime/router/checks/answerChecks.ts';
import type { CheckSettings } from '../../../../shared/runtime/router/routerSettings.ts';

const answer = (text: string) => ({ text, complete: true, toolCalls: 0 });
const check = (of: Partial<CheckSettings>): CheckSettings => ({ timeoutSeconds: 10, ...of });
const SCHEMA = { type: 'object', required: ['city'], properties: { city: { type: 'string' } } };
const node = (program: string) => [process.execPath, '-e', program];

describe("a caller's check", () => {
  const cases: readonly (readonly [name: string, check: Partial<CheckSettings>, good: string, bad: string, objection: RegExp])[] = [
    ['a pattern', { pattern: '^(yes|no)$' }, 'yes', 'perhaps', /pattern/],
    ['a schema', { schema: SCHEMA }, '{"city":"Paris"}', '{"town":"Paris"}', /JSON schema/],
    ['a schema, of what is no JSON', { schema: SCHEMA }, '```json\n{"city":"Paris"}\n```', 'Paris', /JSON schema/],
    ['the schema of the request', { schema: true }, '{"city":"Paris"}', '{}', /JSON schema/],
    ['reckoning', { reckoning: true }, '3 x 60 = 180\n#### 180', '3 x 60 = 190\n#### 190', /calculation/],
    [
      'a test command',
      { command: node('process.stdin.on("data", text => process.exit(String(text) === "good" ? 0 : 3))') },
      'good',
      'bad',
      /ended with 3/,
    ],
  ];
  for (const [name, of, good, bad, objection] of cases) {
    it(`of ${name} tells a good answer from a bad one`, async () => {
      assert.equal(await objectionTo(answer(good), check(of), SCHEMA), undefined);
      assert.match((await objectionTo(answer(bad), check(of), SCHEMA)) ?? '', objection);
    });
  }

  it('passes no answer that was cut off or is empty, and leaves calls of tools to what they find', async () => {
    assert.match((await objectionTo({ text: 'yes', complete: false, toolCalls: 0 }, check({}), undefined)) ?? '', /cut off/);
    assert.match((await objectionTo(answer(' '), check({}), undefined)) ?? '', /empty/);
    assert.equal(await objectionTo({ text: '', complete: true, toolCalls: 1 }, check({ pattern: 'x' }), undefined), undefined);
  });

  it('does not pass what a command cannot be run for', async () => {
    assert.match(
      (await objectionTo(answer('x'), check({ command: ['/nonexistent/program'] }), undefined)) ?? '',
      /cannot be run \(ENOENT\)/,
    );
  });

  it('gives its command none of the keys in the environment', async () => {
    process.env.FARTHING_TEST_API_KEY = 'secret';
    const command = node('process.exit(process.env.FARTHING_TEST_API_KEY ? 1 : 0)');
    assert.equal(await objectionTo(answer('x'), check({ command }), undefined), undefined);
    delete process.env.FARTHING_TEST_API_KEY;
  });
});

describe('two answers agree', () => {
  for (const [one, other, same] of [
    ['{"a":1,"b":2}', '{"b":2, "a":1}', true],
    ['Paris.', 'paris', true],
    ['so 3 + 4 = 7\n#### 7', 'we get 7\n#### 7', true],
    ['Paris', 'Rome', false],
  ] as const) {
    it(`${same ? 'where' : 'not where'} ${JSON.stringify(one)} meets ${JSON.stringify(other)}`, () =>
      assert.equal(agree(one, other), same));
  }
});

describe('the reckoning of an answer', () => {
  it('is followed with its precedence, percents and several steps', () => {
    assert.deepEqual(reckoningIn('First 2 + 3 * 4 = 14, then $200 * 10% = $20.\nThe answer is 20'), {
      calculations: 2,
      wrong: 0,
      result: 20,
      isLast: true,
      isReckoned: true,
    });
  });
});
