import assert from 'node:assert/strict';
import type { MarkupContent } from 'vscode-languageserver-protocol';
import { temporaryTree } from '../../temporaryTree.ts';
import { Editor, SIMPLE } from './editor.ts';
import { LIMITED, UNLIMITED } from './samples.ts';

const DYNAMIC = LIMITED.replace('"gpt-6-luna"', 'pick()').replace('client =', 'from shop import pick\n\nclient =');
const CACHED = `import anthropic

client = anthropic.Anthropic()
RULES = "Answer questions about orders, returns and payments. " * 300


def answer(question):
    return client.messages.create(
        model="claude-opus-4-1",
        max_tokens=300,
        system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": question}],
    )
`;

describe('the cost of a call in the editor', () => {
  let folder: string;
  let editor: Editor;
  let settings: object = {};

  before(async () => {
    folder = temporaryTree({ 'a.py': '' });
    editor = await Editor.start({
      folders: [folder],
      capabilities: { ...SIMPLE, workspace: { configuration: true } },
      settings: () => settings,
    });
  });
  after(() => editor.stop());

  async function hoverOn(name: string, text: string, word: string): Promise<string> {
    const uri = await editor.open(`${folder}/${name}`, text);
    const found = await editor.hover(uri, editor.placeOf(uri, word));
    return (found?.contents as MarkupContent | undefined)?.value ?? '';
  }

  it('stands above it', async () => {
    const uri = await editor.open(`${folder}/lens.py`, LIMITED);
    const [lens, ...others] = await editor.lenses(uri);
    assert.deepEqual(others, []);
    assert.deepEqual(lens?.range.start, { line: 6, character: 11 });
    assert.match(lens.command?.title ?? '', /^est\. \$[\d.]+ a call \(\$[\d.]+ to \$[\d.]+\) · \$[\d.,]+ a month$/);
    assert.equal(lens.command?.command, '');
  });

  it('stands at the end of its line', async () => {
    const uri = await editor.open(`${folder}/hint.py`, LIMITED);
    const [hint, ...others] = await editor.hints(uri);
    assert.deepEqual(others, []);
    const line = LIMITED.split('\n')[6] ?? '';
    assert.deepEqual(hint?.position, { line: 6, character: line.length });
    assert.match(String(hint.label), /^\$[\d.]+$/);
    assert.deepEqual(await editor.hints(uri, { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } }), []);
  });

  it('is said to be unknown where it is, with the reason', async () => {
    const uri = await editor.open(`${folder}/dynamic.py`, DYNAMIC);
    assert.match((await editor.lenses(uri))[0]?.command?.title ?? '', /^cost unknown: the model is not known/);
    assert.equal((await editor.hints(uri))[0]?.label, 'cost unknown');
    assert.match(await hoverOn('dynamic2.py', DYNAMIC, 'chat.completions'), /Cost unknown: the model is not known/);
  });

  it('follows the text', async () => {
    const uri = await editor.open(`${folder}/follow.py`, LIMITED);
    const before = (await editor.hints(uri))[0]?.label;
    await editor.replace(uri, 'max_completion_tokens=300', 'max_completion_tokens=3');
    assert.notEqual((await editor.hints(uri))[0]?.label, before);
    await editor.change(uri, 'print(1)\n');
    assert.deepEqual(await editor.hints(uri), []);
    assert.deepEqual(await editor.lenses(uri), []);
  });

  it('can be switched off, lens and hint each by itself', async () => {
    const uri = await editor.open(`${folder}/off.py`, LIMITED);
    await editor.diagnostics(uri);
    settings = { codeLens: { enable: false } };
    await editor.settingsChanged();
    assert.deepEqual([await editor.lenses(uri), (await editor.hints(uri)).length], [[], 1]);
    settings = { inlayHints: { enable: false } };
    await editor.settingsChanged();
    assert.deepEqual([(await editor.lenses(uri)).length, await editor.hints(uri)], [1, []]);
    settings = {};
    await editor.settingsChanged();
  });

  it('is shown on hover: costs, what is known, what is assumed', async () => {
    const text = await hoverOn('hover.py', LIMITED, 'chat.completions');
    assert.match(text, /^\*\*chat\.completions\*\* · openai in `answer`/);
    assert.match(text, /\| a call \| \$[\d.]+ \| \$[\d.]+ to \$[\d.]+ \|/);
    assert.match(text, /\| a call, sent as a batch \| \$[\d.]+ /);
    assert.match(text, /\| a month \| \$/);
    assert.match(text, /prices of 20\d\d-\d\d-\d\d/);
    assert.match(text, /\| model \| `gpt-6-luna` \|/);
    assert.match(text, /\| output limit \| 300 \|/);
    assert.match(text, /\| system prompt \| none \|/);
    assert.match(text, /user: `question`/);
    assert.match(text, /Assumed: question is 100 tokens/);
  });

  it('is shown on hover with what the cache saves, and cheaper models', async () => {
    const text = await hoverOn('cached.py', CACHED, 'messages.create');
    assert.match(text, /\| a call, nothing cached yet \|/);
    assert.match(text, /\| a call, prefix read from the cache \|/);
    assert.match(text, /- system: [\d,]+ tokens, always the same\n- cache marker/);
    assert.match(text, /tokens stay the same from call to call; claude-opus-4-1[\w-]* caches from [\d,]+ tokens on, at a marker\./);
    assert.match(text, /\| cheaper model \| a call \|/);
    const rows = text.match(/^\| `claude-[\w.-]+` \| \$[\d.]+ \| \d+ % less \| \$[\d.]+ in, \$[\d.]+ out \| 20\d\d-\d\d-\d\d \|$/gm) ?? [];
    assert.ok(rows.length >= 2, text);
  });

  it('is shown on hover on the model too, and nowhere else', async () => {
    assert.match(await hoverOn('model.py', LIMITED, 'gpt-6-luna'), /^\*\*chat\.completions\*\*/);
    assert.equal(await hoverOn('else.py', LIMITED, 'question}'), '');
  });
});

describe('the name of a rule in a comment of ours', () => {
  it('is explained on hover', async () => {
    const folder = temporaryTree({ 'a.py': '' });
    const editor = await Editor.start({ folders: [folder] });
    const text = UNLIMITED.replace('    return', '    # farthing-ignore missing-max-tokens: short answers\n    return');
    const uri = await editor.open(`${folder}/a.py`, text);
    const found = await editor.hover(uri, editor.placeOf(uri, 'max-tokens: short'));
    assert.match((found?.contents as MarkupContent | undefined)?.value ?? '', /^# missing-max-tokens\n/);
    await editor.stop();
  });
});
