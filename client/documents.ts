export const LANGUAGES = ['python', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact'] as const;

/** As VS Code's own filters and the language client's have it. */
export interface DocumentFilter {
  readonly scheme: string;
  readonly language?: string;
  readonly pattern?: string;
}

/**
 * Documents the server reads: source files and `farthing.jsonc` on disk, unsaved, or in the workspace's own file system, which may be a virtual
 * one; and cells of notebooks. Old versions of a file (`git:`) and such are nobody's work in hand.
 */
export function documentSelector(folderSchemes: readonly string[]): DocumentFilter[] {
  const schemes = [...new Set(['file', 'untitled', 'vscode-notebook-cell', ...folderSchemes])];
  return schemes.flatMap(scheme => [...LANGUAGES.map(language => ({ scheme, language })), { scheme, pattern: '**/farthing.jsonc' }]);
}
