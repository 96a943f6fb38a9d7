import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { REFUSED } from '../workspace.ts';
import { closeAll, eventually, has, open, reported } from './editing.ts';

/** Files that are on no disk: one folder, kept in memory. */
class FilesInMemory implements vscode.FileSystemProvider {
  readonly #files: ReadonlyMap<string, Uint8Array>;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(files: Readonly<Record<string, string>>) {
    this.#files = new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
  }

  watch = () => new vscode.Disposable(() => {});

  stat({ path }: vscode.Uri): vscode.FileStat {
    const size = path === '/' ? 0 : this.readFile(vscode.Uri.file(path)).byteLength;
    return { type: path === '/' ? vscode.FileType.Directory : vscode.FileType.File, ctime: 0, mtime: 0, size };
  }

  readDirectory = (): [string, vscode.FileType][] => [...this.#files.keys()].map(path => [path.slice(1), vscode.FileType.File]);

  readFile({ path }: vscode.Uri): Uint8Array {
    const found = this.#files.get(path);
    if (!found) throw vscode.FileSystemError.FileNotFound(path);
    return found;
  }

  writeFile = () => this.#refuse();
  createDirectory = () => this.#refuse();
  delete = () => this.#refuse();
  rename = () => this.#refuse();

  #refuse(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
}

describe('a folder of a virtual file system', () => {
  const folder = vscode.Uri.parse('memory:/');
  const file = vscode.Uri.joinPath(folder, 'refused.py');
  let provider: vscode.Disposable;

  before(async () => {
    provider = vscode.workspace.registerFileSystemProvider('memory', new FilesInMemory({ '/refused.py': REFUSED }));
    const at = vscode.workspace.workspaceFolders?.length ?? 0;
    const folders = () => vscode.workspace.workspaceFolders ?? [];
    assert.ok(vscode.workspace.updateWorkspaceFolders(at, 0, { uri: folder, name: 'memory' }));
    await eventually(vscode.workspace.onDidChangeWorkspaceFolders, folders, seen => seen.length === at + 1);
  });

  after(async () => {
    await closeAll();
    vscode.workspace.updateWorkspaceFolders((vscode.workspace.workspaceFolders?.length ?? 1) - 1, 1);
    provider.dispose();
  });

  it('has findings and costs in its open files, though none of it is on a disk', async () => {
    await open(file);
    await reported(file, has('wrong-max-tokens-parameter'));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', file);
    assert.ok(lenses.some(({ command }) => command?.title.includes('$')));
  });
});
