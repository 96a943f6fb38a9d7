/** Which SDK's client a value is, by import and construction. */
import type { Client, Condition, Sdk } from '../../shared/catalogue/schema.ts';
import type { Language } from '../ir/nodes.ts';
import { dict, mergeDicts, optionsOf } from '../resolve/construct.ts';
import type { ArgumentBag, InstanceValue, ParamValue, Value } from '../resolve/values.ts';
import { type Arguments, read } from './argumentPath.ts';
import { readable } from './readableArguments.ts';
import type { ClientEntry, Registry } from './registry.ts';

export interface ClientUse {
  readonly sdk: Sdk;
  readonly client: Client;
  /** The arguments it was made with, nearest first: of transparent calls, of factories, of its constructor. */
  readonly bags: readonly ArgumentBag[];
  /** A client it is built around. */
  readonly wrapped?: ClientUse;
}

const BY_TYPE: ArgumentBag = { positional: [], named: new Map(), open: 'its construction is not in sight' };

export class Clients {
  readonly registry: Registry;
  private readonly language: Language;
  /** Import roots the file knows, for methods that are distinctive only beside an import. */
  private readonly imports: (sdk: Sdk) => boolean;
  /** The library class that an object of the project, or its class, extends. */
  readonly externalBase: (value: Value) => string | undefined;
  private readonly memo = new WeakMap<Value, ClientUse | null>();

  constructor(registry: Registry, language: Language, imports: (sdk: Sdk) => boolean, externalBase: (value: Value) => string | undefined) {
    this.registry = registry;
    this.language = language;
    this.imports = imports;
    this.externalBase = externalBase;
  }

  /** The client a value is, its own members left aside. */
  of(value: Value): ClientUse | undefined {
    const known = this.memo.get(value);
    if (known !== undefined) return known ?? undefined;
    this.memo.set(value, null);
    const use = this.find(value);
    this.memo.set(value, use ?? null);
    return use;
  }

  private find(value: Value): ClientUse | undefined {
    switch (value.kind) {
      case 'union': {
        for (const option of optionsOf(value)) {
          const use = this.of(option);
          if (use) return use;
        }
        return undefined;
      }
      case 'instance':
        return this.ofInstance(value);
      case 'param':
        return this.ofParam(value);
      case 'object': {
        const base = this.externalBase(value);
        const entry = base === undefined ? undefined : this.registry.clientsNamed(base, this.language)[0];
        return entry
          ? {
              ...entry,
              bags: [value.args ? { ...this.named(value.args, entry.client), open: value.args.open ?? 'a subclass may set it' } : BY_TYPE],
            }
          : undefined;
      }
      default:
        return undefined;
    }
  }

  private ofParam(param: ParamValue): ClientUse | undefined {
    const entry =
      param.type === undefined ? undefined : this.registry.clientsNamed(param.type, this.language).find(({ client }) => !client.when);
    if (entry && param.members.length === 0) return { ...entry, bags: [BY_TYPE] };
    if (param.members.length === 0 && param.default) return this.of(param.default);
    return undefined;
  }

  private ofInstance(instance: InstanceValue): ClientUse | undefined {
    if (!instance.receiver) {
      const entry = this.registry
        .clientsNamed(instance.of, this.language)
        .find(candidate => this.holds(candidate.client.when, instance.args, candidate.client));
      return entry && this.built(entry, [instance.declared ? BY_TYPE : this.named(instance.args, entry.client)]);
    }
    const receiver = this.of(bare(instance.receiver));
    if (!receiver) return this.distinctive(instance);
    return this.after(receiver, instance.of, instance.args);
  }

  /** What a method of a client yields, where that is a client again. */
  private after(receiver: ClientUse, method: string, args: ArgumentBag): ClientUse | undefined {
    const transparent = receiver.client.transparent ?? [];
    const chain = dropTransparent(method.split('.'), transparent);
    const name = chain.join('.');
    if (chain.length === 0 || transparent.includes(`${name}()`) || (chain.length === 1 && name === '()' && transparent.includes('()'))) {
      return { ...receiver, bags: [configured(args), ...receiver.bags] };
    }
    for (const factory of receiver.client.factories ?? []) {
      const client = factory.methods.includes(name) ? receiver.sdk.clients.find(candidate => candidate.id === factory.client) : undefined;
      if (client && this.holds(factory.when, args, client))
        return this.built({ sdk: receiver.sdk, client }, [this.named(args, client), ...receiver.bags]);
    }
    for (const shape of receiver.client.calls) {
      if (shape.returns === undefined || !shape.methods.includes(name)) continue;
      const client = receiver.sdk.clients.find(candidate => candidate.id === shape.returns);
      if (client) return { sdk: receiver.sdk, client, bags: [this.named(args, client), ...receiver.bags] };
    }
    return receiver.wrapped && this.after(receiver.wrapped, method, args);
  }

