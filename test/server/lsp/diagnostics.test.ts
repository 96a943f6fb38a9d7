import assert from 'node:assert/strict';
import { temporaryTree } from '../../temporaryTree.ts';
import { Editor, uriOf } from './editor.ts';

const ANSWER = `from openai import OpenAI

client = OpenAI()


def answer(question):
    return client.chat.completions.create(model="gpt-6-luna", messages=[{"role": "user", "content": question}])
`;

describe('diagnostics', () => {
  it('come for a file that is open', async () => {
    const folder = temporaryTree({ 'answer.py': ANSWER });
    const editor = await Editor.start({ folders: [folder] });
    const uri = uriOf(`${folder}/answer.py`);
    await editor.open(uri, ANSWER);
    const diagnostics = await editor.diagnostics(uri);
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['missing-max-tokens'],
    );
    assert.equal(await editor.stop(), 0);
  });
});
