/** Prompts: from values to text parts and, for chat APIs, to blocks in the order a provider caches them. */
import type { CacheMarkerShape, MessageShape, TemplateShape } from '../../shared/catalogue/schema.ts';
import { asText, dict, mapOptions, mergeDicts, optionsOf, unknown } from '../resolve/construct.ts';
import { fillNames } from '../resolve/strings.ts';
import type { DictValue, FunctionValue, InstanceValue, Location, TextPart, Value } from '../resolve/values.ts';
import { type Arguments, readFirst } from './argumentPath.ts';
import type { Block, Marker, PromptPart } from './callSite.ts';
import { bare, type Clients } from './client.ts';
import { markerOf } from './markers.ts';
import { changeOf, type VolatilityContext } from './volatility.ts';

export interface PromptContext {
  readonly clients: Clients;
  readonly volatility: VolatilityContext;
  /** What a function of the project returns: some SDKs take a function that writes the prompt. */
  returns(fn: FunctionValue): Value;
  readonly marker?: CacheMarkerShape;
  readonly systemRoles: readonly string[];
  /** Arguments that fill the holes of a template: `chain.invoke({topic: ...})`. */
  readonly variables?: DictValue;
}

export interface Blocks {
  readonly blocks: readonly Block[];
  /** Why there may be more. */
  readonly open?: string;
}

const NOTHING: Blocks = { blocks: [] };
const MAX_BLOCKS = 200;

/** Text parts of any value; what is not known is a hole. */
function partsOf(value: Value, label: string, context: PromptContext): readonly PromptPart[] {
  return asText(chosen(value, context), label, value.at)
    .filter(part => part.kind === 'hole' || part.text !== '')
    .map(part => promptPart(part, context));
}

