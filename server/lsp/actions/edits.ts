/** Edits of the analysed text as edits of the documents an editor holds. */
import type { SnippetTextEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Edit } from '../../rules/rule.ts';
import type { ClientSupport } from '../clientSupport.ts';
import { isNotebookJson, type OpenDocument, placed } from '../documents/openDocument.ts';
import { placeOf } from '../places.ts';

export type PartEdit = TextEdit | SnippetTextEdit;

/** Undefined when an edit is in no part, or reaches from one into another. */
export function workspaceEdit(document: OpenDocument, edits: readonly Edit[], support: ClientSupport): WorkspaceEdit | undefined {
  const whole = editOfJson(document, edits);
  if (whole) return whole === 'refused' ? undefined : ofParts(document, whole, support);
  const byPart = new Map<string, PartEdit[]>();
  const lineEnd = lineEndOf(document);
  for (const { span, text } of edits) {
    const at = placed(document, placeOf(document.source, span));
    if (!at) return undefined;
    const edit = { range: at.range, newText: lineEnd === '\n' ? text : text.replace(/\r\n|\r|\n/g, lineEnd) };
    byPart.set(at.part.uri, [...(byPart.get(at.part.uri) ?? []), edit]);
  }
  return ofParts(document, byPart, support);
}

export function ofParts(document: OpenDocument, byPart: ReadonlyMap<string, PartEdit[]>, support: ClientSupport): WorkspaceEdit {
  if (!support.versionedEdits) return { changes: Object.fromEntries(byPart) as Record<string, TextEdit[]> };
  return {
    documentChanges: [...byPart].map(([uri, edits]) => ({
      textDocument: { uri, version: document.parts.find(part => part.uri === uri)?.version ?? null },
      edits,
    })),
  };
}

function lineEndOf({ fileText = '' }: OpenDocument): string {
  return /\r\n|\r|\n/.exec(fileText)?.[0] ?? '\n';
}

/** A notebook that an editor shows as the JSON it is: its source knows how to edit that. */
function editOfJson(document: OpenDocument, edits: readonly Edit[]): Map<string, PartEdit[]> | 'refused' | undefined {
  const { source, fileText = '', parts } = document;
  const [only] = parts;
  if (!isNotebookJson(document) || !only) return undefined;
  const result = source.applyEdits(edits);
  if ('refused' in result) return 'refused';
  const lines = fileText.split('\n');
  const end = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  return new Map([[only.uri, [{ range: { start: { line: 0, character: 0 }, end }, newText: result.text }]]]);
}
