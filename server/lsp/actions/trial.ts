/** A document with edits made, to see what would be said of it. */
import { openEditorCells } from '../../syntax/notebook.ts';
import { type Edit, openSource, type SourceFile } from '../../syntax/source.ts';
import { replaceSpans } from '../../syntax/sourceFile.ts';
import type { OpenDocument } from '../documents/openDocument.ts';

/** Undefined when the edits cannot be made. */
export function withEdits(
  { source, isNotebook }: Pick<OpenDocument, 'source' | 'isNotebook'>,
  edits: readonly Edit[],
): SourceFile | undefined {
  if (isNotebook) return cellsWithEdits(source, edits);
  const result = source.applyEdits(edits);
  const edited = 'refused' in result ? undefined : openSource(source.path, result.text);
  return edited && !('unreadable' in edited) ? edited : undefined;
}

function cellsWithEdits({ cells = [], text, path, grammar }: SourceFile, edits: readonly Edit[]): SourceFile {
  const sources = cells.map(({ index, span }) => {
    const inside = edits.filter(edit => edit.span.start >= span.start && edit.span.end <= span.end);
    const moved = inside.map(edit => ({ ...edit, span: { start: edit.span.start - span.start, end: edit.span.end - span.start } }));
    moved.sort((a, b) => a.span.start - b.span.start);
    return { index, source: replaceSpans(text.slice(span.start, span.end), moved) };
  });
  return openEditorCells(path, grammar, sources);
}
