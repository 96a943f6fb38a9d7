/** Which model a call asks, and whose API answers. */
import type { LimitParam, MissingLimit, ModelHandle, Params, Provider } from '../../shared/catalogue/schema.ts';
import { prefixes, providerOfUrl } from '../../shared/models/providerNames.ts';
import type { Language } from '../ir/nodes.ts';
import { NO_ARGUMENTS, optionsOf } from '../resolve/construct.ts';
import type { ArgumentBag, InstanceValue, Value } from '../resolve/values.ts';
import { type Arguments, type Reading, readFirst } from './argumentPath.ts';
import type { Field } from './callSite.ts';
import { bare, type Clients, type ClientUse, conditionText } from './client.ts';
import { asString, type FieldContext, fieldOf, unknownField } from './fields.ts';
import type { Match } from './match.ts';

export interface ModelUse {
  readonly model: Field<string>;
  readonly provider: Provider;
  readonly baseUrl: Field<string>;
  /** Limits, and what is sent without one, that ride on a model handle or a chat model object. */
  readonly carried?: {
    readonly args: Arguments;
    readonly limits: readonly LimitParam[];
    readonly missingLimit?: MissingLimit;
    readonly automaticCache?: boolean;
  };
}

export function modelOf(match: Match, clients: Clients, context: FieldContext, language: Language): ModelUse {
  const { params } = match.shape;
  const provider = match.use ? providerOf(match.use) : match.sdk.provider;
  const baseUrl = baseUrlOf(match.use, match.args, clients, context);
  const reading = firstUsable(match.args, params.model, context);
  const carrier = reading.state === 'found' ? carrierOf(reading.value, clients, context, language) : undefined;
  if (carrier) return carrier;
  let model = fieldOf(reading, asString, context);
  if (model.state !== 'present') model = modelInText(match, params) ?? model;
  if (model.state === 'absent' && params.defaultModel)
    model = { state: 'present', value: params.defaultModel.id, from: 'default of the library' };
  if (model.state === 'absent' && params.elsewhere) model = unknownField(params.elsewhere);
  const named = namedProvider(match, params, context) ?? prefixProvider(model, params.modelPrefix);
  const at = baseUrl.state === 'present' ? (providerOfUrl(baseUrl.value)?.provider ?? 'unknown') : undefined;
  return { model: named?.model ?? model, provider: at ?? named?.provider ?? addressed(match) ?? provider, baseUrl };
}

/** The first path that holds what may be a model; an options object in the place of one is none. */
function firstUsable(args: Arguments, paths: readonly string[] | undefined, context: FieldContext): Reading {
  const readings = (paths ?? []).map(path => readFirst(args, [path]));
  const usable = (reading: Reading) =>
    reading.state === 'found' &&
    (reading.value.kind === 'dict' ? false : reading.value.kind !== 'constant' || fieldOf(reading, asString, context).state === 'present');
  return (
    readings.find(usable) ??
    readings.find(reading => reading.state === 'unknown') ??
    readings.find(reading => reading.state === 'found') ?? { state: 'absent' }
  );
}

/** The provider of a client, or of the client it is built around. */
function providerOf(use: ClientUse): Provider {
  return use.client.provider ?? (use.wrapped ? providerOf(use.wrapped) : use.sdk.provider);
}

function baseUrlOf(use: ClientUse | undefined, args: Arguments, clients: Clients, context: FieldContext): Field<string> {
  if (!use) return { state: 'absent' };
  const paths = use.client.baseUrl ?? use.wrapped?.client.baseUrl;
  if (!paths?.length) return { state: 'absent' };
  const made = clients.argumentsOf(args.own, use.bags);
  return fieldOf(
    readFirst(
      made,
      paths.map(path => (path.startsWith('@') ? path : `@${path}`)),
    ),
    asString,
    context,
  );
}

