/** From a matched call to everything that is known of it. */
import type { LimitParam, MissingLimit, Params } from '../../shared/catalogue/schema.ts';
import type { Expr, Language, Span } from '../ir/nodes.ts';
import { dict, NO_ARGUMENTS, optionsOf, union } from '../resolve/construct.ts';
import type { Invocation } from '../resolve/run.ts';
import type { DictValue, FunctionValue, Value } from '../resolve/values.ts';
import { type Arguments, type Reading, read, readFirst } from './argumentPath.ts';
import type { Block, CallSite, CallSiteId, Field, Marker, Prompt, WrittenLimit } from './callSite.ts';
import { bare, type Clients, type ClientUse } from './client.ts';
import { commonLimit, commonModel } from './commonField.ts';
import { asBoolean, asNumber, asString, type FieldContext, fieldOf, unknownField, valueField } from './fields.ts';
import { givenSystemBlocks, isOutOfSight } from './givenPrompt.ts';
import { loopOf } from './loop.ts';
import { ttlOf } from './markers.ts';
import type { Match } from './match.ts';
import { type ModelUse, modelOf } from './model.ts';
import { type Blocks, contentBlocks, messageBlocks, oneOf, type PromptContext, plainJson, templateBlocks } from './prompt.ts';
import type { VolatilityContext } from './volatility.ts';

export interface SiteContext {
  readonly clients: Clients;
  readonly fields: FieldContext;
  readonly volatility: VolatilityContext;
  readonly language: Language;
  /** What a function of the project returns. */
  returns(fn: FunctionValue): Value;
  /** A call whose result is handed to a reranker or compressor. */
  reranked(span: Span): boolean;
}

export function siteOf(invocation: Invocation, match: Match, context: SiteContext, id: CallSiteId): CallSite {
  const { sdk, shape, args } = match;
  const { params } = shape;
  const { fields } = context;
  const model = modelOf(match, context.clients, fields, context.language);
  const others = (match.others ?? []).map(other => {
    const use = modelOf(other, context.clients, fields, context.language);
    return { model: use.model, limit: limitsOf(other.shape.params, other.args, use, fields).field };
  });
  const wrapper = invocation.via.length > 0;
  const limits = limitsOf(params, args, model, fields);
  const prompt = withGiven(promptOf(match, context), invocation, match, context);
  const tools = toolsOf(params, args, match, fields);
  const blocks = [...tools.blocks, ...prompt.blocks].sort((a, b) => SECTION_ORDER[a.section] - SECTION_ORDER[b.section]);
  const markers = cacheMarkerOf(params, args, blocks, prompt.open ?? tools.open);
  const open = args.own.open;
  const optionsSpan = literalOptions(invocation, shape.options);
  return {
    id,
    language: context.language,
    path: invocation.path,
    span: invocation.span,
    argsSpan: wrapper ? { start: invocation.span.end, end: invocation.span.end } : invocation.expr.argsSpan,
    ...(optionsSpan && !wrapper ? { optionsSpan } : {}),
    ...(invocation.symbol ? { symbol: invocation.symbol } : {}),
    sdk: sdk.id,
    api: shape.api,
    kind: wrapper ? 'wrapper' : shape.kind,
    operation: shape.operation,
    free: shape.free ?? false,
    provider: model.provider,
    baseUrl: model.baseUrl,
    model: others.length > 0 ? commonModel([model.model, ...others.map(other => other.model)]) : model.model,
    maxOutputTokens: others.length > 0 ? commonLimit([limits.field, ...others.map(other => other.limit)]) : limits.field,
    limits: limits.written,
    ...(missingLimitOf(params, model) ? { missingLimit: missingLimitOf(params, model) as MissingLimit } : {}),
    systemPrompt: prompt.system,
    blocks,
    blocksComplete: prompt.open ?? tools.open ?? true,
    tools: tools.count,
    loop: loopOf(params.loop, args, tools.count, invocation, fields),
    retrievalK: retrievalOf(params, args, fields),
    reranked: context.reranked(invocation.span) ? { state: 'present', value: true } : rerankedOf(params, args, fields),
    cacheMarker: markers.field,
    automaticCache: model.carried?.automaticCache ?? params.automaticCache ?? false,
    ...(params.cacheMarker ? { markerShape: params.cacheMarker } : {}),
    completions: fieldOf(readFirst(args, params.completions), asNumber, fields, { state: 'absent', default: 1 }),
    stream: fieldOf(readFirst(args, params.stream), asBoolean, fields, { state: 'absent', default: false }),
    effort: fieldOf(readFirst(args, params.effort), asString, fields),
    serviceTier: fieldOf(readFirst(args, params.serviceTier), asString, fields),
    shape: { api: shape.api, params, ...(shape.options !== undefined ? { options: shape.options } : {}) },
    ...(open ? { open } : {}),
    ...(wrapper ? { wraps: invocation.via.at(-1), via: invocation.via } : {}),
    ...(invocation.loops.length ? { inLoop: invocation.loops.at(-1)?.at } : {}),
    moduleLevel: invocation.moduleLevel,
    arguments: args.own,
    ...(invocation.callee.kind === 'instance' ? { receiver: invocation.callee } : {}),
  };
}

