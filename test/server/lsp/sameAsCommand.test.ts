import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { rules } from '../../../server/rules/index.ts';
import { temporaryTree } from '../../temporaryTree.ts';
import { Editor, type OpenCell, SIMPLE, uriOf } from './editor.ts';
import * as samples from './samples.ts';
import { serverProgram } from './serverProgram.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const SEVERITIES = { error: 1, warn: 2, info: 3 } as const;

interface Found {
  readonly rule: string;
  readonly severity: keyof typeof SEVERITIES;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly cell?: number;
  readonly message: string;
}

/** What `farthing check` prints for a folder. */
function command(folder: string): readonly Found[] {
  const program = serverProgram().endsWith('.ts') ? 'server/cli/main.ts' : 'dist/cli.js';
  const args = [join(root, program), 'check', '.', '--format', 'json', '--no-cache', '--fail-on', 'never'];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })).findings;
}

type Told = readonly [rule: unknown, severity: unknown, place: string, message: unknown];

function fromCommand({ rule, severity, line, column, endLine, endColumn, message }: Found): Told {
  return [rule, SEVERITIES[severity], `${line}:${column}-${endLine}:${endColumn}`, message];
}

function fromServer({ code, severity, range: { start, end }, message }: Diagnostic): Told {
  return [code, severity, `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`, message];
}

/** Opens every file of a folder, and compares what is told of it with what the command says. */
async function compareOpen(folder: string, editor: Editor, found: readonly Found[]): Promise<void> {
  for (const path of globSync('**/*.{py,ts,tsx,js,mjs}', { cwd: folder }).sort()) {
    const told = await editor.diagnostics(await editor.open(`${folder}/${path}`));
    const expected = found.filter(one => one.path === path).map(fromCommand);
    assert.deepEqual(told.map(fromServer), expected, path);
  }
  for (const path of globSync('**/*.ipynb', { cwd: folder }).sort()) {
    const cells = cellsOf(`${folder}/${path}`);
    await editor.openNotebook(uriOf(`${folder}/${path}`), cells);
    for (const [index, { uri, kind }] of cells.entries()) {
      if (kind === 1) continue;
      const expected = found.filter(one => one.path === path && one.cell === index).map(fromCommand);
      assert.deepEqual((await editor.diagnostics(uri)).map(fromServer), expected, `${path}, cell ${index}`);
    }
  }
}

function cellsOf(path: string): OpenCell[] {
  const { cells } = JSON.parse(readFileSync(path, 'utf8')) as { cells: { cell_type: string; source: string | string[] }[] };
  return cells.map(({ cell_type: type, source }, index) => ({
    uri: `vscode-notebook-cell:${path}#${index}`,
    text: [source].flat().join(''),
    kind: type === 'code' ? 2 : 1,
  }));
}

describe('findings in the editor', () => {
  const extensions = { python: 'py', typescript: 'ts' } as const;
  const ofRules = rules.flatMap(({ id, examples }) =>
    examples.flatMap(({ language, bad, good }, index) => [
      [`${id}/bad_${index}.${extensions[language]}`, bad] as const,
      [`${id}/good_${index}.${extensions[language]}`, good] as const,
    ]),
  );
  const ofSamples = Object.entries(samples).map(([name, text]) => [`samples/${name}.${name.endsWith('TS') ? 'ts' : 'py'}`, text] as const);

  for (const [what, folder] of [
    ['the examples of all rules', () => temporaryTree(Object.fromEntries([...ofRules, ...ofSamples]))],
    ['the example project with its mistakes', () => join(root, 'examples/support-agent/bad')],
    ['the example project without them', () => join(root, 'examples/support-agent/fixed')],
  ] as const) {
    it(`are those of the command line, for ${what}`, async () => {
      const place = folder();
      const found = command(place);
      const editor = await Editor.start({ folders: [place] });
      await compareOpen(place, editor, found);
      await editor.stop();
    });

    it(`are those of the command line for files that are not open, for ${what}`, async () => {
      const place = folder();
      const found = command(place).filter(({ cell }) => cell === undefined);
      const capabilities = { ...SIMPLE, workspace: { configuration: true } };
      const editor = await Editor.start({ folders: [place], capabilities, settings: () => ({ lint: { scope: 'workspace' } }) });
      await editor.settled();
      const told = [...editor.published].filter(([uri]) => !uri.endsWith('.ipynb'));
      const paths = told.filter(([, { diagnostics }]) => diagnostics.length > 0).map(([uri]) => uri);
      assert.deepEqual(new Set(paths), new Set(found.map(({ path }) => uriOf(`${place}/${path}`))));
      for (const [uri, { diagnostics }] of told) {
        const expected = found.filter(({ path }) => uriOf(`${place}/${path}`) === uri).map(fromCommand);
        assert.deepEqual(diagnostics.map(fromServer), expected, uri);
      }
      await editor.stop();
    });
  }
});
