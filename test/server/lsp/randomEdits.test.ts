import assert from 'node:assert/strict';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { FileChangeType } from 'vscode-languageserver-protocol';
import { createRandom } from '../../../scripts/bench/tree/random.ts';
import { temporaryTree } from '../../temporaryTree.ts';
import { Editor, SIMPLE, uriOf } from './editor.ts';
import { DATED, LIMITED, UNLIMITED, UNLIMITED_TS } from './samples.ts';

/** `FARTHING_SEED=2 FARTHING_EDITS=50000 npm test -- test/server/lsp/randomEdits.test.ts` goes further. */
const EDITS = Number(process.env.FARTHING_EDITS ?? 10_000);

const FILES: Readonly<Record<string, string>> = {
  'settings.py': 'MODEL = "gpt-4o"\nLIMIT = 300\n',
  'llm.py': `from openai import OpenAI\n\nfrom settings import MODEL\n\nclient = OpenAI()\n\n\ndef ask(prompt, limit=None):\n    return client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": prompt}], max_tokens=limit)\n`,
  'shop/answer.py': 'from datetime import datetime\n\nfrom llm import ask\n\n\ndef answer(q):\n    return ask(f"{datetime.now()} {q}")\n',
  'shop/dated.py': DATED,
  'shop/plain.py': UNLIMITED,
  'shop/limited.py': LIMITED,
  'web/client.ts': UNLIMITED_TS,
  'web/index.ts': "export * from './client';\n",
  'web/page.tsx':
    "import { answer } from './index';\n\nexport const Page = async () => <p>{(await answer(new Date().toISOString())).output_text}</p>;\n",
};

const PIECES = [
  '',
  ' ',
  '\n',
  '\n\n',
  '(',
  ')',
  '"',
  "'",
  '`',
  '"""',
  '{',
  '}',
  '#',
  '//',
  ':',
  ',',
  'x',
  '    ',
  '\u{1F600}',
  '\r\n',
  '\\',
];
const LINES = [
  'from settings import MODEL, LIMIT\n',
  'from llm import ask\n',
  "import { client } from './client';\n",
  'client.responses.create(model="gpt-4o", input="a")\n',
  "await client.responses.create({ model: 'gpt-4o', input: 'a' });\n",
  'def f():\n    return ask("x", limit=3)\n',
  '# farthing-ignore missing-max-tokens: short\n',
  'MODEL = "gpt-4.1"\n',
];

describe('any edits at all', () => {
  it(`end with what a fresh start says, after ${EDITS} of them`, async function () {
    this.timeout(300_000);
    const random = createRandom(Number(process.env.FARTHING_SEED ?? 7));
    const folder = temporaryTree(FILES);
    const capabilities = { ...SIMPLE, workspace: { configuration: true } };
    const start = () => Editor.start({ folders: [folder], capabilities, settings: () => ({ lint: { scope: 'workspace' } }) });
    const editor = await start();
    const paths = new Set(Object.keys(FILES).map(path => `${folder}/${path}`));
    const open = new Map<string, string[]>();
    const anyOf = <T>(items: Iterable<T>): T => random.pick([...items]);
    const textOf = (path: string) => open.get(path)?.at(-1) ?? readFileSync(path, 'utf8');

    async function type(path: string): Promise<void> {
      const text = textOf(path);
      const at = random.int(text.length + 1);
      const removed = random.int(4) === 0 ? random.int(20) : 0;
      const added = random.int(3) === 0 ? random.pick(LINES) : random.pick(PIECES);
      await set(path, text.slice(0, at) + added + text.slice(at + removed));
    }
    async function set(path: string, text: string): Promise<void> {
      open.get(path)?.push(text);
      await editor.change(uriOf(path), text);
    }

    for (let edit = 0; edit < EDITS; edit++) {
      const path = anyOf(paths);
      const history = open.get(path);
      if (!history) {
        open.set(path, [readFileSync(path, 'utf8')]);
        await editor.open(path);
        continue;
      }
      const what = random.int(100);
      if (what < 70) await type(path);
      else if (what < 84) {
        if (history.length > 1) history.pop();
        await editor.change(uriOf(path), history.at(-1) ?? '');
      } else if (what < 88) await set(path, FILES[path.slice(folder.length + 1)] ?? LIMITED);
      else if (what < 92) {
        writeFileSync(path, textOf(path));
        await editor.save(uriOf(path));
        await editor.watched([path, FileChangeType.Changed]);
      } else if (what < 97) {
        open.delete(path);
        await editor.close(uriOf(path));
      } else if (what < 99) {
        open.delete(path);
        await editor.close(uriOf(path));
        const to = path.replace(/(\d*)(\.\w+)$/, (_, number, extension) => `${Number(number) + 1}${extension}`);
        if (existsSync(to)) continue;
        renameSync(path, to);
        paths.delete(path);
        paths.add(to);
        await editor.watched([path, FileChangeType.Deleted], [to, FileChangeType.Created]);
      } else {
        await editor.diagnostics(uriOf(path));
      }
      if (paths.size < 6) {
        const fresh = `${folder}/more${edit}.py`;
        writeFileSync(fresh, UNLIMITED);
        paths.add(fresh);
        await editor.watched([fresh, FileChangeType.Created]);
      }
    }

    // Something happens once more, so that there is an end to wait for.
    const last = `${folder}/last.py`;
    writeFileSync(last, UNLIMITED);
    await editor.watched([last, FileChangeType.Created]);
    await editor.until(() => editor.published.get(uriOf(last))?.diagnostics.length === 1);
    for (const path of open.keys()) await editor.diagnostics(uriOf(path));
    await editor.connection.sendRequest('farthing/lintWorkspace');

    const fresh = await start();
    for (const path of open.keys()) await fresh.open(path, textOf(path));
    for (const path of open.keys()) await fresh.diagnostics(uriOf(path));
    await fresh.connection.sendRequest('farthing/lintWorkspace');
    const told = ({ published }: Editor, path: string) => published.get(uriOf(path))?.diagnostics ?? [];
    for (const path of paths) assert.deepEqual(told(editor, path), told(fresh, path), `${path}\n${textOf(path)}`);
    const failures = ((editor.heard.get('window/logMessage') ?? []) as { message: string }[]).filter(({ message }) =>
      /error/i.test(message),
    );
    assert.deepEqual(failures, []);
    assert.equal(editor.child.exitCode, null);
    await editor.stop();
    await fresh.stop();
    for (const path of paths) rmSync(path, { force: true });
  });
});
