import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openCosting } from '../../../../server/project/costing.ts';
import { LiveFiles } from '../../../../server/project/live/liveFiles.ts';
import { LiveProject } from '../../../../server/project/live/liveProject.ts';
import { loadParsers } from '../../../../server/syntax/parsers.ts';
import { openSource } from '../../../../server/syntax/source.ts';
import { temporaryTree } from '../../../temporaryTree.ts';
import { UNLIMITED, UNLIMITED_TS } from '../../lsp/samples.ts';

const today = '2026-11-24';
/** Megabytes that may be left after hundreds of edits: what the engine compiled meanwhile, and some slack. */
const SLACK = 4;

const functions = (name: string) =>
  Array.from({ length: 150 }, (_, index) => `def ${name}_${index}(rows):\n    return [row for row in rows if row > ${index}]\n`).join('\n');

describe('memory of a project that is edited', () => {
  it('does not grow with edits, nor with files that are opened and closed', async () => {
    const files = new LiveFiles(await loadParsers());
    const folder = temporaryTree({ 'answer.py': UNLIMITED, 'answer.ts': UNLIMITED_TS });
    const project = await LiveProject.open({ paths: [folder], cwd: folder, files, costing: openCosting(today), today });
    const update = () => project.update({ scope: 'all', pause: async () => true, found: () => {} });
    const show = (name: string, text: string) => {
      const source = openSource(`${folder}/${name}`, text);
      assert.ok(!('unreadable' in source));
      files.show(source);
      project.touch(source.path);
    };
    const filler = functions('helper');
    async function edits(count: number): Promise<void> {
      for (let edit = 0; edit < count; edit++) {
        show('answer.py', `${UNLIMITED}\n${filler}\n# ${'x'.repeat(edit % 50)}\n`);
        const fresh = `${folder}/fresh${edit % 5}.py`;
        writeFileSync(fresh, `${UNLIMITED}# ${edit}\n`);
        show(`fresh${edit % 5}.py`, `${UNLIMITED}\n# ${edit}\n`);
        await update();
        files.close(fresh);
        project.touch(fresh);
        await update();
      }
    }
    await edits(60);
    const before = megabytes();
    await edits(200);
    const after = megabytes();
    assert.ok(after - before < SLACK, `${before.toFixed(1)} MB before, ${after.toFixed(1)} MB after`);
  });
});

/** In use after everything unused was collected: objects, and the parser's memory. */
function megabytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let round = 0; round < 3; round++) collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}
