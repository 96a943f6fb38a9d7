/** All call sites of a project's files. Pure: modules come from the host, call sites go out. */
import type { Sdk } from '../../shared/catalogue/schema.ts';
import type { Module, Span, Stmt } from '../ir/nodes.ts';
import { Interpreter } from '../resolve/interpreter.ts';
import type { Invocation, ModuleHost, Run } from '../resolve/run.ts';
import type { InstanceValue, Location, ParamValue, Value } from '../resolve/values.ts';
import type { CallSite } from './callSite.ts';
import { bare, Clients } from './client.ts';
import type { FieldContext } from './fields.ts';
import { Identities } from './identity.ts';
import { type Match, Matcher } from './match.ts';
import { mergeWrappers } from './mergeWrappers.ts';
import { lastOf, Registry } from './registry.ts';
import { rerankedCalls } from './rerankers.ts';
import { siteOf } from './site.ts';
import { isRoute, type VolatilityContext } from './volatility.ts';

export interface ProgramHost extends ModuleHost {
  /** The path as call site ids use it: relative to the project, so that ids are the same on every machine. The path itself if absent. */
  identity?(path: string): string;
  /** Whether any file of the project imports the SDK. All are taken to be if absent. */
  isImported?(sdk: Sdk): boolean;
}

export interface Program {
  /** Call sites of one file, in source order. */
  calls(path: string): readonly CallSite[];
  /** Project files whose text the result for this file may rest on, itself included. */
  dependencies(path: string): readonly string[];
  /** Names of functions and classes at the file's top level that spend on behalf of whoever calls them. */
  wrappers(path: string): readonly string[];
}

export function createProgram(host: ProgramHost, catalogue: readonly Sdk[]): Program {
  let registry = registries.get(catalogue);
  if (!registry) {
    registry = new Registry(catalogue);
    registries.set(catalogue, registry);
  }
  return new ProjectProgram(host, registry);
}

/** A catalogue is indexed once, however many programs use it. */
const registries = new WeakMap<readonly Sdk[], Registry>();

class ProjectProgram implements Program {
  private readonly host: ProgramHost;
  private readonly registry: Registry;
  private readonly interpreter: Interpreter;
  private readonly results = new Map<string, readonly CallSite[]>();
  private readonly lines = new Map<string, readonly number[]>();
  private readonly clientsByFile = new Map<string, Clients>();

  constructor(host: ProgramHost, registry: Registry) {
    this.host = host;
    this.registry = registry;
    const matters: Run['matters'] = callee => {
      const base = callee.kind === 'class' ? this.interpreter.externalBase(callee) : undefined;
      const name = base === undefined ? lastName(callee) : lastOf(base);
      return name !== undefined && registry.mayMatter(name);
    };
    this.interpreter = new Interpreter(host, matters, isRoute, {
      call: registry.callPattern,
      mayBeCalled: (name, text) => registry.mayBeCalled(name, text, sdk => host.isImported?.(sdk) ?? true),
      isLibrary: path => registry.isSdk(path),
    });
  }

  calls(path: string): readonly CallSite[] {
    const known = this.results.get(path);
    if (known) return known;
    const invocations = this.interpreter.invocations(path);
    const module = this.interpreter.module(path)?.module;
    const sites = module ? this.sites(module, invocations) : [];
    this.results.set(path, sites);
    return sites;
  }