const SECTION_ORDER = { tools: 0, system: 1, messages: 2 } as const;

/** The literal options object of a TypeScript call: where a fix puts a new entry. */
function literalOptions(invocation: Invocation, index: number | undefined): Span | undefined {
  if (invocation.language !== 'typescript') return undefined;
  const argument = invocation.expr.args[index ?? 0]?.value;
  const literal = unwrapped(argument);
  return literal?.kind === 'dict' ? literal.span : undefined;
}

/** `new ConverseCommand({...})` holds the object one level further in. */
function unwrapped(expr: Expr | undefined): Expr | undefined {
  return expr?.kind === 'call' && expr.isNew ? expr.args[0]?.value : expr;
}

// ---------------------------------------------------------------- limits

function limitsOf(
  params: Params,
  args: Arguments,
  model: ModelUse,
  fields: FieldContext,
): { field: Field<number>; written: readonly WrittenLimit[] } {
  const own = writtenLimits(params.limits ?? [], args, model, fields);
  const carried = model.carried
    ? writtenLimits(model.carried.limits, model.carried.args, model, fields)
    : { written: [], hidden: undefined };
  const written = [...own.written, ...carried.written];
  const counting = written.filter(limit => limit.status === 'current' || limit.status === 'deprecated');
  const first = counting.find(limit => limit.value.state === 'present') ?? counting[0];
  if (first) return { field: first.value, written };
  const hidden = own.hidden ?? carried.hidden;
  if (hidden) return { field: unknownField(hidden), written };
  const concealed = readFirst(args, params.hidesLimit);
  if (concealed.state === 'found' && !(concealed.value.kind === 'dict' && !concealed.value.open))
    return { field: unknownField('it may be among other settings'), written };
  // The model, and the limit with it, is set where this call does not show.
  if (params.elsewhere && model.model.state === 'unknown' && model.model.reason === params.elsewhere)
    return { field: unknownField(params.elsewhere), written };
  const missing = missingLimitOf(params, model);
  return { field: { state: 'absent', ...(missing?.tokens !== undefined ? { default: missing.tokens } : {}) }, written };
}

function missingLimitOf(params: Params, model: ModelUse): MissingLimit | undefined {
  if (model.carried?.missingLimit) return model.carried.missingLimit;
  const id = model.model.state === 'present' ? model.model.value : undefined;
  const byModel = id === undefined ? undefined : params.missingLimitByModel?.find(entry => entry.models.test(id));
  return byModel?.missing ?? params.missingLimit;
}

function writtenLimits(
  limits: readonly LimitParam[],
  args: Arguments,
  model: ModelUse,
  fields: FieldContext,
): { written: WrittenLimit[]; hidden?: string } {
  const written: WrittenLimit[] = [];
  let hidden: string | undefined;
  const id = model.model.state === 'present' ? model.model.value : undefined;
  const done = new Set<string>();
  for (const limit of limits) {
    if (done.has(limit.path)) continue;
    if (limit.models && (id === undefined || !limit.models.test(id))) continue;
    done.add(limit.path);
    const reading = read(args, limit.path);
    if (reading.state === 'unknown') hidden ??= reading.reason;
    if (reading.state !== 'found') continue;
    const value = fieldOf(reading, asNumber, fields);
    if (value.state === 'absent') continue;
    written.push({
      path: limit.path,
      status: limit.status ?? 'current',
      value,
      ...(limit.insteadUse ? { insteadUse: limit.insteadUse } : {}),
      ...(reading.at ? { at: reading.at } : {}),
      ...(reading.nameAt ? { nameAt: reading.nameAt } : {}),
    });
  }
  return { written, ...(hidden ? { hidden } : {}) };
}

// ---------------------------------------------------------------- prompt

interface PromptFacts {
  readonly system: Prompt;
  readonly blocks: readonly Block[];
  readonly open?: string;
}

/** What a wrapper's caller calls a system prompt, where the wrapper's own way with it is lost. */
function withGiven(facts: PromptFacts, { given }: Invocation, match: Match, context: SiteContext): PromptFacts {
  if (!given || !isOutOfSight(facts.system)) return facts;
  const system = givenSystemBlocks(given, promptContext(match, context));
  if (system.length === 0) return facts;
  const blocks = [...system, ...facts.blocks.filter(block => block.section !== 'system')];
  return { ...facts, blocks, system: { state: 'present', parts: system.flatMap(block => block.parts) } };
}

