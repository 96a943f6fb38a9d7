import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EditedModule } from '../../../server/syntax/editedModule.ts';
import { parseModule } from '../../../server/syntax/parseModule.ts';
import { loadParsers, type Parsers } from '../../../server/syntax/parsers.ts';
import { openSource, type SourceFile } from '../../../server/syntax/source.ts';
import { SAMPLES as PYTHON } from './python/samples.ts';
import { SAMPLES as SAMPLES_OF_TYPESCRIPT } from './typescript/samples.ts';

const TYPESCRIPT = SAMPLES_OF_TYPESCRIPT.map(({ code }) => code);

function open(path: string, text: string): SourceFile {
  const source = openSource(path, text);
  assert.ok(!('unreadable' in source));
  return source;
}

/** What people type, and what breaks code. */
const typed = fc.oneof(
  fc.constantFrom('', ' ', '\n', '\n\n', '(', ')', '"', "'", '`', '"""', '{', '}', '#', '//', '\r', '\\', ':', ',', 'x', '    '),
  fc.constantFrom(
    'x = 1\n',
    'def f():\n    pass\n',
    'f(',
    'const a = 1;\n',
    'function f() {}\n',
    '/* c */',
    '# c\n',
    '\u{1F600}',
    '\ufeff',
  ),
);
const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), removed: fc.integer({ min: 0, max: 30 }), text: typed });

describe('a module that is being edited', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  for (const [path, samples] of [
    ['/p/a.py', PYTHON],
    ['/p/a.ts', TYPESCRIPT],
    ['/p/a.tsx', TYPESCRIPT],
  ] as const) {
    it(`is the same as one read afresh, after any edits of ${path}`, () => {
      fc.assert(
        fc.property(
          fc.array(fc.constantFrom(...samples), { minLength: 1, maxLength: 3 }),
          fc.array(edit, { maxLength: 12 }),
          (some, edits) => {
            let text = some.join('\n');
            const edited = new EditedModule(parsers);
            let module = edited.update(open(path, text));
            assert.deepEqual(module, parseModule(open(path, text), parsers));
            for (const { at, removed, text: added } of edits) {
              const start = Math.floor(at * text.length);
              text = text.slice(0, start) + added + text.slice(start + removed);
              module = edited.update(open(path, text));
              if (edited.isSure) assert.deepEqual(module, parseModule(open(path, text), parsers));
            }
            assert.deepEqual(edited.confirm() ?? module, parseModule(open(path, text), parsers));
            assert.ok(edited.isSure);
            edited.close();
          },
        ),
        { numRuns: 40 },
      );
    });
  }

  it('is read afresh when it becomes another file', () => {
    const edited = new EditedModule(parsers);
    edited.update(open('/p/a.py', 'f()\n'));
    assert.deepEqual(edited.update(open('/p/b.ts', 'f();\n')), parseModule(open('/p/b.ts', 'f();\n'), parsers));
    edited.close();
  });
});
