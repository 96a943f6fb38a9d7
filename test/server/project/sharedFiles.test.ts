import assert from 'node:assert/strict';
import { analyse } from '../../../server/project/analyse.ts';
import { SharedRoom } from '../../../server/project/sharedRoom.ts';
import { temporaryTree } from '../../temporaryTree.ts';

/** An overlay of nothing that counts how often a file was opened. */
class Opened extends Map<string, string> {
  readonly counts = new Map<string, number>();

  override get(path: string): undefined {
    this.counts.set(path, (this.counts.get(path) ?? 0) + 1);
    return undefined;
  }
}

/** Files that call a model and know nothing of each other, all of which import the same large ones. */
function hubAndSpokes(spokes: number, hubs: number, filler: number): string {
  const files: Record<string, string> = {};
  const names = Array.from({ length: hubs }, (_, index) => `hub${index}`);
  for (const name of names) files[`shared/${name}.ts`] = `export const ${name} = () => 'text';\n${'// filler\n'.repeat(filler)}`;
  const imports = names.map(name => `import { ${name} } from '../shared/${name}';\n`).join('');
  const prompt = names.map(name => `\${${name}()}`).join(' ');
  for (let index = 0; index < spokes; index++)
    files[`spokes/s${index}.ts`] =
      `import OpenAI from 'openai';\n${imports}export const s${index} = () => new OpenAI().responses.create({ model: 'gpt-5.4', input: \`${prompt}\` });\n`;
  return temporaryTree(files);
}

describe('files that many others import', () => {
  it('are opened a number of times that does not grow with how many import them', async () => {
    const opens = async (spokes: number) => {
      const root = hubAndSpokes(spokes, 3, 15_000);
      const overlay = new Opened();
      const { files, counts } = await analyse(['.'], { cwd: root, today: '2026-11-24', overlay, threads: 0 });
      assert.equal(counts.analysed, spokes);
      assert.equal(files.length, spokes);
      // Those that look at its time and its imports before anything is opened are the same for all.
      return overlay.counts.get(`${root}/shared/hub0.ts`);
    };
    // 450,000 letters a batch of 16 files: more than there is room for at first.
    assert.equal(await opens(16 * 5), await opens(16 * 3));
  });
});

describe('room for what is open', () => {
  const open = (letters: number, ...paths: string[]) => new Map(paths.map(path => [path, letters / paths.length]));

  it('lets go of files that are many and not asked for again', () => {
    const room = new SharedRoom();
    assert.ok(room.holds(open(1000, 'a')));
    for (let round = 0; round < 10; round++) assert.ok(!room.holds(open(400_000, `file${round}`)));
  });

  it('grows when the same files are opened again, and no further than memory allows', () => {
    const room = new SharedRoom();
    assert.ok(!room.holds(open(400_000, 'a', 'b')));
    assert.ok(room.holds(open(400_000, 'a', 'b')));
    assert.ok(room.holds(open(1_200_000, 'a', 'b')));
    assert.ok(!room.holds(open(100_000_000, 'a', 'b')));
  });
});