function promptPart(part: TextPart, context: PromptContext): PromptPart {
  if (part.kind === 'static') return { kind: 'static', text: part.text, ...(part.at ? { at: part.at } : {}) };
  if (part.value.kind === 'json') {
    const text = plainJson(part.value.of);
    if (text !== undefined) return { kind: 'static', text, ...(part.at ? { at: part.at } : {}) };
  }
  const own = changeOf(part.value, part.label, context.volatility);
  const change = own.volatility === 'unknown' && part.field !== undefined ? changeOf(part.value, part.field, context.volatility) : own;
  const isDateOnly = part.format !== undefined && change.clock && /%[a-zA-Z]/.test(part.format) && !/%[-#]?[HIMSfpXcTR]/.test(part.format);
  const volatility = isDateOnly && change.volatility === 'per-request' ? 'per-day' : change.volatility;
  return {
    kind: 'hole',
    label: part.label,
    volatility,
    reason: isDateOnly ? 'the date' : change.reason,
    certainty: change.certainty,
    path: [...change.path, ...(part.at ? [{ label: part.label, at: part.at }] : [])],
    ...(change.unordered ? { unordered: true } : {}),
    ...(fillsTemplate(part.value) ? { fillsTemplate: true } : {}),
    ...(part.at ? { at: part.at } : {}),
  };
}

const FILLING = new Set(['format', 'format_map', 'substitute', 'safe_substitute', 'render', 'replace', 'replaceAll']);

function fillsTemplate(value: Value): boolean {
  return (
    value.kind === 'instance' &&
    value.receiver !== undefined &&
    value.members.length === 0 &&
    FILLING.has(value.of.slice(value.of.lastIndexOf('.') + 1))
  );
}

const RANK = { constant: 0, 'per-process': 1, unknown: 2, 'per-day': 3, 'per-user': 4, 'per-request': 5 } as const;

/** Of several possible texts the one that changes most, then the longest: what a rule should look at. */
function chosen(value: Value, context: PromptContext): Value {
  const options = optionsOf(value).filter(option => !(option.kind === 'constant' && (option.value === null || option.value === '')));
  if (options.length < 2) return options[0] ?? value;
  const score = (option: Value) => RANK[changeOf(option, '', context.volatility).volatility] * 1e6 + Math.min(lengthOf(option), 1e6 - 1);
  return options.reduce((best, option) => (score(option) > score(best) ? option : best));
}

function lengthOf(value: Value): number {
  if (value.kind === 'constant') return String(value.value).length;
  if (value.kind === 'text') return value.parts.reduce((sum, part) => sum + (part.kind === 'static' ? part.text.length : 10), 0);
  return 0;
}

/** A value that is plain data, as JSON text. */
export function plainJson(value: Value): string | undefined {
  const plain = plainData(value, 0);
  return plain === NOT_PLAIN ? undefined : JSON.stringify(plain);
}

const NOT_PLAIN = Symbol('not plain');

function plainData(value: Value, depth: number): unknown {
  if (depth > 20) return NOT_PLAIN;
  if (value.kind === 'constant') return value.value;
  if (value.kind === 'list' && !value.open) {
    const items = value.items.map(item => plainData(item, depth + 1));
    return items.includes(NOT_PLAIN) ? NOT_PLAIN : items;
  }
  if (value.kind === 'dict' && !value.open) {
    const result: Record<string, unknown> = {};
    for (const [key, slot] of value.entries) {
      const plain = plainData(slot.value, depth + 1);
      if (plain === NOT_PLAIN) return NOT_PLAIN;
      result[key] = plain;
    }
    return result;
  }
  return NOT_PLAIN;
}

const FORMATTING = new Set([
  'format',
  'aformat',
  'format_prompt',
  'format_messages',
  'formatPrompt',
  'formatMessages',
  'invoke',
  'ainvoke',
  'partial',
]);

/** `template.format(topic=...)`: the template with these for its holes. */
function filled(
  value: Value,
  context: PromptContext,
): { readonly template: InstanceValue; readonly shape: TemplateShape; readonly context: PromptContext } | undefined {
  if (value.kind !== 'instance' || !value.receiver || !FORMATTING.has(value.of)) return undefined;
  const template = bare(value.receiver);
  const shape = template.kind === 'instance' ? context.clients.of(template)?.client.template : undefined;
  if (!shape || template.kind !== 'instance') return undefined;
  const given = context.clients.named(value.args, undefined);
  const variables = mergeDicts(dict(given.named), given.positional.find(argument => argument.kind === 'dict') ?? dict(new Map()));
  return { template, shape, context: { ...context, variables } };
}

/** The content of one message or of a system prompt: text, or a list of content blocks. */
export function contentBlocks(value: Value, section: Block['section'], role: string | undefined, context: PromptContext): Blocks {
  const made = blocksOfOne(chosen(value, context), section, role, context);
  if (!isOneOf(value)) return made;
  const options = optionsOf(value).map(option => partsOf(option, 'the prompt', context));
  const areTexts = made.blocks.length === 1 && optionsOf(value).every(option => option.kind === 'constant' || option.kind === 'text');
  return areTexts ? oneOf(made, options) : oneOf(made);
}

const isOneOf = (value: Value): boolean => optionsOf(value).length > 1;

/** Others may be sent in the place of these: one of the options, where they are known. */
export function oneOf(made: Blocks, options: Block['oneOf'] = []): Blocks {
  return { ...made, blocks: made.blocks.map(block => ({ ...block, oneOf: options })) };
}

function blocksOfOne(option: Value, section: Block['section'], role: string | undefined, context: PromptContext): Blocks {
  const one = option.kind === 'function' ? context.returns(option) : option;
  const block = (parts: readonly PromptPart[], marker?: Marker, at?: Location): Block => ({
    section,
    parts,
    ...(role ? { role } : {}),
    ...(marker ? { marker } : {}),
    ...(at ? { at } : {}),
  });
  if (one.kind === 'constant' && one.value === null) return NOTHING;
  const template = filled(one, context);
  if (template) {
    const inner = templateBlocks(template.template, template.shape, template.context);
    return { ...inner, blocks: inner.blocks.map(made => ({ ...made, section, ...(role ? { role } : {}) })) };
  }
  if (one.kind === 'instance') {
    const use = context.clients.of(one);
    const message = use?.client.message;
    if (use && message) return messageObject(one, message, section, context);
  }
  if (one.kind === 'dict') return contentDict(one, section, role, context);
  if (one.kind !== 'list') return { blocks: [block(partsOf(one, 'the prompt', context), undefined, one.at)] };
  const blocks: Block[] = [];
  for (const item of one.items) {
    const option = chosen(item, context);
    if (option.kind === 'dict' && isLoneMarker(option, context)) {
      const marker = context.marker && markerOf(option, context.marker);
      const last = blocks.at(-1);
      if (marker && last) blocks[blocks.length - 1] = { ...last, marker };
      else if (marker) blocks.push(block([], marker, option.at));
      continue;
    }
    blocks.push(...contentBlocks(item, section, role, context).blocks);
  }
  return { blocks, ...(one.open ? { open: one.open } : {}) };
}

function isLoneMarker(value: DictValue, context: PromptContext): boolean {
  return (
    context.marker?.placement === 'ownBlock' && value.entries.has(context.marker.key) && !TEXT_KEYS.some(key => value.entries.has(key))
  );
}

const TEXT_KEYS = ['text', 'content', 'parts', 'input_text'];

/** `{type: 'text', text: '...', cache_control: {...}}`, `{text: '...'}`, `{parts: [...]}`; images and tool results are holes. */
function contentDict(value: DictValue, section: Block['section'], role: string | undefined, context: PromptContext): Blocks {
  const marker = context.marker && markerOf(value, context.marker);
  for (const key of TEXT_KEYS) {
    const slot = value.entries.get(key);
    if (!slot) continue;
    const inner = contentBlocks(slot.value, section, role, context);
    const last = inner.blocks.at(-1);
    if (!marker || !last) return inner;
    return { ...inner, blocks: [...inner.blocks.slice(0, -1), { ...last, marker, ...(value.at ? { at: value.at } : {}) }] };
  }
  const type = value.entries.get('type')?.value;
  const label = type?.kind === 'constant' ? String(type.value) : 'a content block';
  const text = plainJson(value);
  const parts: readonly PromptPart[] =
    text !== undefined && text.length < 20_000
      ? [{ kind: 'static', text, ...(value.at ? { at: value.at } : {}) }]
      : partsOf(unknown(label, [value]), label, context);
  return {
    blocks: [{ section, parts, ...(role ? { role } : {}), ...(marker ? { marker } : {}), ...(value.at ? { at: value.at } : {}) }],
    ...(value.open ? { open: value.open } : {}),
  };
}

/** Messages in any of the forms code writes them. */
export function messageBlocks(value: Value, context: PromptContext): Blocks {
  const options = optionsOf(value).filter(option => !(option.kind === 'constant' && option.value === null));
  const one = options.length === 1 ? (options[0] as Value) : (options.find(option => option.kind === 'list') ?? options[0]);
  if (!one) return NOTHING;
  const several = options.length > 1 ? 'one of several message lists' : undefined;
  const result = messagesOf(one, context);
  return several ? { ...oneOf(result), open: result.open ?? several } : result;
}

function messagesOf(one: Value, context: PromptContext): Blocks {
  switch (one.kind) {
    case 'constant':
    case 'text':
      return contentBlocks(one, 'messages', 'user', context);
    case 'list': {
      const blocks: Block[] = [];
      let open = one.open;
      for (const item of one.items) {
        if (blocks.length > MAX_BLOCKS) {
          open ??= 'very many messages';
          break;
        }
        const inner = oneMessage(item, context);
        blocks.push(...inner.blocks);
        open ??= inner.open;
      }
      return { blocks, ...(open ? { open } : {}) };
    }
    case 'dict': {
      const messages = one.entries.get('messages');
      return messages ? messageBlocks(messages.value, context) : oneMessage(one, context);
    }
    case 'instance': {
      const template = filled(one, context);
      if (template) return templateBlocks(template.template, template.shape, template.context);
      const use = context.clients.of(one);
      if (use?.client.message) return messageObject(one, use.client.message, 'messages', context);
      if (use?.client.template) return templateBlocks(one, use.client.template, context);
      return { blocks: [{ section: 'messages', parts: partsOf(one, 'messages', context) }], open: 'messages built by a call' };
    }
    default:
      return {
        blocks: [],
        open:
          one.kind === 'param'
            ? `parameter ${[one.name, ...one.members].join('.')}`
            : one.kind === 'unknown'
              ? one.reason
              : 'messages built elsewhere',
      };
  }
}

function oneMessage(item: Value, context: PromptContext): Blocks {
  if (!isOneOf(item)) return messageOf(bare(item), context);
  return oneOf(messageOf(bare(chosen(item, context)), context));
}

function messageOf(option: Value, context: PromptContext): Blocks {
  if (option.kind === 'dict') {
    const role = roleOf(option.entries.get('role')?.value ?? option.entries.get('type')?.value);
    const content = option.entries.get('content') ?? option.entries.get('parts') ?? option.entries.get('text');
    const section = role !== undefined && context.systemRoles.includes(role) ? 'system' : 'messages';
    if (!content) return { ...contentDict(option, section, role, context), ...(option.open ? { open: option.open } : {}) };
    const inner = contentBlocks(content.value, section, role, context);
    // A marker on the message itself, as some SDKs want it.
    const marker = context.marker && markerOf(option, context.marker);
    const last = inner.blocks.at(-1);
    return marker && last && !last.marker ? { ...inner, blocks: [...inner.blocks.slice(0, -1), { ...last, marker }] } : inner;
  }
  if (option.kind === 'list' && option.items.length === 2 && option.items[0]?.kind === 'constant') {
    const role = roleOf(option.items[0]);
    const section = role !== undefined && ['system', ...context.systemRoles].includes(role) ? 'system' : 'messages';
    return contentBlocks(templated(option.items[1] as Value, context), section, role, context);
  }
  if (option.kind === 'constant' || option.kind === 'text') return contentBlocks(option, 'messages', 'user', context);
  if (option.kind === 'instance') return messagesOf(option, context);
  return { blocks: [], open: option.kind === 'param' ? `parameter ${option.name}` : 'a message built elsewhere' };
}

function roleOf(value: Value | undefined): string | undefined {
  if (value?.kind !== 'constant' || typeof value.value !== 'string') return undefined;
  return value.value === 'human' ? 'user' : value.value === 'ai' ? 'assistant' : value.value;
}

function argumentsOf(made: InstanceValue, context: PromptContext): Arguments {
  return context.clients.argumentsOf(context.clients.named(made.args, context.clients.of(made)?.client), []);
}

function messageObject(made: InstanceValue, shape: MessageShape, section: Block['section'], context: PromptContext): Blocks {
  const args = argumentsOf(made, context);
  const written = shape.rolePath ? readFirst(args, [shape.rolePath]) : undefined;
  const role = shape.role ?? (written?.state === 'found' ? roleOf(written.value) : undefined);
  const content = readFirst(args, shape.content);
  const target =
    section === 'system' || (role !== undefined && (role === 'system' || context.systemRoles.includes(role))) ? 'system' : 'messages';
  if (content.state === 'found') return contentBlocks(content.value, target, role, context);
  return { blocks: [], open: content.state === 'unknown' ? content.reason : 'a message without content' };
}

const TEMPLATE_NAME = /\{\{\s*([A-Za-z_][\w.]*)\s*\}\}|(?<!\{)\{([A-Za-z_][\w.]*)\}(?!\})/g;

/** Holes of a template: `{topic}`, filled from what the chain is invoked with where that is in sight. */
function templated(value: Value, context: PromptContext): Value {
  return mapOptions(value, option =>
    option.kind === 'text' || (option.kind === 'constant' && typeof option.value === 'string')
      ? fillNames(
          option,
          TEMPLATE_NAME,
          name => context.variables?.entries.get(name)?.value,
          option.at ?? { path: '', span: { start: 0, end: 0 } },
        )
      : option,
  );
}

export function templateBlocks(made: InstanceValue, shape: TemplateShape, context: PromptContext): Blocks {
  if (shape.placeholder) return { blocks: [], open: 'messages filled in at run time' };
  const args = argumentsOf(made, context);
  const messages = readFirst(args, shape.messages);
  if (messages.state === 'found') return messageBlocks(templatedMessages(messages.value, context), context);
  const text = readFirst(args, shape.text);
  if (text.state === 'found') {
    const section = shape.role === 'system' ? 'system' : 'messages';
    return contentBlocks(templated(text.value, context), section, shape.role ?? 'user', context);
  }
  return {
    blocks: [],
    open: text.state === 'unknown' ? text.reason : messages.state === 'unknown' ? messages.reason : 'a template not in sight',
  };
}

function templatedMessages(value: Value, context: PromptContext): Value {
  if (value.kind !== 'list') return value;
  return {
    ...value,
    items: value.items.map(item =>
      item.kind === 'dict' ? templatedDict(item, context) : item.kind === 'constant' ? templated(item, context) : item,
    ),
  };
}

function templatedDict(item: DictValue, context: PromptContext): DictValue {
  const content = item.entries.get('content');
  return content
    ? { ...item, entries: new Map(item.entries).set('content', { ...content, value: templated(content.value, context) }) }
    : item;
}
