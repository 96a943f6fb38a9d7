import assert from 'node:assert/strict';
import { documentSelector } from '../../client/documents.ts';

describe('documents the server is given', () => {
  const reads = (scheme: string, language: string, folderSchemes: readonly string[] = ['file']) =>
    documentSelector(folderSchemes).some(filter => filter.scheme === scheme && filter.language === language);

  it('are those on disk, unsaved ones and cells of notebooks', () => {
    for (const scheme of ['file', 'untitled', 'vscode-notebook-cell']) assert.equal(reads(scheme, 'python'), true, scheme);
  });

  it('are those of a virtual workspace', () => assert.equal(reads('vscode-vfs', 'typescript', ['vscode-vfs']), true));

  it('are no old versions of files', () => assert.equal(reads('git', 'python'), false));

  it('are of no other language', () => assert.equal(reads('file', 'go'), false));
});