/** Whose address a raw request goes to. */
function addressed(match: Match): Provider | undefined {
  for (const { path } of match.shape.when ?? []) {
    const reading = readFirst(match.args, [path]);
    const provider = reading.state === 'found' ? providerOfUrl(conditionText(reading.value))?.provider : undefined;
    if (provider) return provider;
  }
  return undefined;
}

function modelInText(match: Match, params: Params): Field<string> | undefined {
  for (const { path, pattern } of params.modelIn ?? []) {
    const reading: Reading = readFirst(match.args, [path]);
    if (reading.state !== 'found') continue;
    const id = pattern.exec(conditionText(reading.value))?.[1];
    if (id && !id.includes('{}')) return { state: 'present', value: id };
    if (id) return unknownField('built into the address');
  }
  return undefined;
}

function namedProvider(match: Match, params: Params, context: FieldContext): { provider: Provider; model?: Field<string> } | undefined {
  const field = fieldOf(readFirst(match.args, params.provider), asString, context);
  const provider = field.state === 'present' ? prefixes[field.value]?.provider : undefined;
  return provider && { provider };
}

/** `openai:gpt-4o`, `anthropic/claude-sonnet-5`. */
function prefixProvider(model: Field<string>, separator: ':' | '/' | undefined): { provider: Provider; model: Field<string> } | undefined {
  if (!separator || model.state !== 'present') return undefined;
  const at = model.value.indexOf(separator);
  const provider = at > 0 ? prefixes[model.value.slice(0, at)]?.provider : undefined;
  return provider && { provider, model };
}

/** A model handle (`openai('gpt-4o')`) or a chat model object (`ChatOpenAI(...)`) in the place of a model id. */
function carrierOf(value: Value, clients: Clients, context: FieldContext, language: Language): ModelUse | undefined {
  const uses = optionsOf(value).flatMap<ModelUse | undefined>(option => {
    const made = unwrapped(option, clients, language);
    return made.length === 0
      ? [undefined]
      : made.map(one => fromHandle(one, clients, context, language) ?? fromModelObject(one, clients, context));
  });
  const first = uses.find(use => use !== undefined);
  if (!first) return undefined;
  const models = [...new Set(uses.flatMap(use => (use?.model.state === 'present' ? [use.model.value] : [])))];
  // Of two arms of which one is known, the other may be the one taken.
  const undecided = models.length > 1 || uses.some(use => use === undefined);
  return undecided && models.length > 0
    ? { ...first, model: unknownField(models.length > 1 ? `one of ${models.join(', ')}` : 'one of several models', models) }
    : first;
}

/** `wrapLanguageModel({model: openai('gpt-4o')})` is the model it wraps. */
function unwrapped(value: Value, clients: Clients, language: Language): readonly InstanceValue[] {
  if (value.kind !== 'instance') return [];
  const named = tabled(value, clients, language);
  if (named) return optionsOf(named).flatMap(option => unwrapped(option, clients, language));
  const entry = value.receiver
    ? undefined
    : clients.registry.clientsNamed(value.of, language).find(({ client }) => client.wraps && client.calls.length === 0);
  if (!entry) return [value];
  const args = clients.argumentsOf(clients.named(value.args, entry.client), []);
  const inner = readFirst(args, entry.client.wraps);
  return inner.state === 'found' ? optionsOf(inner.value).flatMap(option => unwrapped(option, clients, language)) : [value];
}

/** `models.languageModel('fast')` is the handle that `customProvider` was given under that name. */
function tabled(value: InstanceValue, clients: Clients, language: Language): Value | undefined {
  const provider = value.receiver && bare(value.receiver);
  const [name] = value.args.positional;
  if (provider?.kind !== 'instance' || provider.receiver || name?.kind !== 'constant') return undefined;
  const [entry] = clients.registry.tablesNamed(provider.of, language);
  if (!entry?.table.methods.includes(value.of)) return undefined;
  const given = clients.argumentsOf(clients.named(provider.args, undefined), []);
  for (const path of entry.table.entries) {
    const models = readFirst(given, [path]);
    const slot = models.state === 'found' && models.value.kind === 'dict' ? models.value.entries.get(String(name.value)) : undefined;
    if (slot && !slot.maybe) return slot.value;
  }
  return undefined;
}

