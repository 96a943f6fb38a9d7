/** Renaming a parameter where it is written: a keyword, a quoted or bare key, a shorthand. */

import type { Span } from '../../ir/nodes.ts';
import type { Edit } from '../rule.ts';
import { sameSpan } from './parameter.ts';

/** `nameAt` covers the name alone (with its quotes, if it has some), `entryAt` the whole argument or entry. */
export function rename(text: string, nameAt: Span, entryAt: Span, newName: string): Edit[] {
  const old = text.slice(nameAt.start, nameAt.end);
  const quote = /^["'`]/.exec(old)?.[0] ?? '';
  if (sameSpan(nameAt, entryAt)) return [{ span: nameAt, text: `${newName}: ${old}` }];
  return [{ span: nameAt, text: `${quote}${newName}${quote}` }];
}
