import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { FileChangeType } from 'vscode-languageserver-protocol';
import { temporaryTree } from '../../temporaryTree.ts';
import { AskingEditor } from './askingEditor.ts';
import { uriOf } from './editor.ts';
import { LIMITED, UNLIMITED } from './samples.ts';

describe('the problems of a file that was closed, in an editor that asks', () => {
  let folder: string;
  let asking: AskingEditor;
  const uri = (name: string) => uriOf(`${folder}/${name}`);
  const shows = (name: string, ...rules: string[]) =>
    asking.editor.until(() => asking.shown.has(uri(name)) && asking.rules(uri(name)).join() === rules.join());

  beforeEach(async () => {
    folder = temporaryTree({ 'answer.py': UNLIMITED, 'fine.py': LIMITED, '@shop/[id]/page one.py': UNLIMITED });
    asking = await AskingEditor.start({ folders: [folder], settings: () => ({ lint: { scope: 'workspace' } }) });
    await shows('answer.py', 'missing-max-tokens');
  });
  afterEach(() => asking.editor.stop());

  it('stay as they are', async () => {
    await asking.open(`${folder}/answer.py`);
    await asking.close(uri('answer.py'));
    // News of another file come later than what would be said of this one.
    writeFileSync(`${folder}/fine.py`, UNLIMITED);
    await asking.editor.watched([`${folder}/fine.py`, FileChangeType.Changed]);
    await shows('fine.py', 'missing-max-tokens');
    assert.deepEqual(asking.rules(uri('answer.py')), ['missing-max-tokens']);
  });

  it('go when they were mended and saved, though nothing was ever said of the file unopened', async () => {
    await asking.open(`${folder}/fine.py`, UNLIMITED);
    await shows('fine.py', 'missing-max-tokens');
    await asking.change(uri('fine.py'), LIMITED);
    await asking.editor.save(uri('fine.py'));
    await asking.changeOn(uri('fine.py'), UNLIMITED);
    await asking.close(uri('fine.py'));
    await shows('fine.py');
  });

  it('are those of the text on disk when the changes were not saved', async () => {
    await asking.open(`${folder}/answer.py`);
    await asking.change(uri('answer.py'), LIMITED);
    await shows('answer.py');
    await asking.close(uri('answer.py'));
    await shows('answer.py', 'missing-max-tokens');
  });

  it('follow what others do to the file, while it is closed and after', async () => {
    await asking.open(`${folder}/answer.py`);
    await asking.close(uri('answer.py'));
    writeFileSync(`${folder}/answer.py`, LIMITED);
    await asking.editor.watched([`${folder}/answer.py`, FileChangeType.Changed]);
    await shows('answer.py');
    writeFileSync(`${folder}/answer.py`, UNLIMITED);
    await asking.editor.watched([`${folder}/answer.py`, FileChangeType.Changed]);
    await shows('answer.py', 'missing-max-tokens');
  });

  it('go from a file that is in no folder of this machine', async () => {
    const elsewhere = 'vscode-vfs://github/shop/answer.py';
    await asking.openUri(elsewhere, UNLIMITED);
    assert.deepEqual(asking.rules(elsewhere), ['missing-max-tokens']);
    await asking.close(elsewhere);
    await asking.editor.until(() => asking.rules(elsewhere).length === 0);
  });

  it('are known by their file however the editor escapes its address', async () => {
    const escaped = uri('@shop/[id]/page one.py').replaceAll('@', '%40').replaceAll('[', '%5B').replaceAll(']', '%5D');
    const first = await asking.editor.connection.sendRequest<{ items: { uri: string; resultId?: string }[] }>('workspace/diagnostic', {
      previousResultIds: [],
    });
    const { resultId = '' } = first.items.find(item => item.uri.includes('page%20one')) ?? {};
    assert.notEqual(resultId, '');
    const next = asking.editor.connection.sendRequest<{ items: { uri: string }[] }>('workspace/diagnostic', {
      previousResultIds: [
        { uri: escaped, value: resultId },
        { uri: uri('answer.py'), value: 'another' },
      ],
    });
    assert.deepEqual(
      (await next).items.map(item => item.uri),
      [uri('answer.py')],
    );
  });
});
