import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { explainRule } from '../../../server/rules/explain.ts';
import { rules } from '../../../server/rules/index.ts';

const files = readdirSync(new URL('../../../server/rules', import.meta.url));

describe('the rules', () => {
  it('are one file each, named by their id, and all of them are in the index', () => {
    const named = files.filter(name => name.includes('-')).map(name => name.replace(/\.ts$/, ''));
    assert.deepEqual(rules.map(rule => rule.id).sort(), named.sort());
  });

  for (const rule of rules) {
    describe(rule.id, () => {
      it('gives the money mechanism with a source or a date, and says when not to use it', () => {
        assert.ok(rule.why.length > 150);
        assert.ok(rule.whenNot.length > 40);
        assert.match(rule.title, /^[A-Z][^\n]*[^.]$/);
      });

      it('has a page with its examples, without the length of their prompts', () => {
        const page = explainRule(rule);
        assert.ok(page.startsWith(`# ${rule.id}\n`));
        assert.equal(page.match(/^Costly:$/gm)?.length, rule.examples.length);
        assert.ok(
          page.split('\n').every(line => line.length < 400),
          'a line of the page is too long to read',
        );
        assert.ok(page.includes(`farthing-ignore ${rule.id}`));
      });
    });
  }
});
