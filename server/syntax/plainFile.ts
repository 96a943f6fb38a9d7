import { mapLines } from './lines.ts';
import type { Grammar } from './parsers.ts';
import { orderEdits, replaceSpans, type SourceFile } from './sourceFile.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** A file that is source text as it stands. Its byte order mark is no part of the text and comes back with the edits. */
export function openPlainFile(path: string, fileText: string, grammar: Grammar): SourceFile {
  const mark = fileText.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const text = fileText.slice(mark.length);
  const lines = mapLines(text);
  return {
    path,
    language: grammar === 'python' ? 'python' : 'typescript',
    grammar,
    text,
    position(offset) {
      const line = lines.lineAt(offset);
      return { line: line + 1, column: offset - lines.startOf(line) + 1 };
    },
    offset({ line, column }) {
      return lines.offsetAt(line - 1, column - 1);
    },
    applyEdits(edits) {
      const sorted = orderEdits(edits, text.length);
      if ('refused' in sorted) return sorted;
      const lineEnd = lineEndOf(text);
      const inserted = sorted.ordered.map(edit => ({ span: edit.span, text: edit.text.replace(/\r\n|\r|\n/g, lineEnd) }));
      return { text: mark + replaceSpans(text, inserted) };
    },
  };
}

/** How the file ends its first line. */
function lineEndOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
}
