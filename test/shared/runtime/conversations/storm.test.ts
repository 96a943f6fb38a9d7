import assert from 'node:assert/strict';
import { asNanos } from '../../../../shared/money/nanoDollars.ts';
import { newConversation } from '../../../../shared/runtime/conversations/conversation.ts';
import { stormIn } from '../../../../shared/runtime/conversations/storm.ts';
import type { StormLimits } from '../../../../shared/runtime/conversations/stormLimits.ts';

const NONE: StormLimits = { turn: {}, conversation: {} };

function conversation(of: object) {
  return {
    conversation: { ...newConversation('c', 'ada x'), requests: 9, all: { tokens: 900, money: asNanos(20_000_000) }, ...of },
    inToolLoop: true,
  };
}

describe('the storm breaker', () => {
  it('lets an ordinary conversation alone', () => {
    assert.deepEqual(stormIn(conversation({ toolCalls: 25, repeats: 6 }), NONE), {});
  });

  it('tells once of many calls of tools, and refuses none of them', () => {
    const followed = conversation({ toolCalls: 26, repeats: 1 });
    const { warning, refusal } = stormIn(followed, NONE);
    assert.equal(
      warning,
      '$0.02 in a conversation of 9 requests: 26 tool calls since the user last spoke; nothing is refused. runtime.storm.turn.toolCalls in config.jsonc stops it there.',
    );
    assert.equal(refusal, undefined);
    assert.deepEqual(stormIn(followed, NONE), {});
  });

  const refused: readonly (readonly [string, StormLimits, object, RegExp])[] = [
    [
      'calls of tools in a turn',
      { ...NONE, turn: { toolCalls: 5 } },
      { toolCalls: 6 },
      /6 tool calls since the user last spoke, and 5 is the limit/,
    ],
    [
      'tokens of a turn',
      { ...NONE, turn: { tokens: 10 } },
      { turn: { tokens: 11, money: 0 } },
      /11 tokens in this turn, and 10 is the limit/,
    ],
    [
      'dollars of a turn',
      { ...NONE, turn: { money: asNanos(10_000_000) } },
      { turn: { tokens: 1, money: 10_000_000 } },
      /runtime\.storm\.turn\.usd/,
    ],
    ['requests of a conversation', { ...NONE, conversation: { requests: 8 } }, {}, /9 requests in this conversation, and 8 is the limit/],
    ['tokens of a conversation', { ...NONE, conversation: { tokens: 800 } }, {}, /900 tokens in this conversation/],
    ['dollars of a conversation', { ...NONE, conversation: { money: asNanos(20_000_000) } }, {}, /\$0\.02 spent in this conversation/],
    ['the same request', { ...NONE, repeats: 3 }, { repeats: 4 }, /the same request came 4 times in a row, and 3 is the limit/],
  ];
  for (const [name, limits, of, sentence] of refused) {
    it(`refuses what is over a limit of ${name}, and says how to raise it`, () => {
      const { refusal } = stormIn(conversation(of), limits);
      assert.match(refusal ?? '', sentence);
      assert.match(refusal ?? '', /Raise it with runtime\.storm\.[a-zA-Z.]+ in config\.jsonc/);
    });
  }

  it('names the tool that is called again and again', () => {
    const { refusal } = stormIn({ ...conversation({}), same: { tool: 'search', times: 4 } }, { ...NONE, repeats: 3 });
    assert.match(refusal ?? '', /search was called 4 times in a row with the same arguments/);
  });

  it('refuses by itself only what is absurd', () => {
    assert.equal(stormIn(conversation({ toolCalls: 2_000 }), NONE).refusal, undefined);
    assert.ok(stormIn(conversation({ toolCalls: 2_001 }), NONE).refusal);
    assert.ok(stormIn({ ...conversation({}), same: { tool: 'poll', times: 251 } }, NONE).refusal);
  });
});
