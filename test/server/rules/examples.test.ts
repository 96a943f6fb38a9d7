import assert from 'node:assert/strict';
import { rules } from '../../../server/rules/index.ts';
import type { Edit, Example, Finding } from '../../../server/rules/rule.ts';
import { lintText, readyToLint } from './engine.ts';
import { edited } from './reading.ts';

describe('the examples of every rule do what they say', () => {
  before(readyToLint);

  for (const rule of rules) {
    describe(rule.id, () => {
      it('has a bad and a good example for each language', () => {
        assert.deepEqual(rule.examples.map(example => example.language).sort(), ['python', 'typescript']);
      });

      for (const example of rule.examples) {
        it(`finds the marked lines of the costly ${example.language}`, () => {
          assert.deepEqual(
            found(example.bad, example, rule.id).map(finding => lineOf(example.bad, finding)),
            marked(example.bad, rule.id),
          );
        });

        it(`finds nothing at warning level in the better ${example.language}, and nothing of its own`, () => {
          const { findings } = lintText(example.good, example.language, example.seen ? { seen: example.seen.good } : {});
          assert.deepEqual(
            findings
              .filter(finding => finding.severity !== 'info' || finding.rule === rule.id)
              .map(({ rule: id, message }) => `${id}: ${message}`),
            [],
          );
        });

        it(`says what it costs in the ${example.language} in one short line without a final stop, the money before the reason`, () => {
          for (const { message } of found(example.bad, example, rule.id)) {
            assert.match(message, /^[^\n]{10,130}[^.\n]$/);
            assert.ok((message.split(': ')[0] ?? '').length <= 75, message);
          }
        });

        it(`leaves nothing to fix in the ${example.language} once it is fixed`, () => {
          let text = example.bad;
          for (let round = 0; round < 5; round++) {
            const edits = fixesOf(found(text, example, rule.id));
            if (edits.length === 0) return;
            text = edited(text, example.language, edits);
          }
          assert.fail(`still fixing after five rounds:\n${text}`);
        });
      }
    });
  }
});

function found(text: string, example: Example, rule: string): readonly Finding[] {
  return lintText(text, example.language, example.seen ? { seen: example.seen.bad } : {}).findings.filter(finding => finding.rule === rule);
}

function fixesOf(findings: readonly Finding[]): readonly Edit[] {
  return findings.find(finding => finding.fix)?.fix?.edits ?? [];
}

function lineOf(text: string, { span }: Finding): number {
  return text.slice(0, span.start).split('\n').length;
}

/** Lines above a `# ^ rule` marker. */
function marked(text: string, rule: string): number[] {
  return text.split('\n').flatMap((line, index) => (line.trim().endsWith(`^ ${rule}`) ? [index] : []));
}
