/**
 * `npm run bench:editor`: what the language server costs, beside its aims: from an edit to its diagnostics, memory after a large workspace and a
 * thousand edits, and what it does when nobody types.
 *
 *   npm run bench:editor                  everything; sixty seconds of it is waiting
 *   npm run bench:editor -- --idle 5      waits five seconds only
 *   npm run bench:editor -- --json        for a machine
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { EditorClient } from './editorClient.ts';
import { loadAverage } from './measure.ts';
import { FULL_TREE, generateTree } from './tree/generateTree.ts';
import { PYTHON_HEADER, pythonCall, pythonFiller } from './tree/python.ts';
import { createRandom, type Random } from './tree/random.ts';
import { typescriptCall, typescriptFiller, typescriptHeader } from './tree/typescript.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    idle: { type: 'string', default: '60' },
    edits: { type: 'string', default: '1000' },
  },
});
const program = fileURLToPath(new URL('../../dist/languageServer.js', import.meta.url));
if (!existsSync(program)) throw new Error('dist/ is missing: run "npm run build"');

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What it is to be at most. */
  readonly aim?: number;
}

const rows: Row[] = [];
const add = (what: string, value: number, unit: string, aim?: number) =>
  rows.push({ what, value, unit, ...(aim === undefined ? {} : { aim }) });

const work = mkdtempSync(join(tmpdir(), 'farthing-bench-editor-'));
try {
  const tree = join(work, 'tree');
  mkdirSync(tree);
  const { files } = generateTree(tree, FULL_TREE);
  const random = createRandom(11);
  const edited = {
    python: { path: join(tree, 'services/edited.py'), languageId: 'python', text: pythonText(random, 1000) },
    typescript: { path: join(tree, 'packages/edited.ts'), languageId: 'typescript', text: typescriptText(random, 1000) },
    long: { path: join(tree, 'services/long.py'), languageId: 'python', text: pythonText(random, 2500) },
  };
  for (const { path, text } of Object.values(edited)) writeFileSync(path, text);

  await measureStart(tree, edited.python);
  await measurePackages(join(work, 'packages'));
  await measureShutdown(tree);
  const editor = new EditorClient(program);
  await measureWorkspace(editor, tree, files);
  for (const [name, file, edits, p50, p95] of [
    ['Python, 1,000 lines', edited.python, Number(values.edits), 20, 60],
    ['TypeScript, 1,000 lines', edited.typescript, Number(values.edits) / 2, 20, 60],
    ['Python, 2,500 lines', edited.long, Number(values.edits) / 4, undefined, 120],
  ] as const) {
    const uri = pathToFileURL(file.path).href;
    await editor.open(uri, file.languageId, file.text);
    const before = editor.use().cpu;
    const times = await typing(editor, uri, file.text, edits, random);
    add(`${name}: edit to diagnostics, p50`, percentile(times, 0.5), 'ms', p50);
    add(`${name}: edit to diagnostics, p95`, percentile(times, 0.95), 'ms', p95);
    add(`${name}: CPU an edit`, ((editor.use().cpu - before) * 1000) / times.length, 'ms');
  }
  await measureFixAll(editor, edited.python.text, join(tree, 'services/fixed.py'));
  add('most memory on the way (RSS)', editor.use().peak, 'MB');
  // Memory is given back when nobody types.
  await wait(4000);
  add('memory after all that', editor.use().rss, 'MB', 250);
  const resting = editor.use().cpu;
  await wait(Number(values.idle) * 1000);
  add(`CPU in ${values.idle} s without an edit`, (editor.use().cpu - resting) * 1000, 'ms', 300);
  await editor.stop();
  console.log(values.json ? JSON.stringify({ load: loadAverage(), rows }, null, 2) : table());
} finally {
  rmSync(work, { recursive: true, force: true });
}

interface Edited {
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
}

/** The first file somebody opens, in a workspace that is new to the server. */
async function measureStart(tree: string, { path, languageId, text }: Edited): Promise<void> {
  const started = performance.now();
  const editor = new EditorClient(program);
  await editor.initialize(tree, 'openFiles');
  add('start to initialized', performance.now() - started, 'ms');
  await editor.open(pathToFileURL(path).href, languageId, text);
  add('start to the first diagnostics of an open file', performance.now() - started, 'ms');
  await editor.stop();
}

