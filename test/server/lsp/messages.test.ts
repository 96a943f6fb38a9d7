import assert from 'node:assert/strict';
import { rules } from '../../../server/rules/index.ts';
import { temporaryTree } from '../../temporaryTree.ts';
import { Editor, SIMPLE } from './editor.ts';

/** Money, tokens, or what becomes of the call: what a reader of a list wants to know before the reason. */
const BILL =
  /\$\d|\d (?:input )?tokens|^nothing is|^little is|^silences nothing|^cost unknown|^the call is refused|^calls (?:will )?fail|^the same for \d+ %/;

describe('a message in a list of problems', () => {
  it('says the bill first, in at most 75 letters, and all of it in a line that can be read at once', async () => {
    const files = rules.flatMap(({ id, examples }) =>
      examples.map(({ language, bad }) => [`${id}.${language === 'python' ? 'py' : 'ts'}`, bad] as const),
    );
    const folder = temporaryTree(Object.fromEntries(files));
    const capabilities = { ...SIMPLE, workspace: { configuration: true } };
    const editor = await Editor.start({ folders: [folder], capabilities, settings: () => ({ lint: { scope: 'workspace' } }) });
    await editor.connection.sendRequest('farthing/lintWorkspace');
    const told = [...editor.published.values()].flatMap(({ diagnostics }) => diagnostics);
    for (const message of told.map(one => String(one.message))) {
      const [bill = ''] = message.split(': ');
      assert.ok(bill.length <= 75 && message.length <= 130, message);
      assert.match(bill, BILL);
    }
    // Those that go by what was seen have nothing to go by here; test/server/rules/examples.test.ts reads their messages.
    const always = rules.filter(({ examples }) => examples.every(({ seen }) => seen === undefined));
    assert.deepEqual(new Set(told.map(({ code }) => code)), new Set(always.map(({ id }) => id)));
    await editor.stop();
  });
});
