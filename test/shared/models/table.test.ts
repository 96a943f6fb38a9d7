import assert from 'node:assert/strict';
import { priceOfRow } from '../../../shared/models/row.ts';
import { findRow, sheets, tableAsOf } from '../../../shared/models/table.ts';
import { tokenizerFamily } from '../../../shared/models/tokenizerFamily.ts';

describe('rows of the price table', () => {
  const day = /^\d{4}-\d{2}-\d{2}$/;
  for (const sheet of sheets) {
    describe(sheet.provider, () => {
      it('says where and when it was read', () => {
        assert.match(sheet.asOf, day);
        assert.notEqual(sheet.source, '');
        assert.ok(sheet.asOf <= tableAsOf);
      });
      it('names no model twice', () => {
        const names = sheet.rows.flatMap(row => [row.id, ...(row.aliases ?? [])]);
        assert.deepEqual(
          names.filter((name, index) => names.indexOf(name) !== index),
          [],
        );
      });
      for (const row of sheet.rows) {
        it(`${row.id} is a row that makes sense`, () => {
          if (row.retires) assert.match(row.retires, day);
          assert.ok((row.maxOutput ?? 0) <= (row.context ?? Number.POSITIVE_INFINITY));
          if (row.successor) assert.ok(findRow(sheet.provider, row.successor), `no row for ${row.successor}`);
          const starts = (row.price ?? []).map(price => price.from ?? '');
          assert.deepEqual(starts, [...starts].sort());
          const price = priceOfRow({ ...sheet.common, ...row }, sheet, new Date('2027-06-01'));
          if (!price) return;
          const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = price.rates;
          assert.ok(output >= input || output === 0, 'output costs at least what input costs');
          assert.ok((cacheRead ?? 0) <= input, 'reads are not dearer than input');
          assert.ok((cacheWrite5m ?? input) >= input, 'writes are not cheaper than input');
          assert.ok((cacheWrite1h ?? cacheWrite5m ?? input) >= (cacheWrite5m ?? input), 'long life is not cheaper');
          for (const tier of price.tiers) assert.ok(tier.rates.input > input && tier.rates.output > output, 'long context is dearer');
        });
      }
    });
  }
});

describe('tokenizer family', () => {
  for (const [id, family] of [
    ['gpt-4o-mini', 'o200k'],
    ['gpt-4.1', 'o200k'],
    ['gpt-5.2', 'o200k'],
    ['gpt-6.1-terra', 'o200k'],
    ['o1', 'o200k'],
    ['o4-mini', 'o200k'],
    ['openai.gpt-oss-120b-1', 'o200k'],
    ['gpt-4', 'cl100k'],
    ['gpt-4-turbo', 'cl100k'],
    ['gpt-3.5-turbo', 'cl100k'],
    ['text-embedding-3-small', 'cl100k'],
    ['claude-3-haiku-20240307', 'claude'],
    ['claude-sonnet-4-5', 'claude'],
    ['claude-opus-4-6', 'claude'],
    ['claude-opus-4-7', 'claude-2026'],
    ['claude-opus-4-8', 'claude-2026'],
    ['claude-sonnet-5', 'claude-2026'],
    ['claude-haiku-5-5', 'claude-2026'],
    ['claude-fable-5-1', 'claude-2026'],
    ['gemini-2.5-pro', 'gemini'],
    ['amazon.nova-pro', 'nova'],
    ['meta.llama3-70b-instruct', 'llama'],
    ['mistral-large-2512', 'mistral'],
    ['open-mixtral-8x7b', 'mistral'],
    ['command-r-plus', 'cohere'],
    ['deepseek-chat', 'deepseek'],
    ['grok-4.5', 'other'],
  ] as const) {
    it(`of ${id} is ${family}`, () => assert.equal(tokenizerFamily(id), family));
  }
});
