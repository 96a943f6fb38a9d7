import assert from 'node:assert/strict';
import { analyse } from '../../../server/project/analyse.ts';
import { formatDollars } from '../../../shared/money/formatDollars.ts';
import type { Status } from '../../../shared/protocol/status.ts';
import { temporaryTree } from '../../temporaryTree.ts';
import { Editor, MODERN } from './editor.ts';

/** So much text that the files are too many to be analysed at every keystroke. */
const FILLER = Array.from(
  { length: 120 },
  (_, index) => `def helper_${index}(rows):\n    return [row for row in rows if row > ${index}]\n`,
).join('\n');
const WRAPPER = `from openai import OpenAI\n\nclient = OpenAI()\n\n\ndef ask(prompt, limit=None):\n    return client.chat.completions.create(model="gpt-6-luna", messages=[{"role": "user", "content": prompt}], max_completion_tokens=limit)\n`;
const caller = (index: number) =>
  `from openai import OpenAI\nfrom llm import ask\n\n\ndef answer_${index}(q):\n    return ask(q, limit=${100 + index})\n\n\n${FILLER}`;
const files = { 'llm.py': WRAPPER, ...Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`caller_${index}.py`, caller(index)])) };

describe('a file that is joined with many others', () => {
  it('is told of while it is typed in, and the others when nobody types', async () => {
    const folder = temporaryTree(files);
    const editor = await Editor.start({ folders: [folder] });
    const wrapper = await editor.open(`${folder}/llm.py`);
    const other = await editor.open(`${folder}/caller_3.py`);
    await editor.diagnostics(other);
    const cost = async () => (await editor.lenses(other))[0]?.command?.title;
    const before = await cost();
    const states = () => ((editor.heard.get('farthing/status') ?? []) as Status[]).map(({ state }) => state);
    await editor.until(() => states().at(-1) === 'ready');

    await editor.replace(wrapper, 'gpt-6-luna', 'gpt-4o');
    assert.ok((await editor.rules(wrapper)).includes('retired-model'));
    await editor.until(() => states().at(-1) === 'analysing');
    assert.equal(await cost(), before, 'of the other file nothing new is known yet');
    await editor.until(() => states().at(-1) === 'ready');

    const overlay = new Map([[`${folder}/llm.py`, editor.text(wrapper)]]);
    const today = new Date().toISOString().slice(0, 10);
    const { files: expected } = await analyse([folder], { cwd: folder, today, overlay });
    const call = expected.find(({ path }) => path.endsWith('/caller_3.py'))?.report.calls[0];
    assert.ok(call?.cost);
    assert.ok((await cost())?.startsWith(`est. ${formatDollars(call.cost.perCall.expected)} a call`));
    assert.notEqual(await cost(), before);
    await editor.stop();
  });

  it('is answered for at once, also a file that calls no model', async () => {
    const folder = temporaryTree({ ...files, 'plain.py': 'print(1)\n' });
    const editor = await Editor.start({ folders: [folder], capabilities: MODERN });
    const wrapper = await editor.open(`${folder}/llm.py`);
    const plain = await editor.open(`${folder}/plain.py`);
    await editor.replace(wrapper, 'max_completion_tokens=limit', 'n=2');
    const [ofWrapper, ofPlain] = await Promise.all([editor.pull(wrapper), editor.pull(plain)]);
    assert.deepEqual(ofWrapper.kind === 'full' && ofWrapper.items.map(({ code }) => code), ['missing-max-tokens']);
    assert.deepEqual(ofPlain.kind === 'full' && ofPlain.items, []);
    await editor.stop();
  });
});
