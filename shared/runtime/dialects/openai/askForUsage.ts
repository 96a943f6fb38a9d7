/**
 * A stream of chat completions tells its usage only when `stream_options.include_usage` asks for it (openai-node
 * resources/chat/completions/completions.d.ts). Who does not ask is asked for, by an edit of the body that keeps every other byte.
 */
import type { RequestFacts, UsageRequest, WireRequest } from '../dialect.ts';
import { afterBlanks, findMember, type Span } from '../memberEdit.ts';
import { usageFilter } from './usageFilter.ts';

const STREAM_OPTIONS = Buffer.from('"stream_options"');
const INCLUDE_USAGE = Buffer.from('"include_usage"');
const TRUE = Buffer.from('true');
const OPTIONS_OBJECT = Buffer.from('{"include_usage":true}');
const OPTIONS_MEMBER = Buffer.from('"stream_options":{"include_usage":true},');
const USAGE_MEMBER = Buffer.from('"include_usage":true');
const COMMA = Buffer.from(',');
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Undefined when the request asks already, or is not one that has to. */
export function askForUsage(request: WireRequest, facts: RequestFacts): UsageRequest | undefined {
  if (!facts.stream || !/\/(chat\/)?completions$/.test(facts.endpoint)) return undefined;
  const edit = editFor(request.body);
  if (!edit) return undefined;
  const parts = [request.body.subarray(0, edit.start), ...edit.insert, request.body.subarray(edit.end)];
  return {
    parts,
    get body() {
      return Buffer.concat(parts);
    },
    filter: usageFilter,
  };
}

interface Edit extends Span {
  readonly insert: readonly Buffer[];
}

function editFor(body: Buffer): Edit | undefined {
  const start = afterBlanks(body, 0);
  if (body[start] !== OPEN_BRACE) return undefined;
  const options = body.includes(STREAM_OPTIONS) ? findMember(body, 0, STREAM_OPTIONS) : undefined;
  if (!options) return at(start + 1, OPTIONS_MEMBER);
  if (body[options.value.start] !== OPEN_BRACE) return { ...options.value, insert: [OPTIONS_OBJECT] };
  const usage = findMember(body, options.value.start, INCLUDE_USAGE);
  if (usage) return body.subarray(usage.value.start, usage.value.end).equals(TRUE) ? undefined : { ...usage.value, insert: [TRUE] };
  const inside = options.value.start + 1;
  return body[afterBlanks(body, inside)] === CLOSE_BRACE ? at(inside, USAGE_MEMBER) : at(inside, USAGE_MEMBER, COMMA);
}

function at(index: number, ...insert: readonly Buffer[]): Edit {
  return { start: index, end: index, insert };
}
