/** Which entries of the catalogue a call matches. */
import type { CallShape, Sdk } from '../../shared/catalogue/schema.ts';
import type { Language } from '../ir/nodes.ts';
import { NO_ARGUMENTS, optionsOf } from '../resolve/construct.ts';
import type { Invocation } from '../resolve/run.ts';
import type { ArgumentBag, InstanceValue, PipelineValue, Value } from '../resolve/values.ts';
import { type Arguments, readFirst } from './argumentPath.ts';
import { bare, type Clients, type ClientUse, dropTransparent } from './client.ts';
import { distinctiveChain, isOpaque } from './distinctiveChain.ts';
import { readable } from './readableArguments.ts';

export interface Match {
  readonly sdk: Sdk;
  readonly shape: CallShape;
  readonly use?: ClientUse;
  readonly args: Arguments;
  /** The pipeline that runs, and the step that is the model. */
  readonly pipeline?: PipelineValue;
  /** Why the receiver is believed to be a client when only its chain and arguments say so. */
  readonly byShape?: boolean;
  /** What it is as well, where a step of the pipeline is one of several models. */
  readonly others?: readonly Match[];
}

export class Matcher {
  private readonly clients: Clients;
  private readonly language: Language;
  private readonly imports: (sdk: Sdk) => boolean;

  constructor(clients: Clients, language: Language, imports: (sdk: Sdk) => boolean) {
    this.clients = clients;
    this.language = language;
    this.imports = imports;
  }

  match(invocation: Invocation): Match | undefined {
    const { callee, args } = invocation;
    switch (callee.kind) {
      case 'external':
        return (
          this.matchFunction(callee.path, args) ??
          this.matchConstruction({ kind: 'instance', of: callee.path, args, members: [] }) ??
          this.matchOpaque(callee, callee.path.split('.').slice(1), args)
        );
      case 'instance':
      case 'param':
        return this.matchMethod(callee, callee.members, args);
      case 'object':
        return this.matchMethod({ ...callee, members: [] }, [], args);
      case 'pipeline':
        return this.matchPipeline(callee, '()', args);
      case 'class': {
        const base = this.clients.externalBase(callee);
        const made: InstanceValue = {
          kind: 'instance',
          of: base ?? '',
          args: { ...args, open: args.open ?? 'a subclass may set it' },
          members: [],
        };
        return base === undefined ? undefined : this.matchConstruction(made);
      }
      default:
        return undefined;
    }
  }

  private matchFunction(path: string, args: ArgumentBag): Match | undefined {
    for (const { sdk, shape } of this.clients.registry.functionsNamed(path, this.language)) {
      const given = this.argumentsFor(shape, args, []);
      if (this.holds(shape, given)) return { sdk, shape, args: given };
    }
    return undefined;
  }

  /** `ChatOpenAI(...)`: where limits are set; `vectorstore.as_retriever(...)`. */
  private matchConstruction(made: InstanceValue): Match | undefined {
    const use = this.clients.of(made);
    const construction = use?.client.construction;
    // What wraps another client is that client over again, not a new one.
    if (!use || !construction || (made.receiver === undefined && this.clients.constructedBy(made.of)?.wraps)) return undefined;
    const shape: CallShape = { ...construction, methods: [] };
    return { sdk: use.sdk, shape, use, args: this.clients.argumentsOf(this.clients.named(made.args, use.client), use.bags.slice(1)) };
  }

  private matchMethod(callee: Value & { members?: readonly string[] }, members: readonly string[], args: ArgumentBag): Match | undefined {
    const base = { ...callee, members: [] } as Value;
    if (callee.kind === 'instance' && callee.of === 'pipeline' && callee.args.positional[0]?.kind === 'pipeline') {
      return this.matchPipeline(callee.args.positional[0], members.join('.') || '()', args);
    }
    const use = this.clients.of(base);
    const steps = use?.client.steps && this.stepsOf(use);
    if (steps) return this.matchPipeline(steps, members.join('.') || '()', args);
    if (use) {
      const match = this.matchClient(use, members, args);
      if (match) return match;
    }
    if ((callee.kind === 'instance' || callee.kind === 'param') && members.length > 0) {
      const made: InstanceValue = { kind: 'instance', of: members.join('.'), receiver: base, args, members: [] };
      const constructed = this.matchConstruction(made);
      if (constructed) return constructed;
      const piped = use ? undefined : this.matchPiped(base, members, args);
      if (piped) return piped;
    }
    return use ? undefined : this.matchOpaque(callee, members, args);
  }

  private matchClient(use: ClientUse, members: readonly string[], args: ArgumentBag): Match | undefined {
    const chain = dropTransparent(members, use.client.transparent ?? []).join('.') || '()';
    for (const shape of use.client.calls) {
      if (!shape.methods.includes(chain) || (shape.language && shape.language !== this.language)) continue;
      const command = shape.commands ? commandOf(args, shape.commands) : undefined;
      if (shape.commands && !command) continue;
      const given = this.argumentsFor(shape, command ? command.args : args, use.bags);
      if (this.holds(shape, given)) return { sdk: use.sdk, shape, use, args: given };
    }
    return use.wrapped && this.matchClient(use.wrapped, members, args);
  }

