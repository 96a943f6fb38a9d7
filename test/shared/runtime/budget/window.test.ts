import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { WindowKind } from '../../../../shared/runtime/budget/budget.ts';
import { dateAt, windowAt, windowsIn } from '../../../../shared/runtime/budget/window.ts';

const HOUR = 3_600_000;
const at = (iso: string) => Date.parse(iso);

/** Kind, zone, an instant, the window it is in; what is special about it. */
const table: readonly (readonly [WindowKind, string, string, string, string, string])[] = [
  ['day', 'UTC', '2026-11-24T12:00:00Z', '2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z', 'a plain day'],
  ['day', 'America/New_York', '2026-11-24T04:59:59.999Z', '2026-11-23T05:00:00Z', '2026-11-24T05:00:00Z', 'the day is that of the zone'],
  ['day', 'Asia/Kolkata', '2026-11-24T18:30:00Z', '2026-11-24T18:30:00Z', '2026-11-25T18:30:00Z', 'a zone with half an hour'],
  ['day', 'Europe/Berlin', '2026-03-29T10:00:00Z', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', '23 hours when clocks go forward'],
  ['day', 'Europe/Berlin', '2026-10-25T10:00:00Z', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', '25 hours when clocks go back'],
  ['day', 'America/Sao_Paulo', '2018-11-04T12:00:00Z', '2018-11-04T03:00:00Z', '2018-11-05T02:00:00Z', 'a day without a midnight'],
  [
    'day',
    'America/Havana',
    '2026-11-01T12:00:00Z',
    '2026-11-01T04:00:00Z',
    '2026-11-02T05:00:00Z',
    'a day with two midnights begins at the first',
  ],
  ['day', 'Pacific/Apia', '2011-12-29T12:00:00Z', '2011-12-29T10:00:00Z', '2011-12-30T10:00:00Z', 'the day before one that was left out'],
  [
    'day',
    'Australia/Lord_Howe',
    '2026-04-05T00:00:00Z',
    '2026-04-04T13:00:00Z',
    '2026-04-05T13:30:00Z',
    'clocks that change by half an hour',
  ],
  ['week', 'UTC', '2026-11-22T23:59:59Z', '2026-11-16T00:00:00Z', '2026-11-23T00:00:00Z', 'Sunday ends the week'],
  ['week', 'UTC', '2026-11-23T00:00:00Z', '2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z', 'Monday begins it'],
  ['week', 'UTC', '2026-12-31T00:00:00Z', '2026-12-28T00:00:00Z', '2027-01-04T00:00:00Z', 'a week over the end of a year'],
  ['month', 'UTC', '2026-02-28T23:59:59.999Z', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z', 'February'],
  ['month', 'UTC', '2028-02-29T12:00:00Z', '2028-02-01T00:00:00Z', '2028-03-01T00:00:00Z', 'February of a leap year'],
  ['month', 'UTC', '2026-01-31T12:00:00Z', '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', 'the 31st before a shorter month'],
  ['month', 'America/New_York', '2026-12-01T04:00:00Z', '2026-11-01T04:00:00Z', '2026-12-01T05:00:00Z', 'a month in which clocks go back'],
];

describe('windows of budgets', () => {
  for (const [kind, zone, instant, from, until, what] of table) {
    it(`${what}: the ${kind} of ${instant} in ${zone} begins at ${from}`, () => {
      assert.deepEqual(windowAt(kind, at(instant), zone), { from: at(from), until: at(until) });
    });
  }

  it('a total has no end', () => assert.deepEqual(windowAt('total', 5, 'UTC'), { from: 0 }));

  it('a zone that is not known is an error', () => assert.throws(() => windowAt('day', 0, 'Europe/Atlantis'), RangeError));

  const zones = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'America/Sao_Paulo',
    'America/Havana',
    'Asia/Kathmandu',
    'Pacific/Apia',
  );
  const instants = fc.integer({ min: at('2005-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z') });
  const kinds = fc.constantFrom<WindowKind>('day', 'week', 'month');

  it('windows follow each other without gap or overlap, and hold the instant they were asked for', () => {
    fc.assert(
      fc.property(kinds, instants, zones, (kind, instant, zone) => {
        const window = windowAt(kind, instant, zone);
        const until = window.until as number;
        assert.ok(window.from <= instant && instant < until);
        assert.deepEqual(windowAt(kind, window.from, zone), window);
        assert.deepEqual(windowAt(kind, until - 1, zone), window);
        assert.equal(windowAt(kind, until, zone).from, until);
        if (kind === 'day') assert.ok(until - window.from >= 22 * HOUR && until - window.from <= 26 * HOUR);
      }),
      { numRuns: 300 },
    );
  });

  it('remembering windows changes no answer, whatever way the clock goes', () => {
    fc.assert(
      fc.property(zones, fc.array(fc.tuple(kinds, instants), { maxLength: 30 }), (zone, asked) => {
        const windowOf = windowsIn(zone);
        for (const [kind, instant] of asked) {
          for (const near of [instant, instant + 20 * HOUR, instant - 5 * HOUR]) {
            assert.deepEqual(windowOf(kind, near), windowAt(kind, near, zone));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('dates are those of the zone', () => {
    assert.equal(dateAt(at('2026-11-24T04:59:59Z'), 'America/New_York'), '2026-11-23');
    assert.equal(dateAt(at('2026-11-24T05:00:00Z'), 'America/New_York'), '2026-11-24');
  });
});
