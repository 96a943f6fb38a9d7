import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * What users of other linters have asked their editors for, some for ten years, and what proves that it holds here: the words of a test, or of a
 * row of `npm run bench:editor`, in that file. Links lead to one complaint of many.
 */
const REQUIREMENTS: readonly {
  readonly asked: string;
  readonly seen: string;
  readonly proof: Readonly<Record<string, readonly string[]>>;
}[] = [
  {
    asked: 'problems of files that are not open, within 2 s in a large tree',
    seen: 'github.com/astral-sh/ruff-vscode/issues/145',
    proof: {
      'test/server/lsp/scope.test.ts': ['are told where the whole workspace is linted'],
      'test/server/lsp/pull.test.ts': ['come bit by bit while the request stays open'],
      'scripts/bench/languageServer.ts': ['start to the first finding of a file that is not open'],
    },
  },
  {
    asked: 'the same after another program changed a file that is not open',
    seen: 'github.com/microsoft/vscode-eslint/issues/91',
    proof: {
      'test/server/lsp/scope.test.ts': ['follow what others do to files', 'come with new files and folders, without a restart'],
      'test/server/lsp/pull.test.ts': ['follow changes on disk'],
      'test/server/lsp/closedFiles.test.ts': ['follow what others do to the file, while it is closed and after'],
    },
  },
  {
    asked: 'closing a file keeps its problems where the workspace is linted, and takes them away where open files are',
    seen: 'github.com/microsoft/vscode-eslint/issues/1460',
    proof: {
      'test/server/lsp/scope.test.ts': [
        'stay when a file is closed, as it is on disk',
        'go when only open files are linted and the file is closed',
      ],
      'test/server/lsp/closedFiles.test.ts': ['stay as they are', 'are those of the text on disk when the changes were not saved'],
    },
  },
  {
    asked: 'fixing on save is quick, and slowness is said',
    seen: 'github.com/microsoft/vscode-eslint/issues/1538',
    proof: {
      'test/server/lsp/actions.test.ts': ['fix all that is safe on save'],
      'test/server/lsp/process.test.ts': ['tells how it is: calls, cost, findings, time'],
      'scripts/bench/languageServer.ts': ['fix all on save, 1,000 lines, p95'],
    },
  },
  {
    asked: 'thousands of packages start quickly, in one process',
    seen: 'github.com/microsoft/vscode-eslint/issues/1679',
    proof: {
      'test/server/lsp/manyPackages.test.ts': ['is one project in one process, in which imports are followed from package to package'],
      'scripts/bench/languageServer.ts': ['2,000 packages: start to the first diagnostics of an open file'],
    },
  },
  {
    asked: 'the same result from the root, a sub-folder, several folders and the command line, without a working directory to set',
    seen: 'github.com/microsoft/vscode-eslint/issues/1101',
    proof: {
      'test/server/lsp/folders.test.ts': [
        'is told the same from its root, from a part of it, from several folders, and on the command line',
      ],
    },
  },
  {
    asked: 'the editor says what the command line says',
    seen: 'github.com/microsoft/vscode-eslint/issues/1840',
    proof: { 'test/server/lsp/sameAsCommand.test.ts': ['are those of the command line, for', 'for files that are not open, for'] },
  },
  {
    asked: 'memory stays small after thousands of files and edits',
    seen: 'github.com/microsoft/vscode-eslint/issues/1336',
    proof: {
      'test/server/project/live/leaks.test.ts': ['does not grow with edits, nor with files that are opened and closed'],
      'scripts/bench/languageServer.ts': ['memory after the workspace (RSS)', 'memory after all that'],
    },
  },
  {
    asked: 'a restart, asked for or after a crash, that loses nothing',
    seen: 'github.com/microsoft/vscode-eslint/issues/164',
    proof: {
      'test/server/lsp/process.test.ts': [
        'has its state again after it was killed, from what the editor opens again',
        'ends at once in the middle of its work',
      ],
      'test/server/lsp/randomEdits.test.ts': ['and a server that is killed on the way'],
    },
  },
  {
    asked: 'settings per folder',
    seen: 'github.com/astral-sh/ruff-vscode/issues/912',
    proof: { 'test/server/lsp/folders.test.ts': ['goes by the configuration of each', 'goes by the settings the editor has for each'] },
  },
  {
    asked: 'silence about the files of libraries',
    seen: 'github.com/astral-sh/ruff-vscode/issues/741',
    proof: {
      'test/server/lsp/folders.test.ts': [
        'are silent, in and outside the workspace, with one line in the log',
        'are silent when git ignores them',
      ],
    },
  },
  {
    asked: 'notebooks, unsaved buffers and cells that change their language',
    seen: 'github.com/astral-sh/ruff-vscode/issues/546',
    proof: {
      'test/server/lsp/notebooks.test.ts': [
        'has its findings in its cells, at their own lines',
        'is read though it was never saved',
        'takes its findings back from a cell that becomes another language',
      ],
      'test/server/lsp/diagnostics.test.ts': ['come for an untitled text'],
    },
  },
  {
    asked: 'no findings of cells lost, whether the editor asks or is sent them',
    seen: 'github.com/astral-sh/ruff/issues/21156',
    proof: {
      'test/server/lsp/notebooks.test.ts': [
        'has the findings of its cells sent all the same, and only so',
        'follows its cells as they change, come, move and go',
      ],
    },
  },
  {
    asked: 'fixes in the right cell, and nothing else touched',
    seen: 'github.com/astral-sh/ruff-vscode/issues/680',
    proof: {
      'test/server/lsp/notebooks.test.ts': ['is fixed in the right cell, and the others stay as they are'],
      'test/server/lsp/notebookFixes.test.ts': [
        'mend what they are offered for, in its own cell, and leave every byte of the others, whatever the cells',
        'leave a notebook that is shown as JSON valid, with all else in it as it was',
      ],
    },
  },
];

describe('what is asked of a linter in the editor', () => {
  for (const [index, { asked, seen, proof }] of REQUIREMENTS.entries()) {
    it(`${index + 1}. ${asked}: has its proof (${seen})`, () => {
      for (const [file, words] of Object.entries(proof)) {
        const text = readFileSync(join(root, file), 'utf8');
        for (const name of words) assert.ok(text.includes(name), `${file} has nothing called "${name}"`);
      }
    });
  }
});
