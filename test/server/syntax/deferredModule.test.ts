import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { pythonFiller } from '../../../scripts/bench/tree/python.ts';
import { createRandom } from '../../../scripts/bench/tree/random.ts';
import { component, typescriptFiller } from '../../../scripts/bench/tree/typescript.ts';
import { deferModule } from '../../../server/syntax/deferredModule.ts';
import { parseModule } from '../../../server/syntax/parseModule.ts';
import { loadParsers, type Parsers } from '../../../server/syntax/parsers.ts';
import { openSource, type SourceFile } from '../../../server/syntax/source.ts';

describe('a module whose definitions wait', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  function opened(path: string, text: string): SourceFile {
    const source = openSource(path, text);
    assert.ok(!('unreadable' in source));
    return source;
  }

  /** Only of sound code: what the parser makes of broken code depends on all around it. */
  function checkSame(path: string, text: string): void {
    const source = opened(path, text);
    const whole = parseModule(source, parsers);
    const deferred = deferModule(source, parsers);
    const read = plain(deferred.body);
    if (whole.syntaxErrors.length === 0) assert.deepEqual(read, plain(whole.body), `${path}\n${text}`);
  }

  /** How many stretches of text have been parsed. */
  function counting(): { parsers: Parsers; count(): number } {
    let count = 0;
    return {
      parsers: {
        parse(...given) {
          count++;
          return parsers.parse(...given);
        },
      },
      count: () => count,
    };
  }

  it('is to its reader as if it had been read at once, in every file of this project', () => {
    for (const [path, text] of ownFiles()) checkSame(path, text);
  });

  it('is so for Python of every kind', () => {
    for (const text of PYTHON) checkSame('/p/a.py', text);
  });

  it('is so for TypeScript and JavaScript of every kind', () => {
    for (const text of [...TYPESCRIPT, ...JSX]) checkSame('/p/a.tsx', text);
    for (const text of TYPESCRIPT) checkSame('/p/a.ts', text);
  });

  it('is so for any order of pieces, with any of their letters missing', () => {
    const random = createRandom(7);
    const languages = [
      ['/p/a.py', [...PYTHON, pythonFiller(random, 3000)]],
      ['/p/a.ts', [...TYPESCRIPT, typescriptFiller(random, 3000, true)]],
      ['/p/a.tsx', [...TYPESCRIPT, ...JSX, component(random)]],
    ] as const;
    for (const [path, pieces] of languages) {
      const texts = fc.tuple(fc.array(fc.constantFrom(...pieces), { maxLength: 5 }), fc.nat(), fc.nat({ max: 3 }));
      fc.assert(
        fc.property(texts, ([chosen, place, length]) => {
          const text = chosen.join('\n');
          const at = text.length === 0 ? 0 : place % text.length;
          checkSame(path, text.slice(0, at) + text.slice(at + length));
        }),
        { numRuns: 60 },
      );
    }
  });

  it('parses a definition when it is looked into, and once', () => {
    for (const [path, text] of [
      ['/p/a.py', '@cached\ndef f(a):\n    return g(a)\n\n\nclass C:\n    def m(self):\n        return 1\n'],
      ['/p/a.ts', 'export function f(a) {\n  return g(a);\n}\n\nclass C {\n  m() {\n    return 1;\n  }\n}\n'],
    ] as const) {
      const counted = counting();
      const { body } = deferModule(opened(path, text), counted.parsers);
      assert.equal(counted.count(), 1);
      const names = body.flatMap(one => (one.kind === 'functionDef' ? [one.fn.name] : one.kind === 'classDef' ? [one.cls.name] : []));
      assert.deepEqual(names, ['f', 'C']);
      assert.equal(counted.count(), 1);
      const fn = body.find(one => one.kind === 'functionDef')?.fn;
      assert.deepEqual([fn?.params.length, fn?.body.length, counted.count()], [1, 1, 2]);
    }
  });

  it('parses no more than once where it cannot tell what is a definition', () => {
    const counted = counting();
    const text = 'def f(a):\n    return f"{a["b"]}"\n\ndef g(): return 1\n';
    assert.deepEqual(
      plain(deferModule(opened('/p/a.py', text), counted.parsers).body),
      plain(parseModule(opened('/p/a.py', text), parsers).body),
    );
    assert.equal(counted.count(), 1);
  });

  it('reads comments that speak to the linter, wherever they stand', () => {
    const text = 'def f():\n    # farthing-ignore: ours\n    return 1\n\n\ndef g():\n    # not to us\n    return 2\n';
    const { comments } = deferModule(opened('/p/a.py', text), parsers);
    assert.deepEqual(
      comments.map(comment => comment.text),
      ['# farthing-ignore: ours'],
    );
  });

  it('loses nothing of a definition that is broken', () => {
    for (const [path, text] of [
      ['/p/a.py', 'class C:\n    x = 1\n    def m(self):\n        return call(1) 2 3\n'],
      ['/p/a.ts', 'class C {\n  m() {\n    return call(1) 2 3;\n  }\n}\n'],
    ] as const) {
      const [source, isCall] = [
        opened(path, text),
        (name: string) => JSON.stringify(plain(deferModule(source, parsers).body)).includes(name),
      ];
      assert.ok(isCall('"name":"call"'), path);
    }
  });
});

