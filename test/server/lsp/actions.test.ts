import assert from 'node:assert/strict';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver-protocol';
import { temporaryTree } from '../../temporaryTree.ts';
import { Editor, MODERN, SIMPLE, uriOf } from './editor.ts';
import { DATED, LIMITED, UNLIMITED, UNLIMITED_TS } from './samples.ts';

const titled = (actions: readonly CodeAction[], title: RegExp): CodeAction => {
  const found = actions.find(action => title.test(action.title));
  assert.ok(found, actions.map(action => action.title).join('\n'));
  return found;
};

const SUPPRESSED_FOR_NOTHING = `import os  # farthing-ignore missing-max-tokens: gone

${LIMITED}

# farthing-ignore missing-max-tokens: gone as well
print(os.name)
`;

describe('code actions', () => {
  let folder: string;
  let editor: Editor;

  before(async () => {
    folder = temporaryTree({ 'a.py': '' });
    editor = await Editor.start({ folders: [folder] });
  });
  after(() => editor.stop());

  /** A file with this text, and what is offered where the first finding is. */
  async function offered(name: string, text: string): Promise<{ uri: string; actions: CodeAction[] }> {
    const uri = await editor.open(`${folder}/${name}`, text);
    const [first] = await editor.diagnostics(uri);
    assert.ok(first);
    return { uri, actions: await editor.actions(uri, { start: first.range.start, end: first.range.start }) };
  }

  it('fix what is found', async () => {
    const { uri, actions } = await offered('fix.py', UNLIMITED);
    const fix = titled(actions, /^Limit the answer/);
    assert.equal(fix.kind, 'quickfix');
    assert.equal(fix.diagnostics?.[0]?.code, 'missing-max-tokens');
    assert.ok(fix.edit);
    await editor.apply(fix.edit);
    assert.match(editor.text(uri), /question\}\], max_completion_tokens=\d+\)/);
    assert.deepEqual(await editor.rules(uri), []);
  });

  it('are offered only where a finding is', async () => {
    const uri = await editor.open(`${folder}/elsewhere.py`, UNLIMITED);
    await editor.diagnostics(uri);
    assert.deepEqual(await editor.actions(uri, { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } }), []);
  });

  it('are those of the kinds an editor asks for', async () => {
    const uri = await editor.open(`${folder}/kinds.py`, UNLIMITED);
    const [first] = await editor.diagnostics(uri);
    assert.ok(first);
    assert.ok((await editor.actions(uri, first.range, { only: ['quickfix'] })).every(({ kind }) => kind === 'quickfix'));
    assert.deepEqual(await editor.actions(uri, first.range, { only: ['refactor'] }), []);
  });

  for (const [name, text] of [
    ['line.py', UNLIMITED],
    ['prompt.py', DATED],
    ['line.ts', UNLIMITED_TS],
    ['last.py', UNLIMITED.trimEnd()],
    ['windows.py', UNLIMITED.replaceAll('\n', '\r\n')],
  ] as const) {
    it(`silence one finding with a reason and nothing else, in ${name}`, async () => {
      const { uri, actions } = await offered(`here-${name}`, text);
      const before = await editor.rules(uri);
      const { edit } = titled(actions, /^Ignore .* here/);
      assert.ok(edit);
      await editor.apply(edit);
      assert.match(editor.text(uri), /(?:#|\/\/) farthing-ignore [a-z-]+: why it is right here/);
      assert.deepEqual(await editor.rules(uri), before.slice(1));
    });

    it(`silence a rule in the file, in ${name}`, async () => {
      const { uri, actions } = await offered(`file-${name}`, text);
      const [rule, ...others] = await editor.rules(uri);
      const { edit } = titled(actions, /^Ignore .* in this file/);
      assert.ok(edit);
      await editor.apply(edit);
      assert.match(editor.text(uri), /^(?:#|\/\/) farthing-ignore-file [a-z-]+: why it is right here/);
      assert.deepEqual(
        await editor.rules(uri),
        others.filter(other => other !== rule),
      );
    });
  }

  it('keep what must be first in a file first', async () => {
    const { uri, actions } = await offered('script.py', `#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n${UNLIMITED}`);
    const { edit } = titled(actions, /in this file/);
    assert.ok(edit);
    await editor.apply(edit);
    assert.deepEqual(editor.text(uri).split('\n').slice(0, 3), [
      '#!/usr/bin/env python3',
      '# -*- coding: utf-8 -*-',
      '# farthing-ignore-file missing-max-tokens: why it is right here',
    ]);
  });

  it('put no comment into a text of several lines', async () => {
    const text = `from openai import OpenAI\nimport datetime\n\nOpenAI().responses.create(model="gpt-6-luna", input="hello", max_output_tokens=9, instructions=f"""\n${'Answer. '.repeat(900)}\n{datetime.datetime.now()}\n${'Answer. '.repeat(900)}\n""")\n`;
    const { uri, actions } = await offered('texts.py', text);
    const { edit } = titled(actions, /^Ignore .* here/);
    assert.ok(edit);
    await editor.apply(edit);
    assert.deepEqual(await editor.rules(uri), []);
    assert.equal(editor.text(uri).split('"""')[1], text.split('"""')[1]);
  });

  it('fix all findings of a rule in the file at once', async () => {
    const twice = UNLIMITED + UNLIMITED.slice(UNLIMITED.indexOf('\n\ndef')).replace('answer', 'again');
    const { uri, actions } = await offered('twice.py', twice);
    const { edit } = titled(actions, /^Fix all missing-max-tokens in this file/);
    assert.ok(edit);
    await editor.apply(edit);
    assert.equal(editor.text(uri).split('max_completion_tokens').length, 3);
    assert.deepEqual(await editor.rules(uri), []);
  });

  it('fix all that is safe on save', async () => {
    const uri = await editor.open(`${folder}/all.py`, SUPPRESSED_FOR_NOTHING);
    assert.deepEqual(await editor.rules(uri), ['unused-suppression', 'unused-suppression']);
    const everywhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const actions = await editor.actions(uri, everywhere, { only: ['source.fixAll'] });
    assert.deepEqual(
      actions.map(({ kind }) => kind),
      ['source.fixAll.farthing'],
    );
    assert.ok(actions[0]?.edit);
    await editor.apply(actions[0].edit);
    assert.deepEqual(await editor.rules(uri), []);
    assert.equal(editor.text(uri).includes('farthing-ignore'), false);
    assert.deepEqual(await editor.actions(uri, everywhere, { only: ['source.fixAll.farthing'] }), []);
  });

  it('open the page of the rule, which is a file', async () => {
    const { actions } = await offered('page.py', UNLIMITED);
    const { command } = titled(actions, /^What missing-max-tokens is about/);
    assert.ok(command);
    await editor.connection.sendRequest('workspace/executeCommand', { command: command.command, arguments: command.arguments });
    await editor.until(() => editor.heard.has('window/showMessage'));
    const [message] = editor.heard.get('window/showMessage') as { message: string }[];
    assert.match(message?.message ?? '', /docs\/rules\/missing-max-tokens\.md/);
    await assert.rejects(
      editor.connection.sendRequest('workspace/executeCommand', { command: command.command, arguments: ['../../package'] }),
      /nothing to do/,
    );
  });
});

describe('code actions for an editor with more to it', () => {
  it('name the version they are for, and leave the reason to be filled in', async () => {
    const folder = temporaryTree({ 'a.py': UNLIMITED });
    const editor = await Editor.start({ folders: [folder], capabilities: MODERN, initializationOptions: { clientCommands: true } });
    const uri = await editor.open(`${folder}/a.py`);
    const at = editor.placeOf(uri, 'client.chat');
    const actions = await editor.actions(uri, { start: at, end: at });
    const [fix] = (titled(actions, /^Limit/).edit?.documentChanges as TextDocumentEdit[] | undefined) ?? [];
    assert.deepEqual(fix?.textDocument, { uri, version: 1 });
    const [comment] = (titled(actions, /here/).edit?.documentChanges as TextDocumentEdit[] | undefined) ?? [];
    assert.deepEqual(comment?.edits, [
      {
        range: { start: { line: 6, character: 0 }, end: { line: 6, character: 0 } },
        snippet: { kind: 'snippet', value: `    # farthing-ignore missing-max-tokens: \${1:why it is right here}\n` },
      },
    ]);
    assert.equal(titled(actions, /^What/).command?.command, 'farthing.explainRule');
    await editor.stop();
  });

  it('show the page in the editor where it can', async () => {
    const editor = await Editor.start({ folders: [temporaryTree({ 'a.py': '' })], capabilities: MODERN });
    await editor.connection.sendRequest('workspace/executeCommand', {
      command: 'farthing.server.openRulePage',
      arguments: ['missing-max-tokens'],
    });
    const [shown] = editor.heard.get('window/showDocument') as { uri: string }[];
    assert.match(shown?.uri ?? '', /^file:.*missing-max-tokens\.md$/);
    await editor.stop();
  });

  it('work for an editor that knows versions of nothing', async () => {
    const folder = temporaryTree({ 'a.py': UNLIMITED });
    const editor = await Editor.start({ folders: [folder], capabilities: SIMPLE });
    const uri = await editor.open(`${folder}/a.py`);
    const at = editor.placeOf(uri, 'client.chat');
    const actions = await editor.actions(uri, { start: at, end: at });
    assert.deepEqual(Object.keys(titled(actions, /^Limit/).edit?.changes ?? {}), [uriOf(`${folder}/a.py`)]);
    await editor.stop();
  });
});
