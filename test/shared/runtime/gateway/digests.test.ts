import assert from 'node:assert/strict';
import { type Rig, startRig } from './rig.ts';

const SYSTEM = 'Answer as a helpful librarian would, in one sentence.';

describe("The digests of a request's row", () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig({});
  });
  after(() => rig.close());

  const digestsOf = async (body: object, key = 'sk-1') => {
    const response = await fetch(`${rig.base}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ model: 'gpt-5.4-mini', temperature: 1, ...body }),
    });
    await response.text();
    return rig.events.findLast(event => event.type === 'started')?.start.verdicts?.digests;
  };
  const asked = (question: string, more: object = {}) => ({
    messages: [
      { role: 'system', content: SYSTEM },
      { role: 'user', content: question },
    ],
    ...more,
  });

  it('are the same for the same bytes of the same person, and for nothing else', async () => {
    const first = await digestsOf(asked('Who wrote Emma?'));
    assert.equal((await digestsOf(asked('Who wrote Emma?')))?.request, first?.request);
    assert.notEqual((await digestsOf(asked('Who wrote Persuasion?')))?.request, first?.request);
    assert.notEqual((await digestsOf(asked('Who wrote Emma?'), 'sk-2'))?.request, first?.request);
  });

  it('tell the system prompt and tools apart from the rest, with their share of the text', async () => {
    const one = await digestsOf(asked('Who?'));
    const other = await digestsOf(asked('Where, and why, and by which way did they all go home after that?'));
    assert.equal(one?.prefix, other?.prefix);
    assert.ok((one?.prefixPermille ?? 0) > (other?.prefixPermille ?? 0));
    assert.ok((one?.prefixPermille ?? 0) < 1000);
    const tools = [{ type: 'function', function: { name: 'look_up', parameters: { type: 'object', properties: {} } } }];
    assert.notEqual((await digestsOf(asked('Who?', { tools })))?.prefix, one?.prefix);
  });

  it('say nothing of a prefix where there is none', async () => {
    const digests = await digestsOf({ messages: [{ role: 'user', content: 'Hello' }] });
    assert.equal(typeof digests?.request, 'string');
    assert.equal(digests?.prefix, undefined);
  });

  it('hold nothing that was said', async () => {
    const text = JSON.stringify(await digestsOf(asked('Who wrote Emma?')));
    assert.doesNotMatch(text, /Emma|librarian|sk-1/);
    assert.match(text, /^\{"request":"[\w-]{16}","prefix":"[\w-]{16}","prefixPermille":\d+\}$/);
  });
});