function promptContext(match: Match, context: SiteContext): PromptContext {
  const { params } = match.shape;
  const variables = variablesOf(match.args);
  return {
    clients: context.clients,
    volatility: context.volatility,
    returns: context.returns,
    systemRoles: params.systemRoles ?? ['system', 'developer'],
    ...(params.cacheMarker ? { marker: params.cacheMarker } : {}),
    ...(variables ? { variables } : {}),
  };
}

function promptOf(match: Match, context: SiteContext): PromptFacts {
  const { params } = match.shape;
  const prompt = promptContext(match, context);
  const system = readFirst(match.args, params.system);
  const messages = asPassed(readFirst(match.args, params.messages), context.fields);
  const templates = match.pipeline ? pipelineTemplates(match, prompt) : undefined;
  const systemBlocks =
    system.state === 'found'
      ? onSomePaths(system.maybe, contentBlocks(system.value, 'system', 'system', prompt))
      : { blocks: [], ...(system.state === 'unknown' ? { open: system.reason } : {}) };
  const isTemplateInput = templates && messages.state === 'found' && bare(messages.value).kind === 'dict';
  const messageFacts: Blocks =
    isTemplateInput || messages.state === 'absent'
      ? { blocks: [] }
      : messages.state === 'found'
        ? messageBlocks(messages.value, prompt)
        : { blocks: [], open: messages.reason };
  const blocks = [...systemBlocks.blocks, ...(templates?.blocks ?? []), ...messageFacts.blocks];
  const open = systemBlocks.open ?? templates?.open ?? messageFacts.open;
  return { system: systemPrompt(blocks, open, system), blocks, ...(open ? { open } : {}) };
}

const onSomePaths = (maybe: boolean, blocks: Blocks): Blocks => (maybe ? oneOf(blocks) : blocks);

/** A parameter read as what every caller in sight passes for it. */
function asPassed(reading: Reading, fields: FieldContext): Reading {
  if (reading.state !== 'found' || reading.value.kind !== 'param' || reading.value.members.length > 0) return reading;
  const passed = fields.passed(reading.value);
  return passed.length > 0 ? { ...reading, value: union(passed) } : reading;
}

function systemPrompt(blocks: readonly Block[], open: string | undefined, system: Reading): Prompt {
  const parts = blocks.filter(block => block.section === 'system').flatMap(block => block.parts);
  if (parts.length > 0) {
    const [only] = parts;
    // Nothing but one value: a prompt that is not in sight, unless its source is.
    if (parts.length === 1 && only?.kind === 'hole' && !(only.certainty === 'certain' && only.path.length > 1)) {
      return { state: 'unknown', reason: only.reason, parts };
    }
    return { state: 'present', parts };
  }
  if (system.state === 'unknown') return { state: 'unknown', reason: system.reason, parts };
  return open ? { state: 'unknown', reason: open, parts } : { state: 'absent', parts };
}

/** What a chain is invoked with: the names of its template's holes. */
function variablesOf(args: Arguments): DictValue | undefined {
  const first = args.own.positional[0] ?? args.own.named.get('input')?.value;
  if (first) for (const option of optionsOf(first)) if (option.kind === 'dict') return option;
  return args.own.named.size > 0 ? dict(args.own.named) : undefined;
}

function pipelineTemplates(match: Match, prompt: PromptContext): Blocks | undefined {
  for (const step of match.pipeline?.steps ?? []) {
    const made = bare(step);
    const use: ClientUse | undefined = made.kind === 'instance' ? prompt.clients.of(made) : undefined;
    if (made.kind === 'instance' && use?.client.template)
      return templateBlocks(construct(made, use), use.client.template, { ...prompt, ...withPartials(use, prompt.variables) });
  }
  return undefined;
}

/** `template.partial(date=...)`: holes filled beforehand; what the chain is invoked with comes first. */
function withPartials(use: ClientUse, given: DictValue | undefined): { variables?: DictValue } {
  const entries = new Map(
    use.bags
      .slice(0, -1)
      .reverse()
      .flatMap(bag => [...bag.named]),
  );
  if (entries.size === 0) return given ? { variables: given } : {};
  for (const [name, slot] of given?.entries ?? []) entries.set(name, slot);
  return { variables: dict(entries) };
}

/** `template.partial(...)`: the template as it was constructed. */
function construct(made: Extract<Value, { kind: 'instance' }>, use: ClientUse): Extract<Value, { kind: 'instance' }> {
  return { ...made, args: use.bags.at(-1) ?? NO_ARGUMENTS };
}

// ---------------------------------------------------------------- tools

