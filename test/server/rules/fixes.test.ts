import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Language } from '../../../server/ir/nodes.ts';
import { rules } from '../../../server/rules/index.ts';
import type { Edit, Finding } from '../../../server/rules/rule.ts';
import { lookup } from './context.ts';
import { lintText, readyToLint } from './engine.ts';
import { edited } from './reading.ts';

/** How the arguments are laid out: on one line or one a line, with or without a last comma, with comments. */
const layout = fc.record({
  lines: fc.boolean(),
  trailing: fc.boolean(),
  comments: fc.boolean(),
  indent: fc.constantFrom('  ', '    ', '\t'),
});
type Layout = typeof layout extends fc.Arbitrary<infer T> ? T : never;

function laidOut(
  items: readonly string[],
  [open, close]: readonly [string, string],
  comment: string,
  { lines, trailing, comments, indent }: Layout,
): string {
  if (!lines) return `${open}${items.join(', ')}${trailing ? ',' : ''}${close}`;
  const note = comments ? `  ${comment} (see above` : '';
  const ends = items.map((item, index) => `${indent}${indent}${item}${index < items.length - 1 || trailing ? ',' : ''}${note}`);
  return `${open}\n${ends.join('\n')}\n${indent}${close}`;
}

const CLOCKS = { python: '{datetime.now()}', typescript: '${Date.now()}' } as const;
const sentences = fc.shuffledSubarray(
  ['Be kind. ', 'Answer from the articles only. ', 'It is CLOCK. ', 'Say "no" when in doubt. ', 'Now: CLOCK\\n'],
  { minLength: 1 },
);

const python = fc
  .record({
    layout,
    sentences,
    limit: fc.constantFrom('', 'max_tokens=50', 'max_completion_tokens=50', 'max_output_tokens=50'),
    model: fc.constantFrom('"gpt-4o"', '"gpt-4"', '"o3"', "'gpt-4oo'", 'MODEL', '"my-model"'),
    quote: fc.constantFrom('"""', "'''"),
    user: fc.constantFrom('f"Q: {q}"', '"What now?"', 'q', "'''Hello'''"),
    comment: fc.constantFrom('', '# farthing-ignore oversized-retrieval-k: no\n    ', '# farthing-ignore missing-max-token: why\n    '),
  })
  .map(({ layout: how, sentences: said, limit, model, quote, user, comment }) => {
    const system = `f${quote}${said.join('').replaceAll('CLOCK', CLOCKS.python)}{POLICY}${quote}`;
    const messages = `messages=[{"role": "system", "content": ${system}}, {"role": "user", "content": ${user}}]`;
    const items = [`model=${model}`, messages, ...(limit ? [limit] : [])];
    return `from datetime import datetime
from openai import OpenAI
client = OpenAI()
MODEL = "gpt-4o-2024-05-13"
POLICY = "Answer from the help articles only. " * 400
def ask(q):
    ${comment}return client.chat.completions.create${laidOut(items, ['(', ')'], '#', how)}
`;
  });

const typescript = fc
  .record({
    layout,
    sentences,
    marker: fc.constantFrom('', "cachePoint: { type: 'default' }"),
    limits: fc.constantFrom('', 'inferenceConfig: { temperature: 0 }', 'inferenceConfig: { max_tokens: 5 }', 'inferenceConfig: {}'),
    user: fc.constantFrom('`Q: ${q}`', "'What now?'", 'q'),
  })
  .map(({ layout: how, sentences: said, marker, limits, user }) => {
    const text = `text: \`${said.join('').replaceAll('CLOCK', CLOCKS.typescript)}\${POLICY}\``;
    const block = laidOut([text, ...(marker ? [marker] : [])], ['{', '}'], '//', how);
    const items = [
      "modelId: 'claude-sonnet-4-5'",
      `system: [${block}]`,
      `messages: [{ role: 'user', content: [{ text: ${user} }] }]`,
      ...(limits ? [limits] : []),
    ];
    return `import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
const client = new BedrockRuntimeClient({});
const POLICY = 'Answer from the help articles only. '.repeat(400);
export async function ask(q: string) {
  return client.send(new ConverseCommand(${laidOut(items, ['{', '}'], '//', how)}));
}
`;
  });

describe('fixes', function () {
  this.timeout(60_000);
  before(readyToLint);

  for (const rule of rules) {
    it(`of ${rule.id} apply to whatever is left when pieces of its examples are cut out or doubled`, () => {
      const broken = fc.constantFrom(...rule.examples).chain(example =>
        fc.array(fc.tuple(fc.nat(example.bad.length), fc.nat(40), fc.boolean()), { minLength: 1, maxLength: 4 }).map(cuts => ({
          language: example.language,
          text: cuts.reduce(
            (text, [at, length, doubled]) =>
              text.slice(0, at) + (doubled ? text.slice(at, at + length).repeat(2) : '') + text.slice(at + length),
            example.bad,
          ),
        })),
      );
      fc.assert(
        fc.property(broken, ({ language, text }) => {
          for (const { fix } of fixable(text, language)) edited(text, language, fix?.edits);
        }),
        { numRuns: 40 },
      );
    });
  }

  for (const [language, programs] of [
    ['python', python],
    ['typescript', typescript],
  ] as const) {
    it(`of ${language} in any layout leave a text that parses and, applied until there are none, come to rest`, () => {
      fc.assert(
        fc.property(programs, program => {
          const text = settled(program, language);
          assert.deepEqual(fixable(text, language), []);
        }),
        { numRuns: 60 },
      );
    });

    it(`of ${language} take away what they are offered for`, () => {
      fc.assert(
        fc.property(programs, program => {
          const said = (text: string, { rule, message }: Finding) =>
            lintText(text, language, { lookup }).findings.filter(other => other.rule === rule && other.message === message).length;
          for (const finding of fixable(program, language)) {
            const after = edited(program, language, finding.fix?.edits ?? []);
            // A prompt with two clocks is reported again for the second.
            const clocks = finding.rule === 'cache-busting-prompt' ? 1 : 0;
            assert.ok(said(after, finding) < said(program, finding) + clocks, `${finding.rule} is still there:\n${after}`);
          }
        }),
        { numRuns: 30 },
      );
    });

    it(`of ${language} move text without changing a byte of it`, () => {
      fc.assert(
        fc.property(programs, program => {
          const move = fixable(program, language).find(finding => finding.rule === 'cache-busting-prompt');
          if (!move?.fix) return;
          const cut = move.fix.edits.find(edit => edit.text === '');
          const moved = cut && program.slice(cut.span.start, cut.span.end);
          assert.ok(moved && move.fix.edits.some(edit => edit.text.startsWith(moved)));
        }),
        { numRuns: 30 },
      );
    });
  }
});

function fixable(text: string, language: Language): Finding[] {
  return lintText(text, language, { lookup }).findings.filter(finding => finding.fix);
}

/** As the command line does it: fixes that do not touch one another together, then again, ten times at most. */
function settled(program: string, language: Language): string {
  let text = program;
  for (let round = 0; round < 10; round++) {
    const edits: Edit[] = [];
    for (const { fix } of fixable(text, language)) {
      if (fix?.edits.every(edit => edits.every(other => edit.span.end < other.span.start || edit.span.start > other.span.end)))
        edits.push(...fix.edits);
    }
    if (edits.length === 0) return text;
    text = edited(text, language, edits);
  }
  return assert.fail(`no rest after ten rounds:\n${text}`);
}
