import type { Span } from '../ir/nodes.ts';

/**
 * In broken code the parser may hang a piece under a node that it does not lie in. Every node's span is widened to cover what it holds, so that
 * whoever reads the tree may count on it.
 */
export function nestSpans(value: object): Span | undefined {
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const inner of Object.values(value)) {
    if (typeof inner !== 'object' || inner === null) continue;
    const covered = isSpan(inner) ? inner : nestSpans(inner);
    if (!covered) continue;
    start = Math.min(start, covered.start);
    end = Math.max(end, covered.end);
  }
  if (start > end) return undefined;
  const covering = { start, end };
  if ('span' in value && isSpan(value.span) && (value.span.start > start || value.span.end < end)) Object.assign(value, { span: covering });
  return covering;
}

function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && 'start' in value && 'end' in value;
}
