/** Where a call's model id is written, and writing another in its place. */

import type { CallSite } from '../calls/callSite.ts';
import type { Span } from '../ir/nodes.ts';
import { literalAt } from './edits/literal.ts';
import { isSetElsewhere } from './outputLimit.ts';
import type { Edit } from './rule.ts';
import { headOf } from './wording.ts';

interface WrittenModel {
  readonly id: string;
  /** The id itself where it stands in the call's file (so that calls that share a constant share a finding), else the call. */
  readonly span: Span;
}

/** The id of a call that generates text or embeddings. The caller of a wrapper answers only for an id in its own file. */
export function writtenModel(call: CallSite): WrittenModel | undefined {
  const { model, operation } = call;
  const priced = operation === 'chat' || operation === 'completion' || operation === 'agent' || operation === 'embedding';
  if (!priced || model.state !== 'present') return undefined;
  const here = model.at?.path === call.path ? model.at.span : undefined;
  if (!here && (call.kind === 'wrapper' || isSetElsewhere(call))) return undefined;
  return { id: model.value, span: here ?? headOf(call) };
}

/** Edits that write `to` where the literal says `from`, keeping a prefix such as `openai/`; undefined when it says something else. */
export function replaceModelId(text: string, call: CallSite, from: string, to: string): Edit[] | undefined {
  const at = call.model.state === 'present' ? call.model.at : undefined;
  if (!at || at.path !== call.path) return undefined;
  const literal = literalAt(text, at.span, call.language);
  const content = literal && text.slice(literal.content.start, literal.content.end);
  if (!literal || content === undefined || /["'`]/.test(to)) return undefined;
  const isWhole = content === from || content.endsWith(`/${from}`) || content.endsWith(`:${from}`);
  return isWhole ? [{ span: { start: literal.content.end - from.length, end: literal.content.end }, text: to }] : undefined;
}
