import assert from 'node:assert/strict';
import { analyse } from '../../../server/project/analyse.ts';
import { temporaryTree } from '../../temporaryTree.ts';

const CALL =
  'from openai import OpenAI\nfrom .config import MODEL\n\n\ndef ask(q):\n    return OpenAI().responses.create(model=MODEL, input=q)\n';

describe('analysis by threads', () => {
  it('comes to the same as without', async () => {
    const root = temporaryTree({
      'farthing.jsonc': '{ "overrides": [{ "files": ["p3/"], "rules": { "missing-max-tokens": "error" } }] }',
      ...Object.fromEntries(
        Array.from({ length: 30 }, (_, index) => index).flatMap(index => [
          [`p${index}/__init__.py`, ''],
          [`p${index}/config.py`, `MODEL = "gpt-5.4${index % 2 ? '-mini' : ''}"\n`],
          [`p${index}/llm.py`, CALL],
          [`p${index}/caller.py`, 'from .llm import ask\n\nask("hello")\n'],
        ]),
      ),
    });
    const run = (threads: number) => analyse(['.'], { cwd: root, today: '2026-11-24', threads });
    const [none, two] = [await run(0), await run(2)];
    assert.deepEqual(two.files, none.files);
    assert.deepEqual(two.counts, none.counts);
    assert.equal(none.files.length, 60);
  });
});
