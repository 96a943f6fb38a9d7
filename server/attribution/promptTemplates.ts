/** The prompt of a call as the runtime looks for it in requests: fixed texts with holes between them. */
import type { PromptTemplate, Template } from '../../shared/protocol/sites.ts';
import type { Block, CallSite, PromptPart } from '../calls/callSite.ts';

/** Letters of one fixed text that are kept, of its beginning and its end: enough to tell it from its like. */
const KEPT_HEAD = 3072;
const KEPT_TAIL = 1024;
/** Letters of all fixed texts of a call. */
const KEPT_OF_CALL = 24_000;
const MOST_TEXTS = 40;

export interface PromptTemplates {
  readonly prompt: readonly PromptTemplate[];
  readonly complete: { readonly system: boolean; readonly prompt: boolean };
}

export function promptTemplates(call: CallSite): PromptTemplates {
  const blocks = promptBlocks(call);
  const shown = blocks.filter(block => !isNoText(block));
  const prompt: PromptTemplate[] = [];
  let left = KEPT_OF_CALL;
  for (const block of shown.slice(0, MOST_TEXTS)) {
    const texts = optionsOf(block).map(parts => templateOf(parts, left));
    for (const text of texts) left -= text.reduce((sum, fixed) => sum + fixed.length, 0);
    prompt.push({ role: roleOf(block), texts: texts.length > 0 ? texts : [ANYTHING] });
  }
  // A framework writes around what it is given; a text that may be another is none to count on.
  const isPlain = call.kind !== 'framework' && call.operation !== 'agent';
  const ends = isPlain && call.blocksComplete === true && prompt.length === shown.length;
  const system = ends && call.systemPrompt.state !== 'unknown' && blocks.every(block => block.section !== 'system' || isCertain(block));
  return { prompt, complete: { system, prompt: ends && system && blocks.every(isCertain) && shown.length === blocks.length } };
}

const optionsOf = ({ oneOf, parts }: Block): NonNullable<Block['oneOf']> => oneOf ?? [parts];

/** Sent on every path, as one of the texts that are known. An empty one is as a rule not sent. */
function isCertain({ oneOf }: Block): boolean {
  return oneOf === undefined || (oneOf.length > 0 && oneOf.every(parts => parts.length > 0));
}

const ANYTHING: Template = ['', ''];

function promptBlocks(call: CallSite): readonly Block[] {
  const blocks = call.blocks.filter(({ section }) => section !== 'tools');
  const { systemPrompt } = call;
  if (blocks.some(({ section }) => section === 'system') || systemPrompt.parts.length === 0) return blocks;
  return [{ section: 'system', parts: systemPrompt.parts }, ...blocks];
}

/** An image or the like: its JSON, or a hole that is named by its type. */
function isNoText({ parts }: Block): boolean {
  const [only] = parts;
  if (parts.length !== 1 || !only) return parts.length === 0;
  return only.kind === 'static' ? /^\{"(type|image|document|inlineData|inline_data)":/.test(only.text) : NO_TEXT.test(only.label);
}

const NO_TEXT = /^(a content block|image|image_url|input_image|document|file|input_file|input_audio|tool_use|tool_result|thinking)$/;

function templateOf(parts: readonly PromptPart[], most: number): Template {
  const fixed = [''];
  let left = most;
  const hole = () => fixed.push('');
  const put = (text: string) => {
    fixed[fixed.length - 1] += text;
    left -= text.length;
  };
  for (const part of parts) {
    if (part.kind === 'hole') hole();
    else if (part.text.length <= Math.min(left, KEPT_HEAD + KEPT_TAIL)) put(part.text);
    else {
      put(part.text.slice(0, Math.max(0, Math.min(left, KEPT_HEAD))));
      hole();
      put(part.text.slice(-Math.min(KEPT_TAIL, Math.max(1, left))));
    }
  }
  return fixed;
}

const ROLES: Readonly<Record<string, PromptTemplate['role']>> = {
  user: 'user',
  assistant: 'assistant',
  model: 'assistant',
  tool: 'tool',
  function: 'tool',
};

function roleOf({ section, role }: Block): PromptTemplate['role'] {
  return section === 'system' ? 'system' : (ROLES[role ?? ''] ?? 'unknown');
}
