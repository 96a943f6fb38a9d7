import assert from 'node:assert/strict';
import { carriersOf } from '../../../server/project/carriers.ts';
import { parseModule } from '../../../server/syntax/parseModule.ts';
import { loadParsers, type Parsers } from '../../../server/syntax/parsers.ts';
import { openSource } from '../../../server/syntax/source.ts';

/** In the table, `openai` is an SDK and the module `./llm` (in Python `.llm`) carries `ask` and, by default, a client. */
const CARRIED: Readonly<Record<string, readonly string[]>> = { './llm': ['ask', 'default'], '.llm': ['ask'] };

const TABLE: readonly [what: string, path: string, text: string, carriers: readonly string[]][] = [
  ['a client', '/a.py', 'from openai import OpenAI\nclient = OpenAI()\nother = 1\n', ['client']],
  ['what is made of a client', '/a.py', 'import openai\nclient = openai.OpenAI()\nchain = prompt | client\n', ['client', 'chain']],
  [
    'a function that hands one out, above the client',
    '/a.py',
    'from openai import OpenAI\ndef get():\n    return client\nclient = OpenAI()\n',
    ['client', 'get'],
  ],
  [
    'what is bound in a condition',
    '/a.py',
    'import openai\nif x:\n    try:\n        client = openai.OpenAI()\n    except E:\n        client = None\n',
    ['client'],
  ],
  [
    'what imports an SDK by its name when it is first used',
    '/a.py',
    'import importlib\nclass Lazy:\n    def __getattr__(self, name):\n        return getattr(importlib.import_module("openai"), name)\nlazy = Lazy()\nclass Other:\n    pass\n',
    ['Lazy', 'lazy'],
  ],
  ['nothing but a constant', '/a.py', 'from openai import OpenAI\nMODEL = "gpt-4o"\n', []],
  [
    'a caller of a wrapper',
    '/a.py',
    'from .llm import ask, nothing\ndef label(x):\n    return ask(x)\ndef other(x):\n    return nothing(x)\n',
    ['label'],
  ],
  ['what a package passes on', '/p/__init__.py', 'from .llm import ask\n', ['ask']],
  ['not what a plain module imports', '/a.py', 'from .llm import ask\n', []],
  ['an exported client', '/a.ts', "import OpenAI from 'openai';\nexport const openai = new OpenAI();\nexport const x = 1;\n", ['openai']],
  ['a default export', '/a.ts', "import OpenAI from 'openai';\nexport default new OpenAI();\n", ['default']],
  [
    'a name under which it is exported',
    '/a.ts',
    "import OpenAI from 'openai';\nconst c = new OpenAI();\nexport { c as client };\n",
    ['c', 'client'],
  ],
  [
    'what a barrel passes on',
    '/index.ts',
    "export * from './llm';\nexport { ask as query } from './llm';\nexport * from './other';\n",
    ['ask', 'query'],
  ],
  ['nothing for a type', '/a.ts', "import type OpenAI from 'openai';\nexport const x: OpenAI | null = null;\n", []],
  [
    'CommonJS',
    '/a.js',
    "const OpenAI = require('openai');\nconst c = new OpenAI();\nmodule.exports = { c, ask: q => c.chat(q) };\n",
    ['c', 'default', 'ask'],
  ],
];

describe('carriers of a module', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  for (const [what, path, text, expected] of TABLE) {
    it(`are ${what} in ${path.slice(1)}`, () => {
      const source = openSource(path, text);
      assert.ok('text' in source);
      const found = carriersOf(parseModule(source, parsers), {
        wrappers: [],
        isSdk: specifier => specifier === 'openai',
        carriersOf: specifier => CARRIED[specifier] ?? [],
      });
      assert.deepEqual(found.sort(), [...expected].sort());
    });
  }
});
