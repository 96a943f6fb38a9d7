import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linesCsv } from '../../../client/spendPanel/webview/csv.ts';
import { lineFilter } from '../../../client/spendPanel/webview/filter.ts';
import { gaugesOf } from '../../../client/spendPanel/webview/gauge.ts';
import { groupRows } from '../../../client/spendPanel/webview/groups.ts';
import { cacheCell, costCell, routeCell, siteCell } from '../../../client/spendPanel/webview/words.ts';
import { asNanos, fromDollars } from '../../../shared/money/nanoDollars.ts';
import { fillPage } from '../../../shared/protocol/panelPage.ts';
import type { SitePlace } from '../../../shared/protocol/sites.ts';
import type { CallEnd, CallLine, SpendBudget } from '../../../shared/protocol/spend.ts';
import { addFigures, NOTHING_SPENT } from '../../../shared/protocol/spendFigures.ts';

const END: CallEnd = {
  endedAt: 1_250,
  status: 200,
  tokens: { input: 100, cached: 20, output: 5 },
  confidence: 'exact',
  cache: 'miss',
  notes: [],
};

function line(changes: Partial<CallLine> = {}): CallLine {
  return {
    ...{ seq: 1, id: 'one', startedAt: 1_000, date: '1970-01-01', state: 'settled', upstream: 'openai', endpoint: '/v1/chat/completions' },
    ...{ stream: false, model: 'gpt-4o', tags: {}, end: END, cost: fromDollars(0.0042), spent: fromDollars(0.0042) },
    ...changes,
  };
}

const PLACE: SitePlace = { id: 'site-1', workspace: '/project', path: 'src/agent.ts', line: 41, endLine: 44, symbol: 'Agent.answer' };
const PLACES = new Map([[PLACE.id, PLACE]]);

describe('what a cell says', () => {
  it('of a cost: the amount, or what is in its place, and never nothing for what is not known', () => {
    const cases: [Partial<CallLine>, string, RegExp][] = [
      [{}, '$0.0042', /^\$0\.0042$/],
      [{ cost: undefined, end: { ...END, notes: ['no price for model x'] } }, 'unknown', /Not known: no price for model x/],
      [{ state: 'held', cost: undefined, end: undefined, hold: fromDollars(0.02) }, 'under way', /at most \$0\.02/],
      [{ state: 'held', cost: undefined, end: undefined }, 'under way', /not known/],
      [{ state: 'failed', cost: undefined, end: { ...END, status: 500 } }, 'failed', /Not charged: the provider answered 500/],
      [{ state: 'lost', end: undefined, cost: fromDollars(0.02) }, '$0.02', /worst case is charged/],
      [{ state: 'refused', cost: undefined, end: undefined, refusal: '$5.00 of $5.00 spent' }, 'refused', /\$5\.00 of \$5\.00/],
      [{ cost: asNanos(0), end: { ...END, cache: 'hit' } }, '$0.00', /^\$0\.00$/],
    ];
    for (const [changes, text, title] of cases) {
      const cell = costCell(line(changes));
      assert.equal(cell.text.trimEnd(), text);
      assert.match(cell.title ?? '', title);
    }
  });

  it('of call sites: the line, how many fit alike, or nothing', () => {
    assert.deepEqual(siteCell(line({ site: 'site-1' }), PLACES), { text: 'src/agent.ts:41', title: 'Agent.answer' });
    assert.equal(siteCell(line({ site: 'gone' }), PLACES).text, 'gone');
    const ambiguous = siteCell(line({ attribution: { confidence: 'ambiguous', candidates: ['site-1', 'other'] } }), PLACES);
    assert.deepEqual([ambiguous.text, ambiguous.title], ['2 candidates', 'Fits equally: src/agent.ts:41, other']);
    assert.equal(siteCell(line(), PLACES).text, '–');
  });

  it('of caches and routes: what was, and in shadow mode what would have been', () => {
    assert.equal(cacheCell(line({ end: { ...END, cache: 'hit' } })).text, 'hit');
    assert.equal(
      cacheCell(line({ end: { ...END, semantic: { mode: 'shadow', outcome: 'would', similarity: 0.973 } } })).text,
      'would 0.97',
    );
    const route = { asked: 'gpt-4o', chosen: 'gpt-4o-mini', reasons: ['41 words'] };
    assert.equal(routeCell(line({ route: { ...route, mode: 'on' } })).text, '→ gpt-4o-mini');
    assert.equal(routeCell(line({ route: { ...route, mode: 'shadow' } })).text, 'would → gpt-4o-mini');
  });
});

