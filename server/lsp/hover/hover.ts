import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import type { CallSite } from '../../calls/callSite.ts';
import type { Span } from '../../ir/nodes.ts';
import type { Costing } from '../../project/costing.ts';
import { explainRule } from '../../rules/explain.ts';
import { rules } from '../../rules/index.ts';
import { headOf } from '../../rules/wording.ts';
import { type OpenDocument, offsetIn, type Part, placed } from '../documents/openDocument.ts';
import { placeOf } from '../places.ts';
import { callCard } from './callHover.ts';
import { cheaperModels } from './cheaperModels.ts';

/** On the name of a call, or its model: what is known of the call. On the name of a rule in one of our comments: the rule's page. */
export async function hover(
  document: OpenDocument,
  part: Part,
  position: Position,
  sites: readonly CallSite[],
  costing: Costing | undefined,
): Promise<Hover | undefined> {
  const offset = offsetIn(document, part, position);
  if (offset === undefined) return undefined;
  const rule = ruleAt(document.source.text, offset);
  if (rule) return card(document, rule.span, rule.page);
  const found = siteAt(document.path, sites, offset);
  if (!found || !costing) return undefined;
  const context = costing.ruleContext(document.source.text);
  const { call } = found;
  await costing.prepare([call]);
  const batched = context.estimate({ ...call, operation: 'batch' });
  const priced = context.model(call)?.price?.batchPermille !== undefined;
  const text = callCard({
    call,
    context,
    estimate: context.estimate(call),
    batch: batched.known && priced && call.operation !== 'batch' ? batched : undefined,
    cheaper: await cheaperModels(call, context, costing),
    seen: context.seen(call),
  });
  return card(document, found.span, text);
}

function card(document: OpenDocument, span: Span, value: string): Hover {
  const at = placed(document, placeOf(document.source, span));
  return { contents: { kind: MarkupKind.Markdown, value }, ...(at && { range: at.range }) };
}

/** The innermost call with its name, or its model, at the offset. */
function siteAt(path: string, sites: readonly CallSite[], offset: number): { readonly call: CallSite; readonly span: Span } | undefined {
  const hits = sites.flatMap(call => {
    const model = call.model.state === 'present' && call.model.at?.path === path ? [call.model.at.span] : [];
    const span = [headOf(call), ...model].find(({ start, end }) => start <= offset && offset <= end);
    return span ? [{ call, span }] : [];
  });
  return hits.sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
}

function ruleAt(text: string, offset: number): { readonly span: Span; readonly page: string } | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', start);
  const line = text.slice(start, newline === -1 ? text.length : newline);
  const comment = /(?:#|\/\/|\/\*)\s*farthing-ignore[a-z-]*/.exec(line);
  if (!comment) return undefined;
  for (const { 0: word, index } of line.matchAll(/[a-z][a-z-]*/g)) {
    const span = { start: start + index, end: start + index + word.length };
    const rule = span.start <= offset && offset <= span.end && index >= comment.index ? rules.find(({ id }) => id === word) : undefined;
    if (rule) return { span, page: explainRule(rule) };
  }
  return undefined;
}