/** A copy with everything read and nothing undefined. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  const getters = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(value))).filter(
    ([name, { get }]) => get !== undefined && name !== '__proto__',
  );
  const names = [...Object.keys(value), ...getters.map(([name]) => name)].filter(name => name !== 'isLiteral');
  const entries = names.map(name => [name, plain((value as Record<string, unknown>)[name])]).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries);
}

function* ownFiles(): Iterable<readonly [path: string, text: string]> {
  for (const folder of ['server', 'client', 'shared/catalogue', 'examples']) {
    const root = fileURLToPath(new URL(`../../../${folder}/`, import.meta.url));
    for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (/\.(?:ts|js|py)$/.test(name)) yield [`/p/${folder}/${name}`, readFileSync(`${root}${name}`, 'utf8')];
    }
  }
}

const LONG = 'a row that makes the table long enough to wait until someone asks for it';

const PYTHON = [
  '"""Docs."""\nimport os\nx = 1\n',
  'def f(a, *b, c=1, **d) -> int:\n    """It\'s."""\n    return a  # the end\n    # of the block\n  # not of the block\n# nor this\n',
  'async def f():\n\tif a:\n\t\treturn 1\n\t\t# deep\n\t# shallow\n',
  '@a.b("x")\n\n# between\n@c\nclass C(Base[int], metaclass=M):\n    x: int = 1\n    y = "s"\n\n    def m(self): ...\n',
  'class C:\n    if A:\n        x = 1\n    call()\n',
  'class C:\n    a = b.c = make()\n    pass; call()\n',
  'class C(Base, metaclass=make()):\n    pass\n',
  'class C:\n    "docs"\n    "%s" % call()\n',
  'class C:\n    x = f"{a:{width()}}"\n',
  'def f(a=f"{b:{width()}}"):\n    yield a\n',
  `TABLE: dict[str, int] = {\n    "${LONG}": 1,  # one\n    'b': [1.5, (True, None)],\n}\n`,
  `TEXT = """\n${LONG}\ndef not_one():\n    pass\n${LONG}\n"""\n`,
  `TEXT = (\n    "${LONG}"\n    'and ${LONG}'\n)\n`,
  `NAMES = ["${LONG}", name, "${LONG}"]\n`,
  'def f():\n    return """\nclass C:\n    pass\n"""\n',
  'def f():\n    x = (1 +\n2)\n    y = 1 + \\\n2\n    return f"{x!r:>{y}} {{}}"\n',
  'def f(): return 1\n',
  'if A:\n    def f():\n        return 1\nelse:\n    f = None\n',
  'def f(\n    a,\n    b,\n):\n    return rb"\\"" + u\'\\\'\'\n',
  'def f():\n    pass\n\n\n\nx = f()',
  'def f():\r\n    return 1 # c\r\n\r\ny = 2\r\n',
  'type A = int\ndef f[T](a: T) -> T:\n    match a:\n        case 1: return a\n',
];

const TYPESCRIPT = [
  'import a from \'a\';\nimport { b } from "b"\nconst c = 1\n',
  'function f(a: { b: string }, ...c): { d: number } {\n  return a / 2 / c;\n}\n',
  'export default async function* f<T>(a: T) {\n  yield /[/"]\\//g.test(a);\n}\n',
  'function f(a: string): void;\nfunction f(a: any) {\n  return a;\n}\n',
  'export abstract class C<T> extends B<{ a: T }> implements D {\n  static #x = [1];\n  y: string[] = [];\n\n  get z() {\n    return `${this.y.map(a => `${a}`)} {`;\n  }\n}\n',
  'class C {\n  [call()]() {}\n  static [other()] = 1;\n}\n',
  '@decorated()\nexport class C {\n  @field(call()) x = 1;\n}\n',
  'export const f = async (a: number): Promise<{ b: 1 }> => {\n  if (a) /x"/.test(a);\n  return { b: 1 };\n};\n',
  'const f = (a => {\n  return a;\n})\nconst g = (a) => ({ b: a })\n',
  `export const TABLE: Record<string, number[]> = {\n  key: [1, 2], // one\n  '${LONG}': [3],\n  other: [null, true, "${LONG}"],\n} as const;\n`,
  `const TEXT = \`\n${LONG}\nfunction f() {\n}\n${LONG}\n\`\n`,
  `const LIST = [\n  '${LONG}', name, '${LONG}'\n]\n`,
  `const TABLE = { a: '${LONG}', b: '${LONG}' }\n(call)()\n`,
  'function f() {\n  return 1\n}\n[1].map(f)\n',
  'const a = b\nfunction f() {\n  return 1\n}\n;(c)()\n',
  'const a = b as\nC\nclass D {\n  x = 1\n}\n',
  'if (a)\nfunction f() {\n  return 1\n}\nelse call()\n',
  'export interface I {\n  a: string;\n}\ntype T = { a: 1 } | I\n',
  'let a = 1, b = 2\nexport { a as default, b }\nexport * from "c"\n',
  'export default class {\n  m() {}\n}\n',
  'const x = a\n  ? b\n  : c\nfunction f() {\n  x++ / 2;\n  return x! / 3 / 4;\n}\n',
];

const JSX = [
  'function A({ b }: P) {\n  // it\n  return (\n    <p title="it\'s" {...b} on={() => { call("}"); }}>\n      Don\'t {b /* } */} <></>{`${b}`}\n      <B.C /* c */ d />\n    </p>\n  );\n}\n',
  'export const A = () => {\n  return a < b ? <b>{c}</b> : <i>&gt;</i>\n}\n',
  'const f = <T,>(a: T) => a\nfunction g() {\n  return 1\n}\n',
];