/** A monorepo in which every package imports the one before it. */
async function measurePackages(root: string): Promise<void> {
  const packages = 2000;
  for (let index = 0; index < packages; index++) {
    const folder = join(root, `packages/p${index}`);
    mkdirSync(join(folder, 'src'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), `{ "name": "@shop/p${index}", "main": "src/index.ts" }`);
    const ask =
      "import OpenAI from 'openai';\nexport const ask = (input: string) => new OpenAI().responses.create({ model: 'gpt-4o', input });\n";
    writeFileSync(join(folder, 'src/index.ts'), index === 0 ? ask : `export { ask } from '@shop/p${index - 1}';\n`);
  }
  const path = join(root, 'packages/p0/src/index.ts');
  const started = performance.now();
  const editor = new EditorClient(program);
  await editor.initialize(root, 'openFiles');
  await editor.open(pathToFileURL(path).href, 'typescript', readFileSync(path, 'utf8'));
  add('2,000 packages: start to the first diagnostics of an open file', performance.now() - started, 'ms', 1500);
  await editor.stop();
}

/** Asked to end while it looks at the workspace; several times, because what it does then differs. */
async function measureShutdown(tree: string): Promise<void> {
  const times: number[] = [];
  for (const after of [100, 400, 1600, 3200]) {
    const editor = new EditorClient(program);
    await editor.initialize(tree, 'workspace');
    await wait(after);
    const started = performance.now();
    await editor.connection.sendRequest('shutdown');
    times.push(performance.now() - started);
    await editor.exit();
  }
  add('shutdown in the middle of a workspace, the slowest of four', Math.max(...times), 'ms', 250);
}

async function measureWorkspace(editor: EditorClient, tree: string, files: number): Promise<void> {
  const started = performance.now();
  const first = editor.published(({ diagnostics }) => diagnostics.length > 0);
  const ready = editor.ready();
  await editor.initialize(tree, 'workspace');
  await first;
  add(
    `${files.toLocaleString('en-US')} files: start to the first finding of a file that is not open`,
    performance.now() - started,
    'ms',
    2000,
  );
  await ready;
  add('start to the last', performance.now() - started, 'ms');
  add('CPU of the whole workspace', editor.use().cpu * 1000, 'ms');
  add('memory after the workspace (RSS)', editor.use().rss, 'MB', 250);
}

/** Words inside functions and between them, a line now and then, and every tenth time something that breaks the code for one edit. */
async function typing(editor: EditorClient, uri: string, text: string, edits: number, random: Random): Promise<number[]> {
  const lines = text.split('\n');
  const times: number[] = [];
  while (times.length < edits) {
    const line = random.int(lines.length - 2) + 1;
    const current = lines[line] ?? '';
    const kind = random.int(10);
    if (kind === 0) {
      times.push(await editor.type(uri, line, current.length, '('));
      times.push(await editor.type(uri, line, current.length, '', 1));
    } else {
      const comment = uri.endsWith('.py') ? '# x' : '// x';
      const added = kind < 3 ? `\n${comment}` : random.pick([' ', `  ${comment}`]);
      if (kind < 3) lines.splice(line + 1, 0, comment);
      else lines[line] = current + added;
      times.push(await editor.type(uri, line, current.length, added));
    }
  }
  return times;
}

async function measureFixAll(editor: EditorClient, text: string, path: string): Promise<void> {
  const uri = pathToFileURL(path).href;
  await editor.open(uri, 'python', `${text}\n# farthing-ignore missing-max-tokens: gone\nprint(1)\n`);
  const times: number[] = [];
  for (let run = 0; run < 30; run++) {
    const started = performance.now();
    await editor.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics: [], only: ['source.fixAll.farthing'] },
    });
    times.push(performance.now() - started);
  }
  add('fix all on save, 1,000 lines, p95', percentile(times, 0.95), 'ms', 100);
}

function pythonText(random: Random, lines: number): string {
  const calls = Array.from({ length: 4 }, () => pythonCall(random, 'nowhere'));
  let text = PYTHON_HEADER + calls.map(call => call.imports).join('');
  const size = () => text.split('\n').length;
  for (const [index, call] of calls.entries()) {
    while (size() < (lines * (index + 1)) / calls.length - 20) text += pythonFiller(random, 500);
    text += call.body;
  }
  return text;
}

function typescriptText(random: Random, lines: number): string {
  let text = typescriptHeader('@shop') + typescriptCall(random).imports;
  const size = () => text.split('\n').length;
  while (size() < lines - 30) text += typescriptFiller(random, 500, true);
  return text + typescriptCall(random).body;
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function table(): string {
  const shown = rows.map(({ what, value, unit, aim }) => {
    const number = `${value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en-US')} ${unit}`;
    return `${what.padEnd(78)} ${number.padStart(10)}${aim === undefined ? '' : `  aim ${aim} ${unit}${value <= aim ? '' : '  MISSED'}`}`;
  });
  return [`Load ${loadAverage()}`, ...shown].join('\n');
}
