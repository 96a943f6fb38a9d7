import assert from 'node:assert/strict';
import type { Language } from '../../../../server/ir/nodes.ts';
import { Folders } from '../../../../server/project/folders.ts';
import { createResolver } from '../../../../server/project/resolution/resolver.ts';
import type { Sdk } from '../../../../shared/catalogue/schema.ts';
import { temporaryTree } from '../../../temporaryTree.ts';

const CATALOGUE: Sdk[] = [
  {
    id: 'sdk',
    title: 'SDK',
    provider: 'unknown',
    modules: { python: ['openai', 'agents', 'instructor'], typescript: ['openai', 'ai'] },
    clients: [],
    source: 'test',
  },
];

/** Questions asked of one tree: from, specifier, where it leads (`-` is nowhere in the project). */
type Table = readonly (readonly [from: string, specifier: string, to: string])[];

function check(title: string, language: Language, files: Record<string, string>, table: Table): void {
  describe(title, () => {
    let root = '';
    before(() => {
      root = temporaryTree(files);
    });
    for (const [from, specifier, to] of table) {
      it(`${specifier} in ${from} is ${to === '-' ? 'not in the project' : to}`, () => {
        const resolver = createResolver(new Folders(), root, CATALOGUE);
        const found = resolver.resolve(`${root}/${from}`, specifier, language);
        assert.equal(found?.slice(root.length + 1) ?? '-', to);
      });
    }
  });
}

const empty = (...paths: string[]) => Object.fromEntries(paths.map(path => [path, '']));