  private distinctive(instance: InstanceValue): ClientUse | undefined {
    for (const sdk of this.registry.sdks) {
      for (const factory of sdk.distinctive ?? []) {
        if (!factory.methods.includes(instance.of) || !this.imports(sdk)) continue;
        const client = sdk.clients.find(candidate => candidate.id === factory.client);
        if (!client || !this.holds(factory.when, instance.args, client)) continue;
        // A model known by what is bound to it was made elsewhere.
        if (client.role === 'model') return { sdk, client, bags: [configured(instance.args), BY_TYPE] };
        return this.built({ sdk, client }, [this.named(instance.args, client)]);
      }
    }
    return undefined;
  }

  /** What a step must be that is fed by a template, when nothing else is known of it. */
  fedBy(template: ClientUse): ClientUse | undefined {
    const client = template.sdk.clients.find(candidate => candidate.id === template.client.template?.feeds);
    return client && { sdk: template.sdk, client, bags: [BY_TYPE] };
  }

  private built(entry: ClientEntry, bags: readonly ArgumentBag[]): ClientUse {
    const { client } = entry;
    if (!client.wraps) return { ...entry, bags };
    const args = this.argumentsOf(bags[0] ?? BY_TYPE, []);
    for (const path of client.wraps) {
      const reading = read(args, path);
      const wrapped = reading.state === 'found' ? this.of(bare(reading.value)) : undefined;
      if (!wrapped) continue;
      return client.calls.length === 0 && !client.factories?.length
        ? { ...wrapped, bags: [...wrapped.bags] }
        : { ...entry, bags: [...bags, ...wrapped.bags], wrapped };
    }
    return { ...entry, bags };
  }

  holds(conditions: readonly Condition[] | undefined, bag: ArgumentBag, client: Pick<Client, 'positional'>): boolean {
    return (conditions ?? []).every(({ path, matches }) => {
      const reading = read(this.argumentsOf(this.named(bag, client), []), path);
      return reading.state === 'found' && matches.test(conditionText(reading.value));
    });
  }

  argumentsOf(own: ArgumentBag, receiver: readonly ArgumentBag[]): Arguments {
    return { own, receiver, made: value => this.named(value.args, this.constructedBy(value.of)) };
  }

  /** The client a name constructs. */
  constructedBy(path: string): Client | undefined {
    return this.registry.clientsNamed(path, this.language)[0]?.client;
  }

  /** A constructor's arguments by the names of its parameters. */
  named(bag: ArgumentBag, client: Pick<Client, 'positional'> | undefined): ArgumentBag {
    return readable(bag, client?.positional, this.language);
  }
}

/** `with_config({'configurable': {...}})`: settings in a dict are arguments like any other; settings built elsewhere may set anything. */
function configured(args: ArgumentBag): ArgumentBag {
  const [settings] = args.positional;
  if (!settings) return args;
  if (settings.kind === 'dict') {
    const inner = settings.entries.get('configurable')?.value;
    const merged = mergeDicts(mergeDicts(settings, inner?.kind === 'dict' ? inner : settings), dict(args.named));
    return {
      ...args,
      named: merged.entries,
      ...(merged.open ? { open: merged.open } : {}),
      ...(merged.spreads ? { spreads: merged.spreads } : {}),
    };
  }
  const opaque =
    settings.kind === 'param' ||
    settings.kind === 'unknown' ||
    (settings.kind === 'instance' && settings.members.length === 0 && !settings.receiver);
  return opaque && args.open === undefined ? { ...args, open: 'its settings are built elsewhere' } : args;
}

/** A value as the text a condition looks at; every hole is `{}`. */
export function conditionText(value: Value): string {
  for (const option of optionsOf(value)) {
    if (option.kind === 'constant') return String(option.value);
    if (option.kind === 'text') return option.parts.map(part => (part.kind === 'static' ? part.text : holeText(part.value))).join('');
    if (option.kind === 'param' && option.default) return conditionText(option.default);
  }
  return '';
}

/** A hole that may be one of several texts reads as the first of them, so that an URL with a default host is seen. */
function holeText(value: Value): string {
  const known = optionsOf(value).find(option => option.kind === 'constant' && typeof option.value === 'string');
  if (known?.kind === 'constant') return String(known.value);
  if (value.kind === 'param' && value.default?.kind === 'constant') return String(value.default.value);
  return '{}';
}

export function bare(value: Value): Value {
  if (value.kind === 'union') return value.options.find(option => option.kind === 'instance' || option.kind === 'object') ?? value;
  return value;
}

/** Members left after those that give the same client again. */
export function dropTransparent(chain: readonly string[], transparent: readonly string[]): readonly string[] {
  return transparent.length === 0 ? chain : chain.filter(name => !transparent.includes(name));
}