function fromHandle(value: InstanceValue, clients: Clients, context: FieldContext, language: Language): ModelUse | undefined {
  const found = handleOf(value, clients, language);
  if (!found) return undefined;
  const { handle, maker } = found;
  const args = clients.argumentsOf(value.args, maker ? [maker] : []);
  const reading = readFirst(args, handle.model ?? ['0']);
  const model = fieldOf(reading, asString, context);
  const baseUrl =
    maker && handle.baseUrl
      ? fieldOf(readFirst(clients.argumentsOf(clients.named(maker, undefined), []), handle.baseUrl), asString, context)
      : ({ state: 'absent' } as const);
  const named = prefixProvider(model, handle.modelPrefix);
  return {
    model,
    provider: baseUrl.state === 'present' ? (providerOfUrl(baseUrl.value)?.provider ?? 'unknown') : (named?.provider ?? handle.provider),
    baseUrl,
    carried: {
      args,
      limits: handle.limits ?? [],
      ...(handle.missingLimit ? { missingLimit: handle.missingLimit } : {}),
      ...(handle.automaticCache !== undefined ? { automaticCache: handle.automaticCache } : {}),
    },
  };
}

function handleOf(value: InstanceValue, clients: Clients, language: Language): { handle: ModelHandle; maker?: ArgumentBag } | undefined {
  const { registry } = clients;
  if (value.receiver) {
    const maker = bare(value.receiver);
    if (maker.kind !== 'instance' || maker.receiver) return undefined;
    const entry = registry.handlesNamed(maker.of, language).find(candidate => candidate.makes === 'maker');
    if (!entry || (value.of !== '()' && !entry.handle.methods?.includes(value.of))) return undefined;
    return { handle: entry.handle, maker: maker.args };
  }
  const direct = registry.handlesNamed(value.of, language).find(candidate => candidate.makes === 'handle');
  if (direct) return { handle: direct.handle };
  const dot = value.of.lastIndexOf('.');
  const method = value.of.slice(dot + 1);
  const entry =
    dot > 0
      ? registry
          .handlesNamed(value.of.slice(0, dot), language)
          .find(candidate => candidate.makes === 'handle' && candidate.handle.methods?.includes(method))
      : undefined;
  return entry && { handle: entry.handle };
}

function fromModelObject(value: InstanceValue, clients: Clients, context: FieldContext): ModelUse | undefined {
  const use = clients.of(value);
  if (use?.client.role !== 'model') return undefined;
  const params = use.client.construction?.params ?? use.client.calls[0]?.params;
  if (!params) return undefined;
  const args = clients.argumentsOf(NO_ARGUMENTS, use.bags);
  const onReceiver = (path: string) => (path.startsWith('@') ? path : `@${path}`);
  let model = fieldOf(readFirst(args, params.model?.map(onReceiver)), asString, context);
  if (model.state === 'absent' && params.defaultModel)
    model = { state: 'present', value: params.defaultModel.id, from: 'default of the library' };
  const baseUrl = baseUrlOf(use, args, clients, context);
  const missing = params.missingLimit;
  return {
    model,
    provider:
      baseUrl.state === 'present' ? (providerOfUrl(baseUrl.value)?.provider ?? 'unknown') : (use.client.provider ?? use.sdk.provider),
    baseUrl,
    carried: {
      args,
      limits: (params.limits ?? []).map(limit => ({ ...limit, path: onReceiver(limit.path) })),
      ...(missing ? { missingLimit: missing } : {}),
      ...(params.automaticCache !== undefined ? { automaticCache: params.automaticCache } : {}),
    },
  };
}