describe('import resolution', () => {
  check(
    'Python packages',
    'python',
    empty(
      'app/__init__.py',
      'app/main.py',
      'app/llm.py',
      'app/sub/__init__.py',
      'app/sub/deep.py',
      'app/llm/__init__.py',
      'tools.py',
      'ns/part/x.py',
    ),
    [
      ['app/main.py', '.llm', 'app/llm/__init__.py'],
      ['app/main.py', '.', 'app/__init__.py'],
      ['app/sub/deep.py', '..llm', 'app/llm/__init__.py'],
      ['app/sub/deep.py', '...tools', 'tools.py'],
      ['app/sub/deep.py', 'app.sub', 'app/sub/__init__.py'],
      ['app/sub/deep.py', 'tools', 'tools.py'],
      ['app/main.py', 'ns.part.x', 'ns/part/x.py'],
      ['app/main.py', 'ns.part', '-'],
      ['app/main.py', 'llm', '-'],
      ['app/main.py', 'openai', '-'],
      ['app/main.py', 'numpy', '-'],
    ],
  );

  check(
    'Python src layouts and sibling projects',
    'python',
    empty(
      'services/a/src/alpha/__init__.py',
      'services/a/src/alpha/core.py',
      'services/a/tests/test_core.py',
      'libs/shared/shared_lib/__init__.py',
      'libs/shared/shared_lib/prompts.py',
      'one/twin/__init__.py',
      'two/twin/__init__.py',
    ),
    [
      ['services/a/tests/test_core.py', 'alpha.core', 'services/a/src/alpha/core.py'],
      ['services/a/src/alpha/core.py', 'alpha', 'services/a/src/alpha/__init__.py'],
      ['services/a/src/alpha/core.py', 'shared_lib.prompts', 'libs/shared/shared_lib/prompts.py'],
      ['services/a/src/alpha/core.py', 'twin', '-'],
    ],
  );

  check(
    'Python names that an SDK has too',
    'python',
    {
      ...empty(
        'app/__init__.py',
        'app/agents/__init__.py',
        'agents/__init__.py',
        'scripts/run.py',
        'instructor/__init__.py',
        'examples/x.py',
      ),
      'scripts/openai.py': 'from openai import OpenAI\n',
      'scripts/agents.py': 'class Agent: ...\n',
      'pyproject.toml': '[project]\nname = "instructor"\n',
    },
    [
      ['scripts/run.py', 'openai', '-'],
      ['scripts/run.py', 'agents', 'scripts/agents.py'],
      ['app/__init__.py', 'agents', 'agents/__init__.py'],
      ['examples/x.py', 'instructor', '-'],
    ],
  );

  check(
    'TypeScript paths',
    'typescript',
    {
      ...empty(
        'src/app/page.tsx',
        'src/lib/llm.ts',
        'src/lib/index.ts',
        'src/lib/old.js',
        'src/data.json',
        'src/lib/m.mts',
        'src/types.d.ts',
        'other/x.ts',
      ),
      'tsconfig.json': '{ /* one */ "extends": "./tsconfig.base", "compilerOptions": { "baseUrl": "src" } }',
      'tsconfig.base.json':
        '{ "compilerOptions": { "paths": { "@/*": ["./src/*"], "@/lib/exact": ["./src/lib/old.js"], "~": ["./src/lib"] } } }',
    },
    [
      ['src/app/page.tsx', '../lib/llm', 'src/lib/llm.ts'],
      ['src/app/page.tsx', '../lib/llm.js', 'src/lib/llm.ts'],
      ['src/app/page.tsx', '../lib', 'src/lib/index.ts'],
      ['src/lib/llm.ts', '.', 'src/lib/index.ts'],
      ['src/app/page.tsx', '../lib/m.mjs', 'src/lib/m.mts'],
      ['src/app/page.tsx', '@/lib/llm', 'src/lib/llm.ts'],
      ['src/app/page.tsx', '@/lib/exact', 'src/lib/old.js'],
      ['src/app/page.tsx', '~', 'src/lib/index.ts'],
      ['src/app/page.tsx', 'lib/old', 'src/lib/old.js'],
      ['src/app/page.tsx', '../data.json', '-'],
      ['src/app/page.tsx', '../types', '-'],
      ['src/app/page.tsx', 'openai', '-'],
      ['src/app/page.tsx', 'react', '-'],
    ],
  );

  check(
    'TypeScript workspaces',
    'typescript',
    {
      'package.json': '{ "name": "root", "workspaces": ["packages/*"] }',
      'packages/llm/package.json':
        '{ "name": "@shop/llm", "main": "dist/index.js", "exports": { ".": { "import": "./dist/index.js" }, "./client": "./src/client.ts" } }',
      'packages/ai/package.json': '{ "name": "ai", "main": "src/index.ts" }',
      ...empty(
        'packages/llm/src/index.ts',
        'packages/llm/src/client.ts',
        'packages/llm/src/util.ts',
        'packages/ai/src/index.ts',
        'apps/web/page.ts',
      ),
    },
    [
      ['apps/web/page.ts', '@shop/llm', 'packages/llm/src/index.ts'],
      ['apps/web/page.ts', '@shop/llm/client', 'packages/llm/src/client.ts'],
      ['apps/web/page.ts', '@shop/llm/util', 'packages/llm/src/util.ts'],
      ['apps/web/page.ts', 'ai', '-'],
    ],
  );

  check(
    'tsconfig of a solution',
    'typescript',
    {
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.node.json" }, { "path": "./tsconfig.app.json" }] }',
      'tsconfig.app.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      'tsconfig.node.json': '{}',
      'broken/tsconfig.json': '{ "compilerOptions": { "paths": ',
      ...empty('src/llm.ts', 'src/page.ts', 'broken/x.ts', 'broken/y.ts'),
    },
    [
      ['src/page.ts', '@/llm', 'src/llm.ts'],
      ['broken/x.ts', './y', 'broken/y.ts'],
    ],
  );

  it('remembers what was asked of each file', () => {
    const root = temporaryTree(empty('a.py', 'b.py'));
    const resolver = createResolver(new Folders(), root, CATALOGUE);
    resolver.resolve(`${root}/a.py`, '.b', 'python');
    resolver.resolve(`${root}/a.py`, 'numpy', 'python');
    assert.deepEqual(resolver.asked(`${root}/a.py`), [
      ['.b', 'python', `${root}/b.py`],
      ['numpy', 'python', null],
    ]);
  });
});