  dependencies(path: string): readonly string[] {
    this.calls(path);
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const target of this.interpreter.importsUsed(file)) visit(target);
    };
    visit(path);
    return [...seen];
  }

  wrappers(path: string): readonly string[] {
    const spans = this.calls(path).filter(site => site.kind !== 'config' && !site.free);
    if (spans.length === 0) return [];
    const names = new Set<string>();
    for (const value of this.interpreter.topLevel(path)) {
      const span = value.kind === 'function' ? value.fn.span : value.cls.span;
      if (!spans.some(site => site.span.start >= span.start && site.span.end <= span.end)) continue;
      const functions = value.kind === 'function' ? [value] : this.interpreter.methodsOf(value);
      const name = value.kind === 'function' ? (value.fn.name ?? value.name) : value.cls.name;
      if (!name || functions.length === 0) continue;
      names.add(name);
      // Callers may know no more than the class that it extends.
      if (value.kind === 'class') for (const base of this.interpreter.basesOf(value)) names.add(base);
    }
    return [...names];
  }

  private sites(module: Module, invocations: readonly Invocation[]): readonly CallSite[] {
    const { path, language } = module;
    const clients = this.clientsFor(module);
    const matcher = new Matcher(clients, language, sdk => this.importsSdk(module, sdk));
    const matched: { invocation: Invocation; match: Match }[] = [];
    const direct = new Set<string>();
    for (const invocation of invocations) {
      const match = matcher.match(invocation);
      // A caller of the project's own factory spends nothing yet.
      if (!match || (invocation.via.length > 0 && match.shape.kind === 'config')) continue;
      matched.push({ invocation, match });
      if (invocation.via.length === 0) direct.add(spanKey(invocation.span));
    }
    // A parameter that callers in this file bind to a real client proves the call inside the wrapper.
    for (const { invocation, match } of [...matched]) {
      const inner = invocation.via.at(-1);
      if (!inner || inner.path !== path || direct.has(spanKey(inner.span))) continue;
      direct.add(spanKey(inner.span));
      matched.push({ invocation: { ...invocation, via: [], span: inner.span, loops: [] }, match });
    }
    const once = this.volatility(clients, true);
    const often = this.volatility(clients, false);
    const reranked = rerankedCalls(invocations, clients, path);
    const identities = new Identities();
    const name = this.host.identity?.(path) ?? path;
    const arms = new Map<string, { invocation: Invocation; matches: Match[] }>();
    matched.sort((a, b) => a.invocation.span.start - b.invocation.span.start || a.invocation.span.end - b.invocation.span.end);
    for (const { invocation, match } of matched) {
      // One call is one site, whichever of several libraries it may go to.
      const key =
        invocation.via.length === 0
          ? spanKey(invocation.span)
          : `${spanKey(invocation.span)} ${match.shape.api} ${invocation.via.map(at => `${at.path}:${spanKey(at.span)}`).join(' ')}`;
      const known = arms.get(key);
      if (!known) arms.set(key, { invocation, matches: [match] });
      // What is known by its type only is what another arm has constructed.
      else if (known.matches.length < MOST_ARMS && invocation.via.length === 0 && isConstructed(invocation.callee))
        known.matches.push(match);
    }
    const sites = [...arms.values()].map(({ invocation, matches }) => {
      const [first, ...others] = matches as [Match, ...Match[]];
      const match: Match = others.length > 0 ? { ...first, others: [...(first.others ?? []), ...others] } : first;
      const text = module.text.slice(invocation.span.start, invocation.span.end);
      const id = identities.next([name, invocation.symbol ?? '', match.shape.api, text]);
      return siteOf(
        invocation,
        match,
        {
          clients,
          fields: this.fields(invocation),
          volatility: invocation.moduleLevel && invocation.loops.length === 0 ? once : often,
          language,
          reranked,
          returns: fn => this.interpreter.summary(fn).returns,
        },
        id,
      );
    });
    return mergeWrappers(sites);
  }

  private clientsFor(module: Module): Clients {
    const known = this.clientsByFile.get(module.path);
    if (known) return known;
    const clients = new Clients(
      this.registry,
      module.language,
      sdk => this.importsSdk(module, sdk),
      value =>
        value.kind === 'object' || value.kind === 'class'
          ? this.interpreter.externalBase(value.kind === 'object' ? value.cls : value)
          : undefined,
    );
    this.clientsByFile.set(module.path, clients);
    return clients;
  }

  private readonly imported = new Map<string, ReadonlySet<string>>();

  private importsSdk(module: Module, sdk: Sdk): boolean {
    let names = this.imported.get(module.path);
    if (!names) {
      names = new Set(importSpecifiers(module));
      this.imported.set(module.path, names);
    }
    const roots = (module.language === 'python' ? sdk.modules.python : sdk.modules.typescript) ?? [];
    for (const name of names)
      if (roots.some(root => name === root || name.startsWith(`${root}.`) || name.startsWith(`${root}/`))) return true;
    return false;
  }

  private fields(invocation: Invocation): FieldContext {
    return {
      passed: param => this.passed(param),
      place: at => this.place(at),
      inCall: at => at.path === invocation.path && at.span.start >= invocation.span.start && at.span.end <= invocation.span.end,
    };
  }

  private volatility(clients: Clients, once: boolean): VolatilityContext {
    return {
      once,
      passed: param => this.passed(param),
      isReply: value => this.isReply(value, clients),
      handlesRequests: fn => this.interpreter.handlesRequests(fn),
    };
  }

  private passed(param: ParamValue): readonly Value[] {
    return this.interpreter.passed(param.fn, param.name);
  }

  /** `client.chat.completions.create(...)` and what is read from it. */
  private isReply(value: InstanceValue, clients: Clients): boolean {
    if (!value.receiver || !this.registry.mayMatter(lastOf(value.of))) return false;
    const use = clients.of(bare(value.receiver));
    const method = value.of;
    const shapes = use?.client.calls ?? [];
    return shapes.some(
      shape =>
        shape.kind !== 'retriever' &&
        shape.operation !== 'embedding' &&
        shape.methods.some(name => name === method || method.endsWith(`.${name}`)),
    );
  }

  /** `config.py:3`. */
  private place(at: Location): string {
    const text = this.interpreter.module(at.path)?.module.text;
    const file = at.path.slice(at.path.lastIndexOf('/') + 1);
    if (text === undefined) return file;
    let starts = this.lines.get(at.path);
    if (!starts) {
      const found = [0];
      for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) found.push(i + 1);
      starts = found;
      this.lines.set(at.path, starts);
    }
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= at.span.start) low = middle;
      else high = middle;
    }
    return `${file}:${low + 1}`;
  }
}