describe('the list of requests', () => {
  it('is filtered by words that must all be somewhere in a call, whatever their case', () => {
    const one = line({ site: 'site-1', user: 'ada', tags: { feature: 'search' } });
    const kept = ['', 'GPT-4o', 'agent.ts ada', 'feature=search', 'miss', 'answer 200', 'settled'];
    for (const written of kept) assert.ok(lineFilter(written, PLACES)(one), written);
    for (const written of ['claude', 'agent.ts bob', 'unknown']) assert.ok(!lineFilter(written, PLACES)(one), written);
    assert.ok(lineFilter('unknown', PLACES)(line({ cost: undefined })));
  });

  it('is written for spreadsheets with whole money, and nothing that one would run', () => {
    const csv = linesCsv([line({ site: 'site-1', user: '=HYPERLINK("x")', cost: asNanos(1) })], PLACES);
    const [head, row] = csv.split('\r\n');
    assert.match(head ?? '', /costUsd,costNanos/);
    assert.match(row ?? '', /,src\/agent\.ts:41,"'=HYPERLINK\(""x""\)",/);
    assert.match(row ?? '', /,0\.000000001,1,/);
    assert.equal(
      linesCsv([line({ cost: undefined })], PLACES)
        .split('\r\n')[1]
        ?.split(',')[15],
      '',
    );
  });
});

describe('a gauge', () => {
  const budget = (limit: number, spent: number, held = 0): SpendBudget => ({
    ...{ scope: 'user', owner: 'ada', window: 'day', from: 0, until: 1, cover: 'user ada, a day' },
    money: { limit, spent, held },
  });

  it('is full only when all is spent, and begins to warn at the marks', () => {
    const levels = [0, 699, 700, 899, 900, 999, 1_000, 1_400].map(spent => {
      const [gauge] = gaugesOf([budget(1_000, spent)]);
      return [gauge?.percent, gauge?.level];
    });
    assert.deepEqual(levels, [
      [0, 'calm'],
      [69, 'calm'],
      [70, 'past70'],
      [89, 'past70'],
      [90, 'past90'],
      [99, 'past90'],
      [100, 'full'],
      [100, 'full'],
    ]);
    assert.deepEqual(gaugesOf([budget(1_000_000_000, 999_999_999)])[0]?.percent, 99);
  });

  it('never shows more than all', () => {
    fc.assert(
      fc.property(fc.nat(1e12), fc.nat(1e12), fc.nat(1e12), (limit, spent, held) => {
        const [gauge] = gaugesOf([budget(limit, spent, held)]);
        assert.ok(gauge && gauge.spent >= 0 && gauge.held >= 0 && gauge.spent + gauge.held <= 1_000);
      }),
    );
  });

  it('is told to those who do not see it', () => {
    const [gauge] = gaugesOf([budget(fromDollars(5), fromDollars(4.61), fromDollars(0.1))]);
    assert.equal(gauge?.text, 'user ada, a day: $4.61 of $5.00 spent, 92 %, up to $0.10 under way');
  });
});

describe('groups', () => {
  it('add up to what they are of, however many rows there are', () => {
    const figures = fc
      .record({ cost: fc.nat(1e9), calls: fc.nat(9) })
      .map(({ cost, calls }) => ({ ...NOTHING_SPENT, calls, cost: asNanos(cost) }));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), figures), fc.integer({ min: 1, max: 5 }), (groups, most) => {
        const rows = groupRows(new Map(Object.entries(groups)), most);
        assert.ok(rows.length <= most + 1);
        const all = Object.values(groups).reduce(addFigures, NOTHING_SPENT);
        assert.deepEqual(rows.map(row => row.figures).reduce(addFigures, NOTHING_SPENT), all);
      }),
    );
  });
});

describe("the panel's page", () => {
  it('is filled in whole, and no part of it ends an attribute', () => {
    const parts = { place: 'editor', csp: `script-src "x"`, nonce: 'n', script: 's', style: 't' } as const;
    assert.equal(fillPage('<a b="{{csp}}" c="{{place}}">', parts), '<a b="script-src &quot;x&quot;" c="editor">');
    assert.throws(() => fillPage('{{other}}', parts), /other/);
  });
});
