import assert from 'node:assert/strict';
import { chainOf } from '../../../../server/cli/formats/chain.ts';
import { routingTable } from '../../../../server/cli/formats/routing.ts';
import { asNanos } from '../../../../shared/money/nanoDollars.ts';
import type { RouteVerdict, Turn } from '../../../../shared/runtime/ledger/verdicts.ts';

const TURN: Turn = { conversation: '0190-3f9a1c', turn: 2, requests: 9, toolCalls: 7, tokens: 12_040, cost: asNanos(31_000_000) };
const ROUTE: RouteVerdict = {
  mode: 'on',
  asked: 'gpt-4.1',
  chosen: 'gpt-4.1-mini',
  complexity: 0.1,
  reasons: ['4 words', 'a question of fact'],
};

describe('the chain of a call', () => {
  it('says where in its conversation it stands', () => {
    assert.deepEqual(chainOf({ turn: TURN }), ['conversation 3f9a1c, turn 2, 7 tool calls, 12,040 tokens, $0.031 so far']);
  });

  it('names a loop', () => {
    assert.match(chainOf({ turn: { ...TURN, repeats: 4, tool: 'search' } }).join(), /; search 4 times alike$/);
    assert.match(chainOf({ turn: { ...TURN, repeats: 3 } }).join(), /; this request 3 times alike$/);
  });

  it('is nothing for a call that stands alone', () => {
    assert.deepEqual(chainOf({ turn: { ...TURN, requests: 1 } }), []);
    assert.deepEqual(chainOf(), []);
  });

  const routed: readonly (readonly [string, Partial<RouteVerdict>, string])[] = [
    ['which model was asked for', {}, 'in place of gpt-4.1: 4 words, a question of fact'],
    ['which would be chosen', { mode: 'shadow' }, 'would go to gpt-4.1-mini: 4 words, a question of fact'],
    ['why it stays', { chosen: 'gpt-4.1', reasons: ['within a tool loop'] }, 'stays at gpt-4.1: within a tool loop'],
    ['why it is asked again', { escalated: 'it is empty' }, 'asked again, as the answer of gpt-4.1-mini was not good enough: it is empty'],
  ];
  for (const [name, route, sentence] of routed) {
    it(`says ${name}`, () => assert.deepEqual(chainOf({ route: { ...ROUTE, ...route } }), [sentence]));
  }
});

describe('the table on routing', () => {
  it('says what to do where nothing was routed', () => assert.match(routingTable([]), /runtime\.router in config\.jsonc/));

  it('never shows a saving without the quality and without random routing', () => {
    const table = routingTable([
      {
        mode: 'shadow',
        asked: 'gpt-4.1',
        requests: 4,
        moved: 3,
        spent: asNanos(2_000_000_000),
        saved: asNanos(1_000_000_000),
        unpriced: 1,
        quality: { unknown: 'no answer was checked' },
        random: { moved: 2 },
      },
    ]);
    assert.match(table, /\$1\.00 +\$2\.00 +gpt-4\.1 +shadow: would be +3 of 4 +not known: no answer was checked +2 of 4/);
    assert.match(table, /What 1 of the calls would have cost elsewhere is not known/);
  });
});
