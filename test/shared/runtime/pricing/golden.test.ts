import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Provider } from '../../../../shared/catalogue/schema.ts';
import { loadPrices } from '../../../../shared/models/priceSource.ts';
import { dialectOf } from '../../../../shared/runtime/dialects/index.ts';
import { createPricer } from '../../../../shared/runtime/pricing/pricer.ts';
import { readReply } from '../dialects/packets.ts';
import { type GoldenRow, wireOf } from './golden/wire.ts';

/** The day whose prices the table was written for. */
const AT = new Date('2026-11-24T12:00:00Z');

const FILES = ['openai', 'compatible', 'anthropic', 'bedrock', 'gemini'] as const;

function rowsOf(file: string): GoldenRow[] {
  const source = readFileSync(new URL(`golden/${file}.jsonl`, import.meta.url), 'utf8');
  return source
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as GoldenRow);
}

const SCALE = 12n;
const decimal = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(Number(SCALE), '0'));
};

/**
 * `(100 x 2.5 + 20 x 10) x 0.5 + 1 x $0.01`: tokens times dollars a million, a factor, fees. In nano-dollars, rounded half up. Written apart from the code
 * under test, in integers of 10^-24.
 */
function nanosOf(arithmetic: string): number {
  const tokens = arithmetic.replaceAll(/ \+ \d+ x \$[\d.]+/g, '');
  const fees = arithmetic.slice(tokens.length);
  const [, inside = tokens, factor = '1'] = /^\((.*)\) x ([\d.]+)$/.exec(tokens) ?? [];
  const terms = inside.split(' + ').map(term => term.split(' x ') as [string, string]);
  const perMillion = terms.reduce((sum, [count, rate]) => sum + BigInt(count) * decimal(rate), 0n) * decimal(factor);
  const fee = [...fees.matchAll(/(\d+) x \$([\d.]+)/g)].reduce(
    (sum, [, uses, each]) => sum + BigInt(uses as string) * decimal(each as string),
    0n,
  );
  // Dollars a million tokens are thousands of nano-dollars a token.
  const scaled = perMillion * 1000n + fee * 10n ** SCALE * 1_000_000_000n;
  const one = 10n ** (2n * SCALE);
  return Number((2n * scaled + one) / (2n * one));
}

describe('golden usages', function () {
  this.timeout(30_000);

  const prices = loadPrices();

  it('are more than two hundred', () => assert.ok(FILES.flatMap(rowsOf).length >= 200));

  for (const file of FILES) {
    for (const row of rowsOf(file)) {
      it(`${file}: ${row.title}`, async () => {
        const pricer = createPricer({ prices: await prices });
        const { dialect, request, replies } = wireOf(row);
        const expected = nanosOf(row.is);
        for (const [form, { headers, packets, request: other }] of Object.entries(replies)) {
          const read = dialectOf(dialect).read(other ?? request);
          const facts = row.provider === undefined ? read : { ...read, provider: row.provider as Provider };
          const reply = readReply(dialect, facts, { headers, packets });
          const { cost, notes, usage } = await pricer.costOf(facts, reply, AT, 'settled');
          assert.equal(cost, expected, `${form}: ${JSON.stringify(usage)} ${notes.join('; ')}`);
          assert.equal(reply.complete, true, form);
          assert.equal(reply.emittedText.includes('yo'), !/embed/.test(row.via), form);
        }
      });
    }
  }

  it('read arithmetic as people do', () => {
    assert.equal(nanosOf('1000 x 2.5 + 10 x 10'), 2_600_000);
    assert.equal(nanosOf('(1000 x 2.5 + 10 x 10) x 0.5 + 2 x $0.01'), 21_300_000);
    assert.equal(nanosOf('1 x 0.0005'), 1);
  });
});
