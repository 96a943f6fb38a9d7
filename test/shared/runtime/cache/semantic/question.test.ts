import assert from 'node:assert/strict';
import { questionOf } from '../../../../../shared/runtime/cache/semantic/question.ts';
import { nameOfRoute, routeFor } from '../../../../../shared/runtime/cache/semantic/routes.ts';
import type { DialectName } from '../../../../../shared/runtime/dialects/dialect.ts';
import { dialectOf } from '../../../../../shared/runtime/dialects/index.ts';
import type { SemanticExtra, SemanticSettings } from '../../../../../shared/runtime/settings.ts';

function questionIn(dialect: DialectName, path: string, body: object, allow: readonly SemanticExtra[] = []) {
  const facts = dialectOf(dialect).read({ method: 'POST', path, headers: {}, body: Buffer.from(JSON.stringify(body)) });
  return questionOf(facts, facts.content(), allow);
}

const chat = (question: unknown, more: object = {}, allow?: readonly SemanticExtra[]) =>
  questionIn(
    'openai',
    '/v1/chat/completions',
    { model: 'm', temperature: 0, messages: [{ role: 'user', content: question }], ...more },
    allow,
  );

const restOf = (question: ReturnType<typeof chat>): string => ('rest' in question ? question.rest : assert.fail(question.none));

describe('the question of a request', () => {
  const ASKED = 'How do I reset my password?';

  const FORMS: readonly (readonly [DialectName, string, (question: string) => object])[] = [
    [
      'openai',
      '/v1/chat/completions',
      question => ({
        model: 'm',
        temperature: 0,
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: question },
        ],
      }),
    ],
    [
      'openai',
      '/v1/chat/completions',
      question => ({ model: 'm', temperature: 0, messages: [{ role: 'user', content: [{ type: 'text', text: question }] }] }),
    ],
    ['openai', '/v1/responses', question => ({ model: 'm', temperature: 0, instructions: 'Be brief.', input: question, store: false })],
    [
      'anthropic',
      '/v1/messages',
      question => ({ model: 'm', max_tokens: 5, temperature: 0, system: 'Be brief.', messages: [{ role: 'user', content: question }] }),
    ],
    [
      'bedrock',
      '/model/m/converse',
      question => ({
        inferenceConfig: { temperature: 0 },
        system: [{ text: 'Be brief.' }],
        messages: [{ role: 'user', content: [{ text: question }] }],
      }),
    ],
    [
      'gemini',
      '/v1beta/models/m:generateContent',
      question => ({ generationConfig: { temperature: 0 }, contents: [{ role: 'user', parts: [{ text: question }] }] }),
    ],
  ];
  for (const [dialect, path, body] of FORMS) {
    it(`is found in ${JSON.stringify(body('?')).slice(0, 60)} of ${dialect}${path}, and all the rest is the same for another`, () => {
      const one = questionIn(dialect, path, body(ASKED));
      const other = questionIn(dialect, path, body('What else?'));
      assert.ok('question' in one && 'question' in other, JSON.stringify(one));
      assert.equal(one.question, ASKED);
      assert.equal(one.rest, other.rest);
      const changed = questionIn(dialect, path, { ...body(ASKED), unknown_parameter: 1 });
      assert.notEqual('rest' in changed && changed.rest, one.rest);
    });
  }

  it('its delivery is no part of the rest, everything else is', () => {
    const rest = restOf(chat(ASKED));
    assert.equal(restOf(chat(ASKED, { stream: true, stream_options: { include_usage: true } })), rest);
    for (const more of [{ model: 'n' }, { max_tokens: 5 }, { seed: 1 }, { response_format: { type: 'json_object' } }, { user: 'ada' }]) {
      assert.notEqual(restOf(chat(ASKED, more)), rest, JSON.stringify(more));
    }
  });

  it('a system prompt that says the question too is told from one that does not', () => {
    const withSystem = (system: string, question: string) =>
      restOf(
        chat(undefined, {
          messages: [
            { role: 'system', content: system },
            { role: 'user', content: question },
          ],
        }),
      );
    assert.notEqual(withSystem('a', 'a'), withSystem('b', 'b'));
    assert.equal(withSystem('a', 'a'), withSystem('a', 'b'));
  });

  it('tools, turns, sampling, time, images and long texts are no questions, the first four unless opted in', () => {
    const tools = { tools: [{ type: 'function', function: { name: 'f' } }] };
    const turns = {
      messages: [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'b' },
        { role: 'user', content: ASKED },
      ],
    };
    const cases: readonly (readonly [
      ReturnType<typeof chat>,
      ((allow: readonly SemanticExtra[]) => ReturnType<typeof chat>)?,
      SemanticExtra?,
    ])[] = [
      [chat(ASKED, tools), allow => chat(ASKED, tools, allow), 'tools'],
      [chat(ASKED, turns), allow => chat(ASKED, turns, allow), 'turns'],
      [chat(ASKED, { temperature: 1 }), allow => chat(ASKED, { temperature: 1 }, allow), 'sampled'],
      [chat('What is the weather today?'), allow => chat('What is the weather today?', {}, allow), 'time'],
      [
        chat([
          { type: 'text', text: ASKED },
          { type: 'image_url', image_url: { url: 'data:,' } },
        ]),
      ],
      [chat('long '.repeat(300))],
      [chat('1234')],
      [chat(ASKED, { n: 2 })],
      [questionIn('openai', '/v1/embeddings', { model: 'm', input: ASKED })],
    ];
    for (const [question, allowed, extra] of cases) {
      assert.ok('none' in question);
      if (allowed && extra) assert.ok('question' in allowed([extra]), extra);
    }
  });
});

describe('the route of a request', () => {
  const otherwise = { mode: 'shadow', ttlSeconds: 1, verifyPercent: 10, maxWrongPercent: 2, allow: [] } as const;
  const settings: SemanticSettings = {
    ...otherwise,
    maxMegabytes: 1,
    embedder: { kind: 'sentence-encoder', folder: '/' },
    routes: [
      { ...otherwise, match: { model: 'gpt-4o*', project: 'support' }, mode: 'on' },
      { ...otherwise, match: { upstream: 'a.b' }, mode: 'off' },
    ],
  };
  const facts = { upstream: 'openai', endpoint: '/v1/chat/completions', model: 'gpt-4o-mini', site: undefined, project: 'support' };

  it('is the first whose patterns all fit, else what holds for all', () => {
    assert.equal(routeFor(facts, settings).mode, 'on');
    assert.equal(routeFor({ ...facts, project: undefined }, settings).mode, 'shadow');
    assert.equal(routeFor({ ...facts, model: 'my-gpt-4o' }, settings).mode, 'shadow');
    assert.equal(routeFor({ ...facts, upstream: 'a.b', model: 'm' }, settings).mode, 'off');
    assert.equal(routeFor({ ...facts, upstream: 'aXb', model: 'm' }, settings).mode, 'shadow');
  });

  it('is named by where it goes and the line of code it comes from', () => {
    assert.equal(nameOfRoute({ ...facts, site: 'abc' }), 'openai /v1/chat/completions gpt-4o-mini abc');
  });
});
