import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { temporaryTree } from '../../temporaryTree.ts';
import { Editor } from './editor.ts';

const PACKAGES = 2_000;

const files = Object.fromEntries(
  Array.from({ length: PACKAGES }, (_, index) => [
    [`packages/p${index}/package.json`, `{ "name": "@shop/p${index}", "main": "src/index.ts" }`],
    [
      `packages/p${index}/src/index.ts`,
      index === 0
        ? "import OpenAI from 'openai';\nexport const ask = (input: string) => new OpenAI().responses.create({ model: 'gpt-4o', input });\n"
        : `import { ask } from '@shop/p${index - 1}';\nexport { ask };\n`,
    ],
  ]).flat(),
);

/** Processes that a process has started and that run; only Linux tells. */
function childrenOf(pid: number | undefined): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap(task =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    );
  } catch {
    return [];
  }
}

describe('a workspace of 2,000 packages', () => {
  it('is one project in one process, in which imports are followed from package to package', async () => {
    const folder = temporaryTree({ ...files, 'packages/p1/src/page.ts': "import { ask } from '@shop/p1';\nawait ask('hello');\n" });
    const editor = await Editor.start({ folders: [folder] });
    const uri = await editor.open(`${folder}/packages/p1/src/page.ts`);
    await editor.diagnostics(uri);
    assert.equal((await editor.lenses(uri)).length, 1);
    const report = await editor.connection.sendRequest<string>('farthing/supportReport');
    assert.match(report, /- folder: 2001 files, /);
    assert.equal(report.match(/^- folder/gm)?.length, 1);
    assert.deepEqual(childrenOf(editor.child.pid), []);
    await editor.stop();
  });
});
