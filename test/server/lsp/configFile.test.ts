import assert from 'node:assert/strict';
import type { CompletionItem, CompletionList } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { temporaryTree } from '../../temporaryTree.ts';
import { Editor, MODERN, uriOf } from './editor.ts';

describe('farthing.jsonc in the editor', () => {
  let folder: string;
  let editor: Editor;
  let uri: string;
  let opened = 0;

  before(async () => {
    folder = temporaryTree({ 'a.py': '' });
    editor = await Editor.start({ folders: [folder] });
  });
  after(() => editor.stop());

  /** What is offered at `|`. */
  async function offered(marked: string): Promise<CompletionItem[]> {
    uri = uriOf(`${folder}/${opened++}/farthing.jsonc`);
    const offset = marked.indexOf('|');
    const text = marked.replace('|', '');
    await editor.openUri(uri, text, 'jsonc');
    const position = TextDocument.create(uri, 'jsonc', 1, text).positionAt(offset);
    const answer: CompletionItem[] | CompletionList = await editor.connection.sendRequest('textDocument/completion', {
      textDocument: { uri },
      position,
    });
    return Array.isArray(answer) ? answer : answer.items;
  }
  const labels = (items: readonly CompletionItem[]) => items.map(({ label }) => label);

  async function chosen(marked: string, label: string): Promise<string> {
    const item = (await offered(marked)).find(one => one.label === label);
    assert.ok(item?.textEdit && 'range' in item.textEdit, label);
    return TextDocument.applyEdits(TextDocument.create(uri, 'jsonc', 1, marked.replace('|', '')), [item.textEdit]);
  }

  it('has its mistakes told as they are typed', async () => {
    const config = uriOf(`${folder}/farthing.jsonc`);
    await editor.openUri(config, '{\n  "rules": { "missing-max-token": "off" }\n}\n', 'jsonc');
    const [mistake] = await editor.diagnostics(config);
    assert.match(String(mistake?.message), /unknown rule "missing-max-token"; did you mean "missing-max-tokens"\?/);
    assert.deepEqual(mistake?.range, { start: { line: 1, character: 13 }, end: { line: 1, character: 32 } });
    await editor.replace(config, 'missing-max-token"', 'missing-max-tokens"');
    assert.deepEqual(await editor.diagnostics(config), []);
    await editor.change(config, '{ "rules": ');
    assert.match(String((await editor.diagnostics(config))[0]?.message), /not valid JSON/);
    await editor.close(config);
    await editor.until(() => editor.published.get(config)?.diagnostics.length === 0);
  });

  it('is completed with keys, each once', async () => {
    const keys = labels(await offered('{ "rules": {}, | }'));
    assert.ok(keys.includes('options') && keys.includes('exclude'), keys.join());
    assert.equal(keys.includes('rules'), false);
    assert.equal(await chosen('{ | }', 'requireReason'), '{ "requireReason": false }');
    assert.equal(await chosen('{ "fa|" }', 'failOn'), '{ "failOn": "warn" }');
    assert.equal(await chosen('{ "fa|": "warn" }', 'failOn'), '{ "failOn": "warn" }');
  });

  it('is completed with rules and their levels', async () => {
    const rules = labels(await offered('{ "rules": { | } }'));
    assert.ok(rules.includes('missing-max-tokens') && rules.length >= 10);
    assert.deepEqual(labels(await offered('{ "rules": { "missing-max-tokens": | } }')), ['"off"', '"info"', '"warn"', '"error"']);
    assert.equal(await chosen('{ "rules": { "missing-max-tokens": "o|" } }', '"off"'), '{ "rules": { "missing-max-tokens": "off" } }');
    assert.ok(labels(await offered('{ "overrides": [{ "rules": { | } }] }')).includes('missing-max-tokens'));
  });

  it('says what a key is for', async () => {
    const item = (await offered('{ "options": { | } }')).find(({ label }) => label === 'callsPerMonth');
    assert.match(String(item?.documentation), /How often each call site runs in a month/);
  });

  it('is answered for when an editor asks', async () => {
    const asking = await Editor.start({ folders: [folder], capabilities: MODERN });
    const config = uriOf(`${folder}/farthing.jsonc`);
    await asking.openUri(config, '{ "rulez": {} }', 'jsonc');
    const asked = await asking.pull(config);
    assert.equal(asked.kind === 'full' && asked.items.length, 1);
    await asking.stop();
  });
});