/** So many are looked at to see whether all agree. */
const MOST_ARMS = 8;

function isConstructed(callee: Value): boolean {
  return callee.kind === 'instance' && !callee.declared && (callee.receiver?.kind !== 'instance' || isConstructed(callee.receiver));
}

function lastName(callee: Value): string | undefined {
  switch (callee.kind) {
    case 'external':
      return lastOf(callee.path);
    case 'instance':
    case 'param':
      return callee.members.at(-1) ?? '()';
    case 'object':
    case 'pipeline':
      return '()';
    default:
      return undefined;
  }
}

function spanKey(span: Span): string {
  return `${span.start}-${span.end}`;
}

/** Every module a file imports, wherever in it the import stands. */
function importSpecifiers({ body, text }: Module): readonly string[] {
  // A definition is looked into only where there is an import in it: most are never read otherwise.
  const places = [...text.matchAll(/\b(?:import|require)\b/g)].map(match => match.index);
  const mayImport = ({ start, end }: Span) => places.some(place => place >= start && place < end);
  const inAll = (statements: readonly Stmt[]): readonly string[] => statements.flatMap(inOne);
  function inOne(statement: Stmt): readonly string[] {
    switch (statement.kind) {
      case 'import':
        return [statement.module, ...statement.names.map(name => `${statement.module}.${name.imported}`)];
      case 'export':
        return statement.from === undefined ? [] : [statement.from];
      case 'if':
        return [...inAll(statement.consequent), ...inAll(statement.alternate)];
      case 'try':
        return [
          ...inAll(statement.body),
          ...statement.handlers.flatMap(handler => inAll(handler.body)),
          ...inAll(statement.otherwise),
          ...inAll(statement.finalizer),
        ];
      case 'with':
      case 'loop':
      case 'block':
        return inAll(statement.body);
      case 'functionDef':
        return mayImport(statement.span) ? inAll(statement.fn.body) : [];
      case 'classDef':
        return mayImport(statement.span) ? statement.cls.members.flatMap(member => (member.fn ? inAll(member.fn.body) : [])) : [];
      default:
        return [];
    }
  }
  return inAll(body);
}
