/** Whether a text is one that a template makes. */
import type { Template } from '../../protocol/sites.ts';

/** Beginning and end are the template's own, and all its fixed parts stand in their order. Blanks around the whole count for nothing. */
export function makes(template: Template, text: string): boolean {
  const [first = '', ...others] = template;
  const last = others.pop();
  if (last === undefined) return text === first;
  const end = text.length - last.length;
  // Equality of whole strings is compared by the block, `startsWith` letter by letter.
  if (end < first.length || text.slice(0, first.length) !== first || text.slice(end) !== last) return false;
  return standsIn(others, text.slice(first.length, end));
}

/** All its fixed parts stand in the text in their order, whatever is around them. */
export function standsIn(template: Template, text: string): boolean {
  let from = 0;
  for (const fixed of template) {
    if (fixed === '') continue;
    const at = text.indexOf(fixed, from);
    if (at < 0) return false;
    from = at + fixed.length;
  }
  return true;
}

/** A template whose blanks around the whole are taken off. */
export function trimmed(template: Template): Template {
  if (template.length === 1) return [(template[0] as string).trim()];
  return template.map((fixed, at) => (at === 0 ? fixed.trimStart() : at === template.length - 1 ? fixed.trimEnd() : fixed));
}

/** Letters that are fixed. */
export function fixedLength(template: Template): number {
  return template.reduce((sum, fixed) => sum + fixed.length, 0);
}
