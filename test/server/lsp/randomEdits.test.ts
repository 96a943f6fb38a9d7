import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type Diagnostic, FileChangeType } from 'vscode-languageserver-protocol';
import { createRandom } from '../../../scripts/bench/tree/random.ts';
import { temporaryTree } from '../../temporaryTree.ts';
import { AskingEditor } from './askingEditor.ts';
import { Editor, SIMPLE, uriOf } from './editor.ts';
import { DATED, LIMITED, UNLIMITED, UNLIMITED_TS } from './samples.ts';

/** `FARTHING_SEED=2 FARTHING_EDITS=50000 npm test -- test/server/lsp/randomEdits.test.ts` goes further. */
const EDITS = Number(process.env.FARTHING_EDITS ?? 10_000);
const SEED = Number(process.env.FARTHING_SEED ?? 7);

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

/** An editor as the test needs it: one that is sent its diagnostics, or one that asks for them. */
interface Client {
  readonly editor: Editor;
  open(path: string, text?: string): Promise<unknown>;
  change(uri: string, text: string): Promise<void>;
  close(uri: string): Promise<void>;
  /** Documents that are open have what is said of them. */
  answered(uris: readonly string[]): Promise<void>;
  shown(uri: string): readonly Diagnostic[] | undefined;
}

const settings = () => ({ lint: { scope: 'workspace' } });

async function startSent(folder: string): Promise<Client> {
  const capabilities = { ...SIMPLE, workspace: { configuration: true } };
  const editor = await Editor.start({ folders: [folder], capabilities, settings });
  return {
    editor,
    open: (path, text) => editor.open(path, text),
    change: (uri, text) => editor.change(uri, text),
    close: uri => editor.close(uri),
    answered: async uris => {
      for (const uri of uris) await editor.diagnostics(uri);
    },
    shown: uri => editor.published.get(uri)?.diagnostics,
  };
}

async function startAsking(folder: string): Promise<Client> {
  const asking = await AskingEditor.start({ folders: [folder], settings });
  return {
    editor: asking.editor,
    open: (path, text) => asking.open(path, text),
    change: (uri, text) => asking.changeOn(uri, text),
    close: uri => asking.close(uri),
    answered: () => asking.answered(),
    shown: uri => asking.shown.get(uri),
  };
}

/** Everything is known of all files, and told. */
async function knowsAll(client: Client, open: Iterable<string>): Promise<void> {
  await client.editor.connection.sendRequest('farthing/lintWorkspace');
  await client.answered([...open].map(uriOf));
}

async function edit(start: (folder: string) => Promise<Client>, edits: number): Promise<void> {
  const random = createRandom(SEED);
  const folder = temporaryTree(FILES);
  let client = await start(folder);
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
    await client.change(uriOf(path), text);
  }
  async function undo(path: string, history: string[]): Promise<void> {
    if (history.length > 1) history.pop();
    await client.change(uriOf(path), history.at(-1) ?? '');
  }
  async function save(path: string): Promise<void> {
    writeFileSync(path, textOf(path));
    await client.editor.save(uriOf(path));
    await client.editor.watched([path, FileChangeType.Changed]);
  }
  async function close(path: string): Promise<void> {
    open.delete(path);
    await client.close(uriOf(path));
  }
  async function rename(path: string): Promise<void> {
    await close(path);
    const to = path.replace(/(\d*)(\.\w+)$/, (_, number, extension) => `${Number(number) + 1}${extension}`);
    if (existsSync(to)) return;
    renameSync(path, to);
    paths.delete(path);
    paths.add(to);
    await client.editor.watched([path, FileChangeType.Deleted], [to, FileChangeType.Created]);
  }
  /** The server is killed, and what the editor has open is opened again. */
  async function kill(): Promise<void> {
    const exited = once(client.editor.child, 'exit');
    client.editor.child.kill('SIGKILL');
    await exited;
    client.editor.connection.dispose();
    client = await start(folder);
    for (const path of open.keys()) await client.open(path, textOf(path));
  }

  for (let done = 0; done < edits; done++) {
    if (done === Math.floor(edits / 2)) await kill();
    const path = anyOf(paths);
    const history = open.get(path);
    if (!history) {
      open.set(path, [readFileSync(path, 'utf8')]);
      await client.open(path);
      continue;
    }
    const what = random.int(100);
    if (what < 70) await type(path);
    else if (what < 84) await undo(path, history);
    else if (what < 88) await set(path, FILES[path.slice(folder.length + 1)] ?? LIMITED);
    else if (what < 92) await save(path);
    else if (what < 97) await close(path);
    else if (what < 99) await rename(path);
    // An answer is waited for now and then.
    else await client.editor.lenses(uriOf(path));
  }
  await knowsAll(client, open.keys());

  const fresh = await start(folder);
  for (const path of open.keys()) await fresh.open(path, textOf(path));
  await knowsAll(fresh, open.keys());
  for (const path of paths) {
    const of = (one: Client) => one.shown(uriOf(path)) ?? [];
    assert.deepEqual(of(client), of(fresh), `${path}\n${textOf(path)}`);
  }
  const { heard, child } = client.editor;
  const log = (heard.get('window/logMessage') ?? []) as { message: string }[];
  assert.deepEqual(
    log.filter(({ message }) => /error/i.test(message)),
    [],
  );
  assert.equal(child.exitCode, null);
  await client.editor.stop();
  await fresh.editor.stop();
  for (const path of paths) rmSync(path, { force: true });
}

describe('any edits at all: typing, undoing, saving, closing, opening again, renaming, and a server that is killed on the way', () => {
  it(`end with what a fresh start says, after ${EDITS} of them`, async function () {
    this.timeout(300_000);
    await edit(startSent, EDITS);
  });

  it(`end so in an editor that asks, after ${EDITS / 10} of them`, async function () {
    this.timeout(300_000);
    await edit(startAsking, EDITS / 10);
  });
});
