/**
 * Writes the tree the benchmark lints: 5,400 source files, 41 MB, 9 % of them importing an LLM SDK, spread over Python services (flat and
 * `src` layouts), TypeScript packages of one workspace (with `paths`), JavaScript and notebooks, beside ignored folders that must not be read.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { notebook } from './notebook.ts';
import { PYTHON_HEADER, PYTHON_WRAPPER, pythonCall, pythonConstants, pythonFiller, pythonWrapperCaller } from './python.ts';
import { createRandom, type Random } from './random.ts';
import {
  component,
  TYPESCRIPT_WRAPPER,
  typescriptCall,
  typescriptConstants,
  typescriptFiller,
  typescriptHeader,
  typescriptWrapperCaller,
} from './typescript.ts';
import { noun, verb } from './words.ts';

export interface TreeSize {
  readonly files: number;
  readonly bytes: number;
}

export const FULL_TREE: TreeSize = { files: 5400, bytes: 41_000_000 };

/** Shares of the kinds, a thousand. */
const SHARE = { python: 480, typescript: 300, component: 90, javascript: 93, notebook: 37 };
/** Of the files that may get a call; files in sub-folders get none, so that 9 % of all import an SDK. */
const SDK_PERMILLE = 106;
/** Files that call a model are longer than others. */
const SDK_LENGTH = 1.25;
const PICTURE_BYTES = 38_000;

/** Returns what was written, ignored files aside. The same size gives the same bytes. */
export function generateTree(root: string, size: TreeSize): TreeSize {
  const random = createRandom(20_261_124);
  let files = 0;
  let bytes = 0;
  function write(path: string, text: string, counted = true): void {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    if (counted) {
      files++;
      bytes += Buffer.byteLength(text);
    }
  }

  writeSettings(write);
  writeIgnored(random, write);
  const notebooks = Math.round((size.files * SHARE.notebook) / 1000);
  const meanBytes = (size.bytes - notebooks * (PICTURE_BYTES + 6000)) / (size.files - notebooks);
  /** Most files are small, some are long: mean 1. */
  const length = () => meanBytes * random.pick([0.15, 0.3, 0.45, 0.6, 0.8, 1, 1.2, 1.5, 2, 2]) - 700;
  const importsSdk = () => random.int(1000) < SDK_PERMILLE;

  const services = Math.max(1, Math.round((size.files * SHARE.python) / 1000 / 108));
  for (let index = 0; index < services; index++) {
    const pkg = `${noun(random)}_${index}`;
    const folder = index % 2 ? `services/${pkg}/src/${pkg}` : `services/${pkg}/${pkg}`;
    write(`${folder}/__init__.py`, '');
    write(`${folder}/constants.py`, pythonConstants(random));
    write(`${folder}/llm.py`, PYTHON_WRAPPER);
    write(`${folder}/labels.py`, PYTHON_HEADER + pythonWrapperCaller(random, pkg) + pythonFiller(random, length()));
    const count = Math.round((size.files * SHARE.python) / 1000 / services) - 4;
    for (let i = 0; i < count; i++) {
      const place = i % 5 ? `${folder}/${verb(random)}_${noun(random)}_${i}.py` : `${folder}/${noun(random)}s/${verb(random)}_${i}.py`;
      const call = importsSdk() && i % 5 ? pythonCall(random, pkg) : undefined;
      write(place, pythonFile(random, length() * (call ? SDK_LENGTH : 1), call));
    }
  }

  const packages = Math.max(1, Math.round((size.files * (SHARE.typescript + SHARE.component + SHARE.javascript)) / 1000 / 87));
  for (let index = 0; index < packages; index++) {
    const name = `${noun(random)}-${index}`;
    const folder = `packages/${name}/src`;
    write(`packages/${name}/package.json`, `${JSON.stringify({ name: `@shop/${name}`, main: 'src/index.ts' }, null, 2)}\n`, false);
    write(`${folder}/constants.ts`, typescriptConstants(random, true));
    write(`${folder}/llm.ts`, TYPESCRIPT_WRAPPER);
    write(`${folder}/index.ts`, `export * from './llm';\nexport { CHAT_MODEL } from './constants';\n`);
    write(`${folder}/labels.ts`, typescriptWrapperCaller(random, `@shop/${name}/src`) + typescriptFiller(random, length(), true));
    for (const kind of ['typescript', 'component', 'javascript'] as const) {
      const count = Math.round((size.files * SHARE[kind]) / 1000 / packages) - (kind === 'typescript' ? 4 : 0);
      for (let i = 0; i < count; i++) {
        const extension = { typescript: 'ts', component: 'tsx', javascript: 'js' }[kind];
        const place = i % 4 ? `${folder}/${verb(random)}${i}.${extension}` : `${folder}/${noun(random)}/${verb(random)}${i}.${extension}`;
        const call = importsSdk() && i % 4 ? typescriptCall(random) : undefined;
        write(place, typescriptFile(random, length() * (call ? SDK_LENGTH : 1), kind, call));
      }
    }
  }

  while (files < size.files) {
    const cells = [PYTHON_HEADER];
    if (importsSdk()) {
      const call = pythonCall(random, 'helpers');
      cells.push(call.imports, call.body);
    }
    for (let i = 0; i < 6; i++) cells.push(pythonFiller(random, 700));
    write(`notebooks/${noun(random)}_${files}.ipynb`, notebook(random, cells, PICTURE_BYTES));
  }
  return { files, bytes };
}

interface Call {
  readonly imports: string;
  readonly body: string;
}

function pythonFile(random: Random, bytes: number, call: Call | undefined): string {
  if (!call) return PYTHON_HEADER + pythonFiller(random, bytes);
  return PYTHON_HEADER + call.imports + pythonFiller(random, bytes / 2) + call.body + pythonFiller(random, bytes / 2);
}

function typescriptFile(random: Random, bytes: number, kind: 'typescript' | 'component' | 'javascript', call: Call | undefined): string {
  const typed = kind !== 'javascript';
  let text = typed ? typescriptHeader('@shop') : `import { logger } from './log.js';\n`;
  if (call) text += call.imports;
  text += typescriptFiller(random, kind === 'component' ? bytes / 2 : bytes, typed);
  if (call) text += call.body;
  if (kind === 'component') while (text.length < bytes) text += component(random);
  return text;
}

type Write = (path: string, text: string, counted?: boolean) => void;

function writeSettings(write: Write): void {
  write('package.json', `${JSON.stringify({ name: 'shop', private: true, workspaces: ['packages/*'] }, null, 2)}\n`, false);
  const compilerOptions = { baseUrl: '.', paths: { '@shop/log': ['packages/log/src/index.ts'], '@shop/*': ['packages/*'] } };
  write('tsconfig.json', `// One for the whole workspace.\n${JSON.stringify({ compilerOptions }, null, 2)}\n`, false);
  write('.gitignore', 'node_modules/\ndist/\n*.pyc\n/build\n', false);
  write('services/.gitignore', 'generated/\n!keep/generated/\n*_pb2.py\n', false);
}

/** Folders that a linter must not read. */
function writeIgnored(random: Random, write: Write): void {
  for (let i = 0; i < 120; i++) {
    write(
      `node_modules/openai/resources/part${i}.js`,
      `const OpenAI = require('openai');\n${typescriptFiller(random, 4000, false)}`,
      false,
    );
    write(`services/generated/client_${i}.py`, `import openai\n${pythonFiller(random, 4000)}`, false);
    write(`dist/chunk${i}.js`, `import OpenAI from 'openai';\n${typescriptFiller(random, 4000, false)}`, false);
  }
}