  /** `RunnableSequence.from([prompt, model])` is the pipeline of its steps. */
  private stepsOf(use: ClientUse): PipelineValue | undefined {
    // The steps are what it was made of, not the settings it was given since.
    const reading = readFirst(
      this.clients.argumentsOf(NO_ARGUMENTS, use.bags.slice(-1)),
      use.client.steps?.map(path => `@${path}`),
    );
    return reading.state === 'found' && reading.value.kind === 'list' ? { kind: 'pipeline', steps: reading.value.items } : undefined;
  }

  /** A run of a pipeline is a call when one of its steps is a model or an agent. */
  private matchPipeline(pipeline: PipelineValue, method: string, args: ArgumentBag): Match | undefined {
    const [first, ...others] = armsOf(pipeline).flatMap(arm => this.matchSteps(arm, method, args) ?? []);
    return first && others.length > 0 ? { ...first, others: [...(first.others ?? []), ...others] } : first;
  }

  private matchSteps(pipeline: PipelineValue, method: string, args: ArgumentBag): Match | undefined {
    for (const step of pipeline.steps) {
      const use = this.clients.of(bare(step));
      const inner = use?.client.steps && this.stepsOf(use);
      const nested = inner && this.matchPipeline(inner, method, args);
      if (nested) return nested;
      if (!use || (use.client.role !== 'model' && use.client.role !== 'agent')) continue;
      const match = this.matchClient(use, method.split('.'), args);
      if (match) return { ...match, pipeline };
    }
    const unseen = this.unseenModel(pipeline);
    const match = unseen && this.matchClient(unseen, method.split('.'), args);
    return match && { ...match, pipeline };
  }

  /** `prompt | llm` where `llm` is a parameter of which nothing is said: what a prompt goes to is a model. */
  private unseenModel({ steps }: PipelineValue): ClientUse | undefined {
    for (const [index, step] of steps.entries()) {
      const template = this.clients.of(bare(step));
      const next = steps[index + 1];
      if (template?.client.template && next && comesFromOutside(next) && !this.clients.of(bare(next))) return this.clients.fedBy(template);
    }
    return undefined;
  }

  /** `(prompt | llm).with_retry().invoke(...)`, `RunnableSequence.from([...]).invoke(...)`. */
  private matchPiped(base: Value, members: readonly string[], args: ArgumentBag): Match | undefined {
    if (base.kind !== 'instance') return undefined;
    if (base.receiver?.kind === 'instance' && base.receiver.of === 'pipeline')
      return this.matchMethod({ ...base.receiver, members: [] }, members, args);
    return undefined;
  }

  /** A receiver of which nothing is known: only a chain and arguments that nothing else has will do. */
  private matchOpaque(callee: Value, members: readonly string[], args: ArgumentBag): Match | undefined {
    const chain = members.join('.');
    const sent = members.at(-1) === 'send' ? this.matchCommand(args) : undefined;
    if (sent) return sent;
    for (const sdk of this.clients.registry.sdks) {
      for (const shape of sdk.distinctiveCalls ?? []) {
        if (!shape.methods.includes(chain) || !this.imports(sdk)) continue;
        const given = this.argumentsFor(shape, args, []);
        if (this.holds(shape, given)) return { sdk, shape, args: given };
      }
    }
    const found = distinctiveChain(this.clients.registry, callee, members, this.language);
    if (!found) return undefined;
    const given = this.argumentsFor(found.shape, args, []);
    return found.fits(given) ? { sdk: found.sdk, shape: found.shape, args: given, byShape: true } : undefined;
  }

  /** `client.send(new ConverseCommand({...}))` is a call of Bedrock whatever the client is: the command says so. */
  private matchCommand(args: ArgumentBag): Match | undefined {
    for (const sdk of this.clients.registry.sdks) {
      for (const { calls } of sdk.clients) {
        for (const shape of calls) {
          const command = shape.commands ? commandOf(args, shape.commands) : undefined;
          const isOurs = command && (sdk.modules.typescript ?? []).some(root => command.of.startsWith(`${root}.`));
          if (command && isOurs) return { sdk, shape, args: this.argumentsFor(shape, command.args, []) };
        }
      }
    }
    return undefined;
  }

  private holds(shape: CallShape, args: Arguments): boolean {
    return this.clients.holds(shape.when, args.own, {});
  }

  private argumentsFor(shape: CallShape, args: ArgumentBag, receiver: readonly ArgumentBag[]): Arguments {
    return this.clients.argumentsOf(readable(args, shape.positional, this.language, shape.options ?? 0), receiver);
  }
}

/** Where a step is one of several values, a pipeline for each of them. */
function armsOf(pipeline: PipelineValue): readonly PipelineValue[] {
  const at = pipeline.steps.findIndex(step => step.kind === 'union' && step.options.filter(isMade).length > 1);
  const step = pipeline.steps[at];
  if (step?.kind !== 'union') return [pipeline];
  return step.options.filter(isMade).map(option => ({ ...pipeline, steps: pipeline.steps.with(at, option) }));
}

const isMade = (value: Value): boolean => value.kind === 'instance' && !value.declared;

/** A parameter without a type, or what one of its methods gives. */
function comesFromOutside(value: Value): boolean {
  return (value.kind === 'param' || (value.kind === 'instance' && value.receiver !== undefined)) && isOpaque(value);
}

function commandOf(args: ArgumentBag, commands: readonly string[]): InstanceValue | undefined {
  for (const option of optionsOf(args.positional[0] ?? { kind: 'constant', value: null })) {
    if (option.kind !== 'instance' || option.members.length || option.receiver) continue;
    if (commands.some(name => option.of.endsWith(`.${name}`))) return option;
  }
  return undefined;
}
