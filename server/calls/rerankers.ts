import type { Span } from '../ir/nodes.ts';
import { optionsOf } from '../resolve/construct.ts';
import type { Invocation } from '../resolve/run.ts';
import { readFirst } from './argumentPath.ts';
import type { Clients } from './client.ts';

/** Tells the calls whose results are handed to something that cuts them down again: `ContextualCompressionRetriever(base_retriever=...)`. */
export function rerankedCalls(invocations: readonly Invocation[], clients: Clients, path: string): (span: Span) => boolean {
  const spans = new Set<string>();
  for (const { callee, args } of invocations) {
    if (callee.kind !== 'external') continue;
    const client = clients.constructedBy(callee.path);
    const reading = client?.reranks && readFirst(clients.argumentsOf(clients.named(args, client), []), client.reranks);
    if (reading?.state !== 'found') continue;
    for (const option of optionsOf(reading.value)) if (option.at?.path === path) spans.add(key(option.at.span));
  }
  return span => spans.has(key(span));
}

function key(span: Span): string {
  return `${span.start}-${span.end}`;
}