interface Tools {
  readonly count: Field<number>;
  readonly blocks: readonly Block[];
  readonly open?: string;
}

function toolsOf(params: Params, args: Arguments, match: Match, fields: FieldContext): Tools {
  const reading = readFirst(args, params.tools);
  if (reading.state === 'unknown') return { count: unknownField(reading.reason), blocks: [] };
  if (reading.state === 'absent') return { count: { state: 'absent' }, blocks: [] };
  const options = optionsOf(reading.value).filter(option => !(option.kind === 'constant' && option.value === null));
  const [value] = options;
  if (!value) return { count: { state: 'absent' }, blocks: [] };
  if (value.kind === 'list') {
    const blocks = value.items.map(item => toolBlock(item, match));
    if (value.open || options.length > 1 || reading.maybe)
      return {
        count: unknownField(value.open ?? 'tools on some paths only', [value.items.length]),
        blocks,
        open: value.open ?? 'tools on some paths only',
      };
    return value.items.length === 0
      ? { count: { state: 'absent' }, blocks: [] }
      : { count: { state: 'present', value: value.items.length }, blocks };
  }
  if (value.kind === 'dict' && !value.open) {
    const blocks = [...value.entries.values()].map(slot => toolBlock(slot.value, match));
    return value.entries.size === 0
      ? { count: { state: 'absent' }, blocks: [] }
      : { count: { state: 'present', value: value.entries.size }, blocks };
  }
  const field = valueField(value, asNumber, fields);
  return {
    count: unknownField(field.state === 'unknown' ? field.reason : 'tools built elsewhere'),
    blocks: [],
    open: 'tools built elsewhere',
  };
}

function toolBlock(item: Value, match: Match): Block {
  const text = plainJson(item);
  const shape = match.shape.params.cacheMarker;
  const key = shape?.key.split('.')[0];
  const marked = key && item.kind === 'dict' ? item.entries.get(key) : undefined;
  const marker: Marker | undefined =
    marked && shape
      ? {
          ttl: ttlOf(marked.value),
          placement: shape.placement === 'onBlock' ? 'onBlock' : 'ownBlock',
          ...(marked.at ? { at: marked.at } : {}),
        }
      : undefined;
  const label = item.kind === 'function' ? (item.name ?? 'a function') : 'a tool';
  return {
    section: 'tools',
    parts:
      text !== undefined
        ? [{ kind: 'static', text, ...(item.at ? { at: item.at } : {}) }]
        : [
            {
              kind: 'hole',
              label,
              volatility: 'constant',
              path: [],
              reason: 'a tool definition',
              certainty: 'certain',
              ...(item.at ? { at: item.at } : {}),
            },
          ],
    ...(marker ? { marker } : {}),
    ...(item.at ? { at: item.at } : {}),
  };
}

// ---------------------------------------------------------------- caching and retrieval

function cacheMarkerOf(params: Params, args: Arguments, blocks: readonly Block[], open: string | undefined): { field: Field<string> } {
  const shape = params.cacheMarker;
  if (!shape) return { field: { state: 'absent' } };
  const top = readFirst(args, shape.topLevel);
  if (top.state === 'found') {
    const ttl = ttlOf(top.value);
    return { field: { state: 'present', value: ttl.state === 'present' ? ttl.value : '5m', from: 'the whole request' } };
  }
  const marked = blocks.find(block => block.marker);
  if (marked?.marker)
    return {
      field: {
        state: 'present',
        value: marked.marker.ttl.state === 'present' ? marked.marker.ttl.value : '5m',
        ...(marked.marker.at ? { at: marked.marker.at } : {}),
      },
    };
  if (open) return { field: unknownField(open) };
  return { field: top.state === 'unknown' ? unknownField(top.reason) : { state: 'absent' } };
}

function retrievalOf(params: Params, args: Arguments, fields: FieldContext): Field<number> {
  const { retrievalK } = params;
  if (!retrievalK) return { state: 'absent' };
  return fieldOf(readFirst(args, retrievalK.paths), asNumber, fields, {
    state: 'absent',
    ...(retrievalK.default !== undefined ? { default: retrievalK.default } : {}),
  });
}

function rerankedOf(params: Params, args: Arguments, fields: FieldContext): Field<boolean> {
  const reading = readFirst(args, params.reranker);
  if (reading.state === 'absent') return { state: 'absent', default: false };
  if (reading.state === 'unknown') return unknownField(reading.reason);
  const field = fieldOf(reading, asBoolean, fields);
  if (reading.value.kind === 'list' && reading.value.items.length === 0 && !reading.value.open) return { state: 'absent', default: false };
  return field.state === 'absent' ? { state: 'absent', default: false } : { state: 'present', value: true };
}
