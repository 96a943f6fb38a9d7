/** Whatever is done to real-looking code, the analysis ends and throws nothing. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { sitesOf } from './catalogue/sites.ts';

const root = fileURLToPath(new URL('../../../examples/support-agent', import.meta.url));

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap(name => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesIn(path);
    return /\.(py|ts|mjs)$/.test(name) ? [path] : [];
  });
}

const HARD: readonly (readonly [path: string, code: string])[] = [
  [
    '/project/a.py',
    'from openai import OpenAI\nclass A(A):\n    def f(self): return self.f()\n    x = property(lambda s: s.x)\nA().f()\nOpenAI().chat.completions.create(**A().x)',
  ],
  [
    '/project/b.py',
    'from openai import OpenAI\ndef f(n): return g(n)\ndef g(n): return f(n) + g(n)\nm = []\nfor i in x:\n    for j in i:\n        m.append(m)\n        m = [m, *m]\nOpenAI().chat.completions.create(model=f(1), messages=m)',
  ],
  [
    '/project/c.py',
    `from openai import OpenAI\nx0 = "a"\n${Array.from({ length: 60 }, (_, i) => `x${i + 1} = f"{x${i}}{x${i}}"`).join('\n')}\nOpenAI().chat.completions.create(model="m", messages=x60)`,
  ],
  [
    '/project/d.ts',
    `import OpenAI from 'openai';\nlet a: any = {};\n${Array.from({ length: 60 }, () => 'a = { ...a, b: a, c: [a, a] };').join('\n')}\nnew OpenAI().chat.completions.create(a);`,
  ],
  [
    '/project/e.ts',
    `import OpenAI from 'openai';\nconst f = (x: any): any => (x ? f(x.a) : g(x));\nconst g = (x: any): any => f({ a: f(x), b: g(x) });\nnew OpenAI().chat.completions.create(f({}));`,
  ],
  [
    '/project/f.py',
    `from openai import OpenAI\ndef f0(c): return c\n${Array.from({ length: 40 }, (_, i) => `def f${i + 1}(c): return [f${i}(c), f${i}(c)]`).join('\n')}\nOpenAI().chat.completions.create(model="m", messages=f40(OpenAI()))`,
  ],
];

const samples = [...filesIn(root).map(path => [`/project/${path.slice(root.length + 1)}`, readFileSync(path, 'utf8')] as const), ...HARD];

const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(80),
  what: fc.constantFrom('delete', 'double', 'swap', 'insert'),
  text: fc.constantFrom('(', ')', '{', '"', "'", '`', '${', '\n    ', '**', '...', ' if ', 'await ', 'lambda: ', '=> ', '\u0000', '😀'),
});

function mutated(code: string, { at, length, what, text }: { at: number; length: number; what: string; text: string }): string {
  const start = Math.floor(at * code.length);
  const piece = code.slice(start, start + length);
  if (what === 'delete') return code.slice(0, start) + code.slice(start + length);
  if (what === 'double') return code.slice(0, start) + piece + code.slice(start);
  if (what === 'swap') return code.slice(start) + code.slice(0, start);
  return code.slice(0, start) + text + code.slice(start);
}

describe('The analysis of code that makes no sense', () => {
  for (const [path, code] of HARD) {
    it(`ends for definitions that go round or double at each step (${path.slice(9)})`, async () => {
      assert.ok((await sitesOf({ [path]: code })).length >= 1);
    });
  }

  it('throws nothing for mutated code', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...samples), fc.array(mutation, { minLength: 1, maxLength: 4 }), async ([path, code], mutations) => {
        const text = mutations.reduce(mutated, code).replaceAll('\u0000', '');
        for (const site of await sitesOf({ [path]: text })) {
          assert.ok(site.span.start >= 0 && site.span.end <= text.length + 1 && site.span.start <= site.span.end);
        }
      }),
      { numRuns: 120 },
    );
  }).timeout(120_000);
});
